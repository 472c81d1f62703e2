package telegram

import (
	"slices"

	"github.com/go-telegram/bot/models"
)

// maxAlbums is how many albums are remembered: the pictures of one arrive together.
const maxAlbums = 64

// albums are those of which a picture has arrived. Telegram shows an album as one message and delivers each picture as
// one of its own; one answer is enough.
type albums struct{ seen []album }

type album struct {
	chat  int64
	id    string
	first int // message; when that is delivered once more it is the first again
}

// goesOn says whether a message is a further picture of an album and says nothing itself. Documents of an album are
// each somebody's wish, as a table to be read in.
func (a *albums) goesOn(m *models.Message) bool {
	if m.MediaGroupID == "" || m.Document != nil {
		return false
	}
	i := slices.IndexFunc(a.seen, func(s album) bool { return s.chat == m.Chat.ID && s.id == m.MediaGroupID })
	if i < 0 {
		a.seen = append(a.seen, album{m.Chat.ID, m.MediaGroupID, m.ID})
		a.seen = a.seen[max(0, len(a.seen)-maxAlbums):]
		return false
	}
	return a.seen[i].first != m.ID && m.Caption == ""
}
