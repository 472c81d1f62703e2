package web

import (
	"errors"
	"fmt"
	"mime"
	"net/http"
	"strconv"
	"strings"

	"zhicheng/bot/chat"
	"zhicheng/bot/words"
)

// served are the types under which a file is handed over; any other is handed over as bytes of no type.
var served = map[string]string{
	"text/html":     "text/html; charset=utf-8",
	"text/calendar": "text/calendar; charset=utf-8",
	"text/plain":    "text/plain; charset=utf-8",
	"image/jpeg":    "image/jpeg",
	"image/png":     "image/png",
	"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

// filePolicy is for a browser that shows a file in spite of everything: no script, no form, not our origin.
const filePolicy = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:"

// file hands over the file of an event to the session whose chat it is in.
func (s *Server) file(w http.ResponseWriter, r *http.Request) {
	c, ok := s.known(w, r)
	if !ok {
		return
	}
	seq, err := strconv.ParseInt(r.PathValue("event"), 10, 64)
	if err != nil {
		fail(w, http.StatusNotFound, words.Web.UnknownPlace)
		return
	}
	f, err := s.config.History.WebFile(r.Context(), c.Chat, seq)
	if errors.Is(err, ErrNoFile) {
		fail(w, http.StatusNotFound, words.Web.FileGone)
		return
	}
	if err != nil {
		s.broken(w, r, err)
		return
	}
	h := w.Header()
	h.Set("Content-Type", typeServed(f.Type))
	h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": f.Name}))
	h.Set("Content-Security-Policy", filePolicy)
	h.Set("Content-Length", strconv.Itoa(len(f.Data)))
	_, _ = w.Write(f.Data)
}

// typed is a file under the type by which it is kept: what is called a picture is one that may be shown, since its bytes
// are not at hand when the page is told of it.
func typed(f chat.File) *chat.File {
	switch kind := f.Picture(); {
	case kind != "":
		f.Type = kind
	case strings.HasPrefix(strings.ToLower(f.Type), "image/"):
		f.Type = "application/octet-stream"
	}
	return &f
}

func typeServed(kind string) string {
	base, _, _ := mime.ParseMediaType(kind)
	if as := served[base]; as != "" {
		return as
	}
	return "application/octet-stream"
}

// fileView is a file as the page offers it.
type fileView struct {
	Name string `json:"name"`
	Size string `json:"size"`
	Path string `json:"path"` // without the person

	Picture bool `json:"picture,omitempty"` // it is shown in place too
}

func viewFile(e Event) *fileView {
	if e.Body.File == nil {
		return nil
	}
	return &fileView{Name: e.Body.File.Name, Size: sizeOf(e.FileSize), Path: fmt.Sprintf("/files/%d", e.Seq),
		Picture: strings.HasPrefix(e.Body.File.Type, "image/")}
}

// sizeOf is for people: rounded up, so that nothing has no size.
func sizeOf(bytes int) string {
	if bytes < 1<<20 {
		return fmt.Sprintf("%d KB", (bytes+1023)/1024)
	}
	return fmt.Sprintf("%.1f MB", float64(bytes)/(1<<20))
}
