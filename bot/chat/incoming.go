package chat

import (
	"context"
	"errors"
	"mime"
	"path"
	"strings"
	"unicode/utf8"
)

var (
	// ErrFileTooLarge says that a file has more bytes than the caller or its channel takes.
	ErrFileTooLarge = errors.New("the file is too large")
	// ErrFileGone says that a file can no longer be had: it was deleted, it never was this chat's, or the channel
	// does not know it.
	ErrFileGone = errors.New("the file is gone")
)

// Incoming is a file that a person sent, without its data. Nothing of it is to be trusted: the sender says what it is
// called and what it is.
type Incoming struct {
	Name string `json:"name"`           // by CleanName: passes for a File's name
	Type string `json:"type"`           // a MIME type by CleanType
	Size int64  `json:"size,omitempty"` // in bytes; 0 when the channel does not tell
	Ref  string `json:"ref"`            // the channel's own reference, good for this conversation
}

// Files opens what arrived. Of an error that is neither ErrFileTooLarge nor ErrFileGone another attempt may do better.
type Files interface {
	Open(ctx context.Context, c Conversation, in Incoming, limit int64) ([]byte, error)
}

// NoName is the name of a file that has none worth keeping.
const NoName = "file"

// CleanName makes a name that File.Check takes of one that somebody sent: the last part of a path, without what leads
// elsewhere, hides or turns the ending around. The ending survives where the name is too long.
func CleanName(name string) string {
	name = strings.ToValidUTF8(name, "")
	name = path.Base(strings.ReplaceAll(name, `\`, "/"))
	name = strings.Map(func(r rune) rune {
		if unfitForName(r) {
			return -1
		}
		return r
	}, name)
	name = strings.TrimSpace(strings.TrimLeft(name, ". "))
	if name == "" {
		return NoName
	}
	if len(name) <= maxFileName {
		return name
	}
	ending := path.Ext(name)
	if len(ending) > 16 {
		ending = ""
	}
	stem := name[:maxFileName-len(ending)]
	for !utf8.ValidString(stem) {
		stem = stem[:len(stem)-1]
	}
	return stem + ending
}

// CleanType is the MIME type alone, without parameters; bytes of no known kind when it is none.
func CleanType(said string) string {
	t, _, err := mime.ParseMediaType(said)
	if err != nil || len(t) > 100 || !strings.Contains(t, "/") {
		return "application/octet-stream"
	}
	return t
}
