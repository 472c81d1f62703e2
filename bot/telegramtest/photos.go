package telegramtest

import (
	"bytes"
	"fmt"
	"image"
	_ "image/jpeg" // what Telegram takes for a photo
	_ "image/png"
	"net/http"
)

// What Telegram takes as a photo: bytes, width and height together, and one by the other.
const (
	maxPhoto      = 10 << 20
	maxPhotoSides = 10_000
	maxPhotoRatio = 20
)

func (s *Server) sendPhoto(r *http.Request, p params) (any, error) {
	file, err := s.attached(r, p, "photo")
	if err != nil {
		return nil, err
	}
	c, _, err := image.DecodeConfig(bytes.NewReader(file.Data))
	switch {
	case len(file.Data) > maxPhoto:
		return nil, bad("file is too big")
	case err != nil:
		return nil, bad("IMAGE_PROCESS_FAILED")
	case c.Width+c.Height > maxPhotoSides, max(c.Width, c.Height) > maxPhotoRatio*min(c.Width, c.Height):
		return nil, bad("PHOTO_INVALID_DIMENSIONS")
	}
	return s.postCaptioned(p, &Message{FromBot: true, Photo: file})
}

// sizes are those in which a photo is kept; one is enough here.
func (f *File) sizes(id int64) []any {
	c, _, _ := image.DecodeConfig(bytes.NewReader(f.Data)) // it was read when it was sent
	return []any{map[string]any{"file_id": fmt.Sprint("photo", id), "file_unique_id": fmt.Sprint("photo", id),
		"width": c.Width, "height": c.Height, "file_size": len(f.Data)}}
}
