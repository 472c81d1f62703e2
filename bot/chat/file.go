package chat

import (
	"errors"
	"fmt"
	"mime"
	"strings"
	"unicode"
	"unicode/utf8"
)

// MaxFile is the most bytes that a File may hold: replies wait in the database and pass through memory whole.
const MaxFile = 1 << 20

const maxFileName = 120 // bytes: forty Chinese characters

// File is handed over with a reply.
type File struct {
	Name string `json:"name"`           // as the person sees and saves it: no path, with the ending that fits Type
	Type string `json:"type"`           // a MIME type; text is UTF-8
	Data []byte `json:"data,omitempty"` // at least a byte, at most MaxFile
}

// Check says what is wrong with the file. The error does not hold its name, which may tell of a person.
func (f File) Check() error {
	switch n := len(f.Data); {
	case n == 0:
		return errors.New("the file is empty")
	case n > MaxFile:
		return fmt.Errorf("the file has %d bytes, more than %d", n, MaxFile)
	case f.Name == "" || len(f.Name) > maxFileName || !utf8.ValidString(f.Name):
		return fmt.Errorf("the file's name has %d bytes, wanted is UTF-8 of 1 to %d", len(f.Name), maxFileName)
	// Nothing that leads elsewhere, hides, or turns the ending around.
	case f.Name[0] == '.' || strings.ContainsFunc(f.Name, unfitForName):
		return errors.New("the file's name has characters that no file name should have")
	}
	if _, _, err := mime.ParseMediaType(f.Type); err != nil {
		return errors.New("the file's type is no MIME type")
	}
	return nil
}

func unfitForName(r rune) bool {
	return !unicode.IsPrint(r) || strings.ContainsRune(`/\:*?"<>|`, r)
}
