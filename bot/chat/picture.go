package chat

import (
	"bytes"
	"image"
	_ "image/jpeg" // what Picture knows
	_ "image/png"
	"path"
	"strings"
)

// What a picture may measure in the narrowest channel, in pixels. In bytes a File holds less than any of them takes.
const (
	maxPictureSides = 10_000 // width and height together
	maxPictureRatio = 20
)

var pictures = map[string]struct{ format, kind string }{
	".jpg": {"jpeg", "image/jpeg"}, ".jpeg": {"jpeg", "image/jpeg"}, ".png": {"png", "image/png"},
}

// Picture is the MIME type of a file that every channel can show in place, or nothing: it has the name and the head of a
// JPEG or PNG, and the measures of a photograph. Any other file is handed over as it is.
func (f File) Picture() string {
	as, ok := pictures[strings.ToLower(path.Ext(f.Name))]
	if !ok {
		return ""
	}
	c, format, err := image.DecodeConfig(bytes.NewReader(f.Data))
	if err != nil || format != as.format || c.Width < 1 || c.Height < 1 || c.Width+c.Height > maxPictureSides ||
		max(c.Width, c.Height) > maxPictureRatio*min(c.Width, c.Height) {
		return ""
	}
	return as.kind
}
