package telegram

import (
	"fmt"
	"strings"
	"testing"

	"github.com/go-telegram/bot/models"
)

// Nine pictures of one album are one message, whatever polls they come by; what has words is heard, and so is each file.
func TestAnAlbumIsOneMessage(t *testing.T) {
	h := newHarness(t)
	h.in.fail = 2 // the poll is repeated: the first picture stays the first
	picture := func(person int64, album, caption string) {
		size := map[string]any{"file_id": "p", "width": 90, "height": 90}
		h.srv.Say(person, map[string]any{"photo": []any{size}, "media_group_id": album, "caption": caption})
	}
	for range 9 {
		picture(1, "a", "")
	}
	picture(1, "a", "说明")
	picture(1, "b", "")
	picture(2, "a", "")
	h.srv.Say(1, map[string]any{"video": map[string]any{"file_id": "v"}, "media_group_id": "b"})
	for i := range 2 {
		d := map[string]any{"file_id": fmt.Sprint("d", i), "file_name": "a.xlsx"}
		h.srv.Say(1, map[string]any{"document": d, "media_group_id": "c"})
	}
	picture(3, "", "")
	picture(3, "", "")
	h.srv.Text(3, "完")
	h.start(t)
	ms := h.in.wait(t, func() bool { return len(h.in.ms) > 0 && h.in.ms[len(h.in.ms)-1].Text == "完" })
	var got []string
	for _, m := range ms {
		got = append(got, m.From.Chat+string(m.Kind)+m.Text)
	}
	want := "1picture 1picture说明 1picture 2picture 1document 1document 3picture 3picture 3text完"
	if s := strings.Join(got, " "); s != want {
		t.Errorf("got  %s\nwant %s", s, want)
	}
}

func TestAlbumsAreForgotten(t *testing.T) {
	var a albums
	for i := range 2 * maxAlbums {
		a.goesOn(pictureOf(int64(i), 1))
	}
	if len(a.seen) != maxAlbums || a.goesOn(pictureOf(0, 2)) || !a.goesOn(pictureOf(2*maxAlbums-1, 2)) {
		t.Errorf("%d remembered", len(a.seen))
	}
}

func pictureOf(person int64, id int) *models.Message {
	return &models.Message{ID: id, Chat: models.Chat{ID: person}, MediaGroupID: "a", Photo: []models.PhotoSize{{FileID: "p"}}}
}
