package people

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// alphabet has no signs that are taken for one another.
const alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"

const codeLength = 16 // of 5 bits: nobody guesses one of 2^80

// code is what the message asks for: the same however often it is handled, and of no use to who knows the message
// without the key.
func (f Flow) code(purpose, message string) string {
	h := hmac.New(sha256.New, f.Key)
	h.Write([]byte("code\x00" + purpose + "\x00" + message))
	return Code(h.Sum(nil))
}

// Code writes at least sixteen random bytes as a code.
func Code(random []byte) string {
	var b strings.Builder
	for i, x := range random[:codeLength] {
		if i > 0 && i%4 == 0 {
			b.WriteByte('-')
		}
		b.WriteByte(alphabet[int(x)%len(alphabet)])
	}
	return b.String()
}

// Hash is what is kept of a code as it was typed: spaces, dashes, small and wide letters make no difference. It is
// empty if the text cannot be a code.
func Hash(typed string) string {
	var b strings.Builder
	for _, r := range strings.ToUpper(norm.NFKC.String(typed)) {
		switch {
		case strings.ContainsRune(alphabet, r):
			b.WriteRune(r)
		case r == ' ' || r == '-' || r == '_' || r == '\u2014' || r == '\u2013':
		default:
			return ""
		}
	}
	if b.Len() != codeLength {
		return ""
	}
	sum := sha256.Sum256([]byte("zhicheng code " + b.String()))
	return hex.EncodeToString(sum[:])
}
