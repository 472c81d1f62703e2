package telegramtest

import (
	"encoding/json"
	"fmt"
	"io"
	"mime"
	"net/http"
	"path/filepath"
	"strings"
)

const maxCaption = 1024 // of what is seen, in UTF-16 units

// File is a document or a photo of a message.
type File struct {
	Name string
	Data []byte
}

// sendDocument takes uploads and the ids of documents that it was sent; the fake fetches nothing.
func (s *Server) sendDocument(r *http.Request, p params) (any, error) {
	file, err := s.attached(r, p, "document")
	if err != nil {
		return nil, err
	}
	return s.postCaptioned(p, &Message{FromBot: true, Document: file})
}

// postCaptioned puts a message with a file into its chat.
func (s *Server) postCaptioned(p params, m *Message) (any, error) {
	if err := m.caption(p["caption"], p["parse_mode"], p["reply_markup"]); err != nil {
		return nil, err
	}
	return s.post(p, m)
}

func (m *Message) caption(text, mode, markup string) error {
	m.Text = text
	if err := m.format(mode); err != nil {
		return err
	}
	if units(m.Text) > maxCaption {
		return bad("message caption is too long")
	}
	m.trim()
	return m.readMarkup(markup)
}

// editMessageMedia puts a document that is uploaded in the place of a message's file or text.
func (s *Server) editMessageMedia(r *http.Request, p params) (any, error) {
	var media struct {
		Type, Media, Caption string
		Mode                 string `json:"parse_mode"`
	}
	field, attached := "", false
	if json.Unmarshal([]byte(p["media"]), &media) == nil {
		field, attached = strings.CutPrefix(media.Media, "attach://")
	}
	switch {
	case media.Type != "document":
		return nil, bad("can't parse InputMedia: the fake takes documents only")
	case !attached:
		return nil, bad("wrong file identifier/HTTP URL specified")
	}
	file, err := upload(r, p, field)
	if err != nil {
		return nil, err
	}
	m := &Message{FromBot: true, Document: file}
	if err := m.caption(media.Caption, media.Mode, p["reply_markup"]); err != nil {
		return nil, err
	}
	return s.edit(p, m, func(*Message) error { return nil })
}

// attached is an upload, or the file that the field names by an id. One of a document is none of a photo.
func (s *Server) attached(r *http.Request, p params, field string) (*File, error) {
	if p[field] == "" {
		return upload(r, p, field)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if f := s.uploads[p[field]]; f != nil && strings.HasPrefix(p[field], field) {
		return f, nil
	}
	return nil, bad("wrong file identifier/HTTP URL specified")
}

// ForgetUploads makes the ids of all files that the bot sent bad.
func (s *Server) ForgetUploads() {
	s.mu.Lock()
	defer s.mu.Unlock()
	clear(s.uploads)
}

func upload(r *http.Request, p params, field string) (*File, error) {
	if p[field] != "" {
		return nil, bad("wrong file identifier/HTTP URL specified")
	}
	if r.MultipartForm == nil || len(r.MultipartForm.File[field]) != 1 {
		return nil, bad("there is no " + field + " in the request")
	}
	head := r.MultipartForm.File[field][0]
	f, err := head.Open()
	if err != nil {
		return nil, fmt.Errorf("open the upload: %w", err)
	}
	defer func() { _ = f.Close() }()
	data, err := io.ReadAll(f)
	if err != nil {
		return nil, fmt.Errorf("read the upload: %w", err)
	}
	if len(data) == 0 {
		return nil, bad("file must be non-empty")
	}
	return &File{Name: head.Filename, Data: data}, nil
}

func (f *File) json(id int64) map[string]any {
	return map[string]any{
		"file_id": fmt.Sprint("document", id), "file_unique_id": fmt.Sprint("document", id), "file_name": f.Name,
		"mime_type": mime.TypeByExtension(filepath.Ext(f.Name)), "file_size": len(f.Data),
	}
}
