package handlers_test

import (
	"testing"

	"zhicheng/handlers"
)

func TestExcerpt(t *testing.T) {
	for text, want := range map[string]string{
		"一二三四五": "一二三四五", "一二三四五六": "一二三四…", " 一\n\n二 ": "一 二", "一\u202e二\u200b": "一 二", "": "", "\x00": "",
	} {
		if got := handlers.Excerpt(text, 5); got != want {
			t.Errorf("%q becomes %q", text, got)
		}
	}
}

func FuzzExcerpt(f *testing.F) {
	f.Add("一\u202e二", 3)
	f.Fuzz(func(t *testing.T, text string, limit int) {
		limit = max(1, limit%1000)
		short := handlers.Excerpt(text, limit)
		if n := len([]rune(short)); n > limit || handlers.Excerpt(short, limit) != short {
			t.Errorf("%q becomes %q", text, short)
		}
	})
}
