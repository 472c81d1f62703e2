package telegramtest

import (
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"strconv"
)

// params are the arguments of a call; what is no string is kept as JSON.
type params map[string]string

func (p params) int(name string) int64 {
	n, err := strconv.ParseInt(p[name], 10, 64)
	if err != nil {
		return 0
	}
	return n
}

// parse reads the arguments as the Bot API takes them: in the address, as a form, as a multipart form, or as JSON.
func parse(w http.ResponseWriter, r *http.Request) (params, error) {
	r.Body = http.MaxBytesReader(w, r.Body, 4<<20)
	p := params{}
	for name, values := range r.URL.Query() {
		p[name] = values[0]
	}
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	switch kind {
	case "application/json":
		return p, p.readJSON(r.Body)
	case "multipart/form-data":
		// An empty form has not even its closing boundary.
		if err := r.ParseMultipartForm(4 << 20); err != nil && !errors.Is(err, io.EOF) {
			return nil, errors.New("can't parse multipart form")
		}
	default:
		if err := r.ParseForm(); err != nil {
			return nil, errors.New("can't parse form")
		}
	}
	for name, values := range r.PostForm {
		p[name] = values[0]
	}
	return p, nil
}

func (p params) readJSON(body io.Reader) error {
	var fields map[string]json.RawMessage
	if err := json.NewDecoder(body).Decode(&fields); err != nil && !errors.Is(err, io.EOF) {
		return errors.New("can't parse JSON object")
	}
	for name, raw := range fields {
		var text string
		if json.Unmarshal(raw, &text) == nil {
			p[name] = text
		} else if string(raw) != "null" {
			p[name] = string(raw)
		}
	}
	return nil
}
