package telegram

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/go-telegram/bot/models"

	"zhicheng/bot/chat"
)

var _ chat.Files = (*Bot)(nil)

const (
	maxDownload = 20 << 20  // what the Bot API hands over
	slowestDown = 256 << 10 // bytes a second that a download is waited for: somebody waits for the answer
)

// document is what a document says of itself; nil when nothing can be opened.
func document(d *models.Document) *chat.Incoming {
	if d.FileID == "" {
		return nil
	}
	return &chat.Incoming{Name: chat.CleanName(d.FileName), Type: chat.CleanType(d.MimeType), Size: d.FileSize, Ref: d.FileID}
}

// photo is the largest of a picture's sizes, which Telegram always makes JPEG.
func photo(sizes []models.PhotoSize) *chat.Incoming {
	var best models.PhotoSize
	for _, p := range sizes {
		if p.FileID != "" && p.Width*p.Height >= best.Width*best.Height {
			best = p
		}
	}
	if best.FileID == "" {
		return nil
	}
	return &chat.Incoming{Name: "photo.jpg", Type: "image/jpeg", Size: int64(best.FileSize), Ref: best.FileID}
}

// Open downloads what a person sent. Telegram keeps it; the reference is good for this bot alone.
func (b *Bot) Open(ctx context.Context, c chat.Conversation, in chat.Incoming, limit int64) ([]byte, error) {
	limit = min(limit, maxDownload)
	switch {
	case c.Channel != Channel || in.Ref == "":
		return nil, chat.ErrFileGone
	case in.Size > limit:
		return nil, chat.ErrFileTooLarge
	}
	var f struct {
		Path string `json:"file_path"`
		Size int64  `json:"file_size"`
	}
	switch err := b.loader.call(ctx, "getFile", map[string]string{"file_id": in.Ref}, &f); {
	case refusedFor(err, fileTooBig):
		return nil, chat.ErrFileTooLarge
	case refusedFor(err, fileGone):
		return nil, chat.ErrFileGone
	case err != nil:
		return nil, fmt.Errorf("telegram: find a file: %w", plainError(err))
	case f.Size > limit:
		return nil, chat.ErrFileTooLarge
	}
	data, err := b.loader.download(ctx, f.Path, limit)
	if err != nil {
		return nil, fmt.Errorf("telegram: download a file: %w", err)
	}
	return data, nil
}

// download reads a file of at most limit bytes. A link to it dies after an hour; this one is always new.
func (a *api) download(ctx context.Context, path string, limit int64) ([]byte, error) {
	if path == "" || strings.Contains("/"+path+"/", "/../") {
		return nil, errors.New("the Bot API names no path")
	}
	ctx, cancel := context.WithTimeout(ctx, a.timeout+time.Duration(limit)*time.Second/slowestDown)
	defer cancel()
	where := a.base + "/file/bot" + a.token + "/" + (&url.URL{Path: path}).EscapedPath()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, where, nil)
	if err != nil {
		return nil, errors.New("the address is malformed") // the error itself holds the token
	}
	resp, err := a.client.Do(req)
	if err != nil {
		return nil, a.linkError(true, err)
	}
	defer func() { _ = resp.Body.Close() }()
	switch {
	case resp.StatusCode == http.StatusNotFound:
		return nil, chat.ErrFileGone
	case resp.StatusCode != http.StatusOK:
		return nil, &apiError{Code: resp.StatusCode, Stranger: true}
	}
	data, err := io.ReadAll(io.LimitReader(resp.Body, limit+1))
	if err != nil {
		return nil, a.linkError(true, err)
	}
	if int64(len(data)) > limit {
		return nil, chat.ErrFileTooLarge
	}
	return data, nil
}
