package chat

import "unicode/utf16"

// What one message holds in the narrowest channel, in UTF-16 units of what is seen.
const (
	MaxUnits   = 4096
	MaxCaption = 1024 // of a text that goes with a file
)

// Units is the length of what is seen of the text.
func (r Reply) Units() (n int) {
	for _, s := range r.Text {
		for _, c := range s.Text {
			n += max(utf16.RuneLen(c), 1)
		}
	}
	return n
}

// OneMessage says whether the reply fits one message of every channel, with so many units to spare.
func (r Reply) OneMessage(spare int) bool {
	limit := MaxUnits
	if r.File != nil {
		limit = MaxCaption
	}
	return r.Units()+spare <= limit
}
