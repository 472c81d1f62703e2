package chat_test

import (
	"bytes"
	"image"
	"image/gif"
	"image/jpeg"
	"image/png"
	"testing"

	"zhicheng/bot/chat"
)

// drawn is a picture of one colour.
func drawn(t *testing.T, format string, w, h int) []byte {
	t.Helper()
	var buf bytes.Buffer
	img := image.NewGray(image.Rect(0, 0, w, h))
	err := map[string]func() error{
		"png":  func() error { return png.Encode(&buf, img) },
		"jpeg": func() error { return jpeg.Encode(&buf, img, nil) },
		"gif":  func() error { return gif.Encode(&buf, img, nil) },
	}[format]()
	if err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

func TestPicture(t *testing.T) {
	for name, c := range map[string]struct {
		file string
		data []byte
		want string
	}{
		"png":              {"a.png", drawn(t, "png", 640, 480), "image/png"},
		"jpeg":             {"a.jpg", drawn(t, "jpeg", 640, 480), "image/jpeg"},
		"in capitals":      {"IMG.JPEG", drawn(t, "jpeg", 64, 48), "image/jpeg"},
		"the largest":      {"a.png", drawn(t, "png", 8000, 2000), "image/png"},
		"too large":        {"a.png", drawn(t, "png", 8000, 2001), ""},
		"the longest":      {"a.png", drawn(t, "png", 20, 400), "image/png"},
		"too long":         {"a.png", drawn(t, "png", 20, 401), ""},
		"too wide":         {"a.png", drawn(t, "png", 401, 20), ""},
		"gif":              {"a.gif", drawn(t, "gif", 64, 48), ""},
		"gif by the name":  {"a.png", drawn(t, "gif", 64, 48), ""},
		"png by the name":  {"a.png", drawn(t, "jpeg", 64, 48), ""},
		"another name":     {"a.docx", drawn(t, "png", 64, 48), ""},
		"no name":          {"png", drawn(t, "png", 64, 48), ""},
		"text by the name": {"a.jpg", []byte("<script>"), ""},
		"cut off":          {"a.png", drawn(t, "png", 64, 48)[:12], ""},
		"empty":            {"a.png", nil, ""},
	} {
		if got := (chat.File{Name: c.file, Data: c.data}).Picture(); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}
