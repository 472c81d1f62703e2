package chat

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base32"
	"strings"
)

// Pseudonym is the keyed hash under which a person is known to everything behind the channel: 26 lower-case
// characters, the same for the same key, channel and id, and of no use without the key.
func Pseudonym(key []byte, channel, id string) string {
	h := hmac.New(sha256.New, key)
	h.Write([]byte(channel + "\x00" + id))
	return strings.ToLower(base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(h.Sum(nil)[:16]))
}
