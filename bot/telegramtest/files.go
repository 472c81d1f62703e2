package telegramtest

import (
	"fmt"
	"net/http"
	"strings"
)

// maxDownload is the largest file that the Bot API hands over.
const maxDownload = 20 << 20

// file is one that a person sent.
type file struct {
	path string
	data []byte
}

// DocumentFile is a document that the bot can download.
func (s *Server) DocumentFile(person int64, name, kind string, data []byte, caption string) int64 {
	d := s.keep("documents", data)
	d["file_name"], d["mime_type"] = name, kind
	return s.Say(person, map[string]any{"document": d, "caption": caption})
}

// PhotoFile is a picture that the bot can download, in two sizes of which the first is the small one.
func (s *Server) PhotoFile(person int64, small, large []byte, caption string) int64 {
	a, b := s.keep("photos", small), s.keep("photos", large)
	a["width"], a["height"], b["width"], b["height"] = 90, 60, 1280, 853
	return s.Say(person, map[string]any{"photo": []any{a, b}, "caption": caption})
}

func (s *Server) keep(folder string, data []byte) map[string]any {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := len(s.files) + 1
	id := fmt.Sprintf("AgAD-%d", n)
	s.files[id] = file{fmt.Sprintf("%s/file %d.bin", folder, n), data}
	return map[string]any{"file_id": id, "file_unique_id": fmt.Sprint("u", n), "file_size": len(data)}
}

func (s *Server) getFile(p params) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f, ok := s.files[p["file_id"]]
	switch {
	case !ok:
		return nil, bad("wrong file_id or the file is temporarily unavailable")
	case len(f.data) > maxDownload:
		return nil, bad("file is too big")
	}
	return map[string]any{"file_id": p["file_id"], "file_unique_id": p["file_id"], "file_size": len(f.data), "file_path": f.path}, nil
}

// download hands a file over; a fault may be of the method "file".
func (s *Server) download(w http.ResponseWriter, r *http.Request, rest string) {
	token, path, _ := strings.Cut(rest, "/")
	c := Call{Method: "file", Fields: params{"path": path}}
	data, err := s.fileAt(token, path)
	fault := s.fault(c)
	if fault != nil && !fault.Done {
		err = fault.refusal()
	}
	s.record(&c, nil, err)
	if fault != nil && fault.lose(w, r, s.closed) {
		return
	}
	if err != nil {
		write(w, nil, err)
		return
	}
	w.Header().Set("Content-Type", "application/octet-stream")
	_, _ = w.Write(data)
}

func (s *Server) fileAt(token, path string) ([]byte, error) {
	if token != s.Token {
		return nil, unauthorized
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, f := range s.files {
		if f.path == path {
			return f.data, nil
		}
	}
	return nil, notFound
}
