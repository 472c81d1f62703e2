package telegram

import (
	"crypto/sha256"
	"errors"
	"net/http"
	"slices"
	"sync"

	"github.com/go-telegram/bot/models"

	"zhicheng/bot/chat"
)

// maxUploads is how many files are remembered: those that go to many just now.
const maxUploads = 32

// uploads knows by which ids Telegram keeps the files that it was sent, so that what goes to many is uploaded once. Of a
// file only a hash of all that the person gets of it is kept, and only as long as this process lives.
type uploads struct {
	mu    sync.Mutex
	known []uploaded // the oldest first
}

type uploaded struct {
	of imprint
	id string
}

type imprint [sha256.Size]byte

// imprintOf tells files apart: a photo's id is no document's, and the name stays the one of the upload.
func imprintOf(f *chat.File, photo bool) imprint {
	h := sha256.New()
	kind := "file\x00"
	if photo {
		kind = "photo\x00"
	}
	h.Write([]byte(kind + f.Name + "\x00"))
	h.Write(f.Data)
	return imprint(h.Sum(nil))
}

// id is empty for what must be uploaded.
func (u *uploads) id(of imprint) string {
	u.mu.Lock()
	defer u.mu.Unlock()
	if i := u.find(of); i >= 0 {
		return u.known[i].id
	}
	return ""
}

func (u *uploads) keep(of imprint, id string) {
	u.mu.Lock()
	defer u.mu.Unlock()
	if u.find(of) >= 0 {
		return
	}
	u.known = append(u.known, uploaded{of, id})
	u.known = u.known[max(0, len(u.known)-maxUploads):]
}

// spoil lets a file be uploaded each time from now on: its id was refused.
func (u *uploads) spoil(of imprint) {
	u.mu.Lock()
	defer u.mu.Unlock()
	if i := u.find(of); i >= 0 {
		u.known[i].id = ""
	}
}

func (u *uploads) find(of imprint) int {
	return slices.IndexFunc(u.known, func(k uploaded) bool { return k.of == of })
}

// attachment is a message's file as an upload or, where Telegram has it, by its id, which m then tells.
func (b *Bot) attachment(m *message) models.InputFile {
	if m.fileID = b.uploads.id(imprintOf(m.file, m.photo)); m.fileID != "" {
		return &models.InputFileString{Data: m.fileID}
	}
	return upload(m.file)
}

// learn remembers by which id Telegram keeps the file of a message that was sent.
func (b *Bot) learn(m *message, sent *models.Message) {
	if m.file == nil || m.fileID != "" {
		return
	}
	id := ""
	switch {
	case m.photo:
		if in := photo(sent.Photo); in != nil {
			id = in.Ref
		}
	case sent.Document != nil:
		id = sent.Document.FileID
	}
	if id != "" {
		b.uploads.keep(imprintOf(m.file, m.photo), id)
	}
}

// badID says whether a refusal may be of the id by which a file was sent: servers put that in words of their own.
func badID(err error) bool {
	e, ok := errors.AsType[*apiError](err)
	return ok && e.Code == http.StatusBadRequest && e.MovedTo == 0 && (e.Reason == "" || e.Reason == fileGone || e.Reason == badPhoto)
}
