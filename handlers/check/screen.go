package check

import (
	"slices"
	"strconv"
	"strings"

	"zhicheng/bot/chat"
	"zhicheng/bot/words"
	"zhicheng/handlers"
)

// screen shows the screening list as one question with several answers: what is not ticked is not claimed.
func (t *turn) screen(lead handlers.Text) chat.Reply {
	lead.Line(chat.Bold, words.Say(words.CheckScreen))
	lead.Line(chat.Faint, words.Say(words.CheckScreenHint))
	var ticks []chat.Button
	for i, id := range t.screens() {
		fact, _ := t.Rules.Fact(id)
		label := words.Say(words.CheckOption, i+1, fact.Offer())
		ticks = append(ticks, labelled(ticked(slices.Contains(t.s.Picked, id), label), "t:"+id))
	}
	buttons := append(rows(ticks), []chat.Button{button(words.CheckPicked, "ticked")})
	return chat.Reply{Text: lead, Buttons: append(buttons,
		[]chat.Button{button(words.CheckUnknown, "dunno:"+screening), button(words.CheckSkip, "skip:"+screening), button(words.CheckBack, "back")})}
}

func (t *turn) screens() []string { return t.Rules.Check(t.s.facts(), t.now).Screen }

// tick takes a button of the list.
func (t *turn) tick(verb, id string) ([]chat.Reply, error) {
	if t.s.Step != ticking {
		return t.finish(note(words.CheckOldButton))
	}
	if verb == "ticked" {
		return t.ticked(t.s.Picked, "")
	}
	if i := slices.Index(t.s.Picked, id); i >= 0 {
		t.s.Picked = slices.Delete(t.s.Picked, i, i+1)
	} else if slices.Contains(t.screens(), id) {
		t.s.Picked = append(t.s.Picked, id)
	}
	return t.edited(t.finish(nil))
}

// ticked closes the list; what is on it is asked next.
func (t *turn) ticked(picked []string, why string) ([]chat.Reply, error) {
	if t.s.Step != ticking {
		return t.finish(note(words.CheckOldButton))
	}
	t.s.put(Answer{Fact: screening, Why: why})
	t.s.Screened = true
	for _, id := range t.screens() { // in the order of the list
		if slices.Contains(picked, id) {
			t.s.Queue = append(t.s.Queue, id)
		}
	}
	t.s.Picked = nil
	t.advance(t.s, t.now)
	return t.finish(nil)
}

// readTicks reads typed numbers or labels of the list, or that nothing applies.
func (t *turn) readTicks(said string) (func() ([]chat.Reply, error), bool) {
	done := func(picked []string, why string) (func() ([]chat.Reply, error), bool) {
		return func() ([]chat.Reply, error) { return t.ticked(picked, why) }, true
	}
	switch {
	case is(said, words.CheckPicked):
		return done(t.s.Picked, "")
	case among(said, words.Dates.None):
		return done(nil, "")
	case among(said, words.Dates.Unknown):
		return done(nil, unknown)
	case among(said, words.Dates.Skip):
		return done(nil, skipped)
	case is(said, words.CheckBack):
		return t.back, true
	}
	var picked []string
	all := t.screens()
	for _, word := range strings.FieldsFunc(t.m.Text, func(r rune) bool { return r == ' ' || strings.ContainsRune(words.Dates.AnyPut, r) }) {
		i := slices.IndexFunc(all, func(id string) bool {
			fact, _ := t.Rules.Fact(id)
			return plain(fact.Offer()) == plain(word) || plain(fact.Label) == plain(word)
		})
		if n, err := strconv.Atoi(plain(word)); err == nil {
			i = n - 1
		}
		if i < 0 || i >= len(all) {
			return nil, false
		}
		picked = append(picked, all[i])
	}
	if len(picked) == 0 {
		return nil, false
	}
	return done(picked, "")
}
