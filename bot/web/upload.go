package web

import (
	"context"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"strings"
	"time"

	"zhicheng/bot/chat"
	"zhicheng/bot/words"
)

var _ chat.Files = (*Server)(nil)

const (
	uploadCost = 4               // of what a session may do: five files at once, then one a second
	uploadTime = 2 * time.Minute // for the body of a request to come in
)

// sent is what the page posts with a file. One form holds one file.
type sent struct {
	id, text, name, kind string
	data                 []byte
}

// upload keeps a file that a person sends and hands over a message that names it.
func (s *Server) upload(w http.ResponseWriter, r *http.Request) {
	c, ok := s.charged(w, r, uploadCost)
	if !ok {
		return
	}
	_ = http.NewResponseController(w).SetReadDeadline(time.Now().Add(uploadTime))
	r.Body = http.MaxBytesReader(w, r.Body, MaxUpload+maxBody)
	in, err := readSent(r)
	if large := new(http.MaxBytesError); errors.As(err, &large) || errors.Is(err, chat.ErrFileTooLarge) {
		fail(w, http.StatusRequestEntityTooLarge, words.Web.FileTooLarge)
		return
	}
	if err != nil || !validID.MatchString(in.id) {
		fail(w, http.StatusBadRequest, words.Web.BadRequest)
		return
	}
	if len(in.data) == 0 {
		fail(w, http.StatusBadRequest, words.Web.FileEmpty)
		return
	}
	m := in.message(c)
	u := Upload{Chat: c.Chat, ID: m.File.Ref, Name: m.File.Name, Type: m.File.Type, Data: in.data, At: s.config.Clock.Now()}
	if err := s.config.History.AddWebUpload(r.Context(), u); err != nil {
		s.broken(w, r, err)
		return
	}
	s.take(w, r, m, in.id, shownOf(m))
}

// readSent reads the form without keeping it anywhere else.
func readSent(r *http.Request) (in sent, err error) {
	form, err := r.MultipartReader()
	if err != nil {
		return in, fmt.Errorf("read an upload: %w", err)
	}
	for {
		part, err := form.NextPart()
		if err == io.EOF {
			return in, nil
		}
		if err == nil {
			err = in.read(part)
		}
		if err != nil {
			return in, fmt.Errorf("read an upload: %w", err)
		}
	}
}

func (in *sent) read(part *multipart.Part) error {
	limit := int64(maxBody)
	if part.FormName() == "file" {
		limit = MaxUpload
	}
	data, err := io.ReadAll(io.LimitReader(part, limit+1))
	switch {
	case err != nil:
		return err
	case int64(len(data)) > limit:
		return chat.ErrFileTooLarge
	}
	switch part.FormName() {
	case "id":
		in.id = string(data)
	case "text":
		in.text = string(data)
	case "file":
		if in.data != nil {
			return errors.New("more than one file")
		}
		in.name, in.kind, in.data = part.FileName(), part.Header.Get("Content-Type"), data
	}
	return nil
}

// message names the file by the message's id, which belongs to this chat alone.
func (in sent) message(from chat.Conversation) chat.Message {
	m := chat.Message{ID: messageID(from.Chat, in.id), From: from, Kind: chat.Document}
	m.Text, m.Cut = cut(strings.TrimSpace(in.text))
	m.File = &chat.Incoming{Name: chat.CleanName(in.name), Type: chat.CleanType(in.kind), Size: int64(len(in.data)), Ref: m.ID}
	if strings.HasPrefix(m.File.Type, "image/") {
		m.Kind = chat.Picture
	}
	return m
}

func shownOf(m chat.Message) []chat.Span {
	shown := []chat.Span{{Text: fmt.Sprintf(words.Web.SentFile, m.File.Name, sizeOf(int(m.File.Size)))}}
	if m.Text != "" {
		shown = append(shown, chat.Span{Text: "\n" + m.Text})
	}
	return shown
}

// Open reads what was sent in the conversation's chat.
func (s *Server) Open(ctx context.Context, c chat.Conversation, in chat.Incoming, limit int64) ([]byte, error) {
	if c.Channel != Channel {
		return nil, chat.ErrFileGone
	}
	data, err := s.config.History.WebUpload(ctx, c.Chat, in.Ref, limit)
	if err != nil {
		return nil, fmt.Errorf("web chat: %w", err)
	}
	return data, nil
}
