package check_test

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"

	"zhicheng/bot/chat"
	"zhicheng/bot/words"
	"zhicheng/handlers"
	"zhicheng/handlers/check"
	"zhicheng/knowledge/eligibility"
	"zhicheng/knowledge/packs"
	"zhicheng/reminders/calendar"
	"zhicheng/store"
)

// book is shared: it does not change.
var book = sync.OnceValues(func() (b check.Book, err error) {
	if b.Pack, err = packs.Open("").Load("chifeng-2023"); err != nil {
		return b, err
	}
	if b.Rules, err = eligibility.Load(b.Pack.File, b.Pack.Notice.Quotes, calendar.New()); err != nil {
		return b, err
	}
	b.Talk, err = eligibility.LoadTalk(b.Pack.File, b.Pack.Notice.Quotes, b.Rules)
	return b, err
})

// talk is one person's conversation on a real store.
type talk struct {
	t     testing.TB
	store *store.Store
	r     *handlers.Router
	now   time.Time
	n     int
}

func open(t testing.TB, file string) *talk {
	t.Helper()
	b, err := book()
	if err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(context.Background(), file)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	r := &handlers.Router{Presses: map[string]handlers.Run{}, Dialogues: map[string]handlers.Run{}, Open: s,
		Question: func(context.Context, chat.Message, string) ([]chat.Reply, error) {
			return handlers.Say(words.NotFound), nil
		}}
	check.Flow{Book: b, Records: s, Register: s, Open: s, KeepDays: 180}.Install(r)
	return &talk{t: t, store: s, r: r, now: b.Pack.Morning()}
}

func (k *talk) handle(m chat.Message) []chat.Reply {
	k.t.Helper()
	k.n++
	m.ID, m.At, m.From = fmt.Sprintf("m%d", k.n), k.now, chat.Conversation{Channel: "none", Chat: "c", Person: "p"}
	replies, err := k.r.Handle(context.Background(), m)
	if err != nil {
		k.t.Fatal(err)
	}
	for _, r := range replies {
		if n := utf8.RuneCountInString(r.Plain()); n > 1200 || n == 0 {
			k.t.Errorf("a message of %d characters:\n%s", n, r.Plain())
		}
		for _, row := range r.Buttons {
			for _, b := range row {
				if len(b.Data) > 64 || b.Label == "" {
					k.t.Errorf("a bad button %+v", b)
				}
			}
		}
	}
	return replies
}

func (k *talk) say(text string) []chat.Reply {
	k.t.Helper()
	return k.handle(chat.Message{Kind: chat.Text, Text: text})
}

func (k *talk) press(data string) []chat.Reply {
	k.t.Helper()
	return k.handle(chat.Message{Kind: chat.Press, Data: data})
}

func plain(replies []chat.Reply) string {
	var all []string
	for _, r := range replies {
		all = append(all, r.Plain())
	}
	return strings.Join(all, "\n")
}

func buttons(replies []chat.Reply) (all []chat.Button) {
	for _, r := range replies {
		for _, row := range r.Buttons {
			all = append(all, row...)
		}
	}
	return all
}

func data(replies []chat.Reply, prefix string) (all []string) {
	for _, b := range buttons(replies) {
		if strings.HasPrefix(b.Data, prefix) {
			all = append(all, b.Data)
		}
	}
	return all
}

// A restart and three weeks: the question is still there, and the verdict is of the new day.
func TestRestartAndPause(t *testing.T) {
	file := filepath.Join(t.TempDir(), "x.db")
	k := open(t, file)
	k.say("/check 我是乡镇兽医站的，大专毕业，没有职称，想评中级")
	k.press("check:keep:no")
	k.press("check:hok")
	k.say("在职员工")
	before := plain(k.say("专业技术岗"))
	if err := k.store.Close(); err != nil {
		t.Fatal(err)
	}
	again := open(t, file)
	again.n, again.now = k.n, k.now.AddDate(0, 0, 21)
	after := plain(again.say("2019年3月1日"))
	if !strings.Contains(before, "哪天开始在苏木乡镇") || !strings.Contains(after, "2019年3月1日") {
		t.Fatalf("before\n%s\nafter\n%s", before, after)
	}
	if card := plain(again.say("选好了")); !strings.Contains(card, "按2023年5月31日判断") || !strings.Contains(card, "✓ 乡镇事业单位直接参评中级") {
		t.Errorf("the verdict is\n%s", card)
	}
}

// Whatever is pressed, a check ends with a verdict, and never takes back what it promised about its messages.
func TestEndsAlways(t *testing.T) {
	k := open(t, filepath.Join(t.TempDir(), "x.db"))
	for seed := range uint64(25) {
		rnd := rand.New(rand.NewPCG(seed, 1))
		k.press("check:new")
		replies := k.press("check:keep:no")
		for n := 0; len(data(replies, "check:save")) == 0; n++ {
			if n > 80 {
				t.Fatalf("seed %d does not end; at last\n%s", seed, plain(replies))
			}
			replies = k.random(rnd, replies)
		}
		k.pressAll(replies)
	}
}

// random answers the open question somehow.
func (k *talk) random(rnd *rand.Rand, replies []chat.Reply) []chat.Reply {
	options := append(data(replies, "check:a:"), data(replies, "check:sure:")...)
	ticks := data(replies, "check:t:")
	switch {
	case len(ticks) > 0 && rnd.IntN(3) > 0:
		return k.press(ticks[rnd.IntN(len(ticks))])
	case len(ticks) > 0:
		return k.press("check:ticked")
	case rnd.IntN(8) == 0:
		all := append(data(replies, "check:dunno:"), data(replies, "check:skip:")...)
		return k.press(all[rnd.IntN(len(all))])
	case len(options) > 0:
		return k.press(options[rnd.IntN(len(options))])
	}
	typed := []string{"2", "24", "2021年7月", "2019", "2023年7月", "2020年2月29日", "0"}
	return k.say(typed[rnd.IntN(len(typed))])
}

// pressAll tries every button of a card and holds the replies to their bounds.
func (k *talk) pressAll(replies []chat.Reply) {
	for _, b := range buttons(replies) {
		if b.Data == "check:new" || b.Data == "check:stop" {
			continue
		}
		for _, r := range k.press(b.Data) {
			if r.File != nil {
				if err := r.File.Check(); err != nil {
					k.t.Error(err)
				}
			}
			if strings.Contains(r.Plain(), "符合条件") || strings.Contains(r.Plain(), "能评上") {
				k.t.Errorf("promises: %s", r.Plain())
			}
		}
		k.press("check:go")
	}
}

func TestAPressTwiceAndLateButtonsChangeNothing(t *testing.T) {
	k := open(t, filepath.Join(t.TempDir(), "x.db"))
	k.say("/check")
	k.press("check:keep:no")
	first := k.press("check:a:person_status:employee")
	second := k.press("check:a:person_status:employee")
	if !strings.Contains(plain(first), "您现在的岗位是") || !strings.HasSuffix(plain(first), plain(second)) {
		t.Errorf("first\n%s\nsecond\n%s", plain(first), plain(second))
	}
	for _, late := range []string{"check:a:target_level:mid", "check:skip:person_status", "check:sure:post_type", "check:h:education",
		"check:t:talent_programme", "check:ticked", "check:e:nothing", "check:a:person_status:king", "check:cites:99", "check:edit:99"} {
		k.press(late)
	}
	if now := plain(k.press("check:go")); now != plain(second) {
		t.Errorf("late buttons moved the check to\n%s", now)
	}
}

// Without consent nothing is kept; with it, until it is taken back.
func TestConsent(t *testing.T) {
	k := open(t, filepath.Join(t.TempDir(), "x.db"))
	kept := func() int {
		saved, err := k.store.SavedCheck(context.Background(), "p")
		if err != nil {
			t.Fatal(err)
		}
		return len(saved.Answers)
	}
	answer := func(keep string) {
		k.say("/check")
		k.press("check:keep:" + keep)
		k.press("check:a:person_status:employee")
		k.press("check:a:post_type:technical")
	}
	answer("no")
	if kept() != 0 {
		t.Error("facts were kept without consent")
	}
	k.press("check:stop")
	answer("yes")
	k.press("check:stop")
	if kept() != 2 {
		t.Errorf("%d facts were kept with consent", kept())
	}
	k.say("/check")
	if k.press("check:keep:no"); kept() != 0 {
		t.Error("facts were kept after consent was taken back")
	}
}

func TestPage(t *testing.T) {
	b, err := book()
	if err != nil {
		t.Fatal(err)
	}
	facts := map[string]any{"person_status": "employee", "post_type": "technical", "unit_affiliation": "county", "work_place": "township",
		"unit_sector": "public_institution", "target_series": "agriculture", "target_level": "mid", "education": "bachelor",
		"current_title_level": "none", "township_service_start": "2019-03-01"}
	page, err := b.Page(facts, b.Pack.Morning())
	if err != nil {
		t.Fatal(err)
	}
	text := string(page)
	for _, want := range []string{"<!doctype html>", "size: A4", "可以提出申报", "四（六）2", "经考核合格", "五（一）3", "2023年7月6日", "学历：本科"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing", want)
		}
	}
	for _, never := range []string{"符合条件", "<script", "http:", "https:", "%!", "ZgotmplZ"} {
		if strings.Contains(text, never) {
			t.Errorf("the page holds %q", never)
		}
	}
	again, err := b.Page(facts, b.Pack.Morning())
	if err != nil || !bytes.Equal(page, again) {
		t.Errorf("not the same page twice: %v", err)
	}
	if late, err := b.Page(facts, b.Pack.Morning().AddDate(2, 0, 0)); err != nil || !strings.Contains(string(late), "已过期") {
		t.Errorf("an expired notice is not headed so: %v", err)
	}
}

// What /quota says is what the rules say about each number of applicants.
func TestQuotaIsTheRules(t *testing.T) {
	k := open(t, filepath.Join(t.TempDir(), "x.db"))
	for _, c := range []struct {
		kind, reform             string
		posts, vacant, most, ask int
	}{
		{"2", "否", 100, 2, 7, 7}, {"2", "否", 100, 2, 7, 8}, {"2", "否", 19, 0, 0, 1}, {"2", "否", 20, 0, 1, 1}, {"2", "否", 20, -3, 1, 2},
		{"2", "是", 100, 3, 3, 3}, {"2", "是", 100, 3, 3, 4}, {"1", "否", 100, 3, 3, 4}, {"1", "否", 100, 0, 0, 0},
	} {
		var replies []chat.Reply
		for _, text := range []string{"/quota", c.kind, c.reform, fmt.Sprint(c.posts), fmt.Sprint(c.vacant), fmt.Sprint(c.ask)} {
			replies = k.say(text)
		}
		if len(data(replies, "quota:a:pool_scope:total")) > 0 {
			replies = k.say("合计")
		} else if c.reform == "否" {
			t.Errorf("%+v: the scope was not asked", c)
		}
		got := plain(replies)
		want := "岗位允许"
		if c.ask > c.most {
			want = "岗位不允许"
		}
		if !strings.Contains(got, want) || !strings.Contains(got, fmt.Sprintf("最多%d人", c.most)) {
			t.Errorf("%+v gives\n%s", c, got)
		}
	}
}

// Every fact can be asked: its buttons fit and its labels tell its values apart.
func TestEveryFactCanBeAsked(t *testing.T) {
	k := open(t, filepath.Join(t.TempDir(), "x.db"))
	b, _ := book()
	k.say("/check")
	k.press("check:keep:no")
	for _, f := range b.Rules.Facts() {
		replies := k.press("check:e:" + f.ID)
		var labels []string
		for _, button := range buttons(replies) {
			if slices.Contains(labels, button.Label) {
				t.Errorf("%s: two buttons say %q", f.ID, button.Label)
			}
			labels = append(labels, button.Label)
		}
		if got := len(data(replies, "check:a:"+f.ID+":")); got != len(f.Values) && f.Kind != eligibility.Bool {
			t.Errorf("%s: %d buttons for %d values", f.ID, got, len(f.Values))
		}
		why := plain(k.press("check:why:" + f.ID))
		if none := len(b.Rules.Uses(f.ID)) == 0; strings.Contains(why, "——") == none {
			t.Errorf("%s: no clause tells why:\n%s", f.ID, why)
		}
	}
}
