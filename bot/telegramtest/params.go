package telegramtest

import (
	"encoding/json"
	"errors"
	"fmt"
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

// maxBody is less than Telegram takes, and more than our bot ever sends.
const maxBody = 4 << 20

// parse reads the arguments as the Bot API takes them: in the address, as a form, as a multipart form, or as JSON.
func parse(w http.ResponseWriter, r *http.Request) (params, error) {
	r.Body = http.MaxBytesReader(w, r.Body, maxBody)
	p := params{}
	for name, values := range r.URL.Query() {
		p[name] = values[0]
	}
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	switch kind {
	case "application/json":
		if err := p.readJSON(r.Body); err != nil {
			return nil, malformed("JSON object", err)
		}
	case "multipart/form-data":
		// An empty form has not even its closing boundary.
		if err := r.ParseMultipartForm(maxBody); err != nil && !errors.Is(err, io.EOF) {
			return nil, malformed("multipart form", err)
		}
	default:
		if err := r.ParseForm(); err != nil {
			return nil, malformed("form", err)
		}
	}
	for name, values := range r.PostForm {
		p[name] = values[0]
	}
	return p, nil
}

func malformed(what string, err error) *refusal {
	if _, ok := errors.AsType[*http.MaxBytesError](err); ok {
		return tooLarge
	}
	return bad("can't parse " + what)
}

func (p params) readJSON(body io.Reader) error {
	var fields map[string]json.RawMessage
	if err := json.NewDecoder(body).Decode(&fields); err != nil && !errors.Is(err, io.EOF) {
		return fmt.Errorf("read JSON: %w", err)
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
