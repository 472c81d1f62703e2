package telegramtest

import (
	"fmt"
	"io"
	"mime"
	"net/http"
	"path/filepath"
)

const maxCaption = 1024 // of what is seen, in UTF-16 units

// File is a document or a photo of a message.
type File struct {
	Name string
	Data []byte
}

// sendDocument takes uploads only: the fake keeps no files that an id could name, and fetches nothing.
func (s *Server) sendDocument(r *http.Request, p params) (any, error) {
	file, err := upload(r, p, "document")
	if err != nil {
		return nil, err
	}
	return s.postCaptioned(p, &Message{FromBot: true, Document: file})
}

// postCaptioned puts a message with a file into its chat.
func (s *Server) postCaptioned(p params, m *Message) (any, error) {
	m.Text = p["caption"]
	if err := m.format(p["parse_mode"]); err != nil {
		return nil, err
	}
	if units(m.Text) > maxCaption {
		return nil, bad("message caption is too long")
	}
	m.trim()
	if err := m.readMarkup(p["reply_markup"]); err != nil {
		return nil, err
	}
	return s.post(p, m)
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
		"file_id": fmt.Sprint("doc", id), "file_unique_id": fmt.Sprint("doc", id), "file_name": f.Name,
		"mime_type": mime.TypeByExtension(filepath.Ext(f.Name)), "file_size": len(f.Data),
	}
}
