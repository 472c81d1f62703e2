package check

import (
	"strconv"
	"strings"

	"zhicheng/bot/chat"
	"zhicheng/bot/words"
	"zhicheng/handlers"
)

// read takes a typed text: an answer to the open question, a word for a button, facts, or a question to the notice.
func (t *turn) read() ([]chat.Reply, error) {
	said := strings.TrimRight(plain(t.m.Text), punctuation)
	switch {
	case is(said, words.CheckGo):
		return t.finish(nil)
	case is(said, words.CheckEditWord):
		return t.list("edit", "")
	case is(said, words.CheckAgain):
		return t.begin(t.ctx, t.m, "")
	}
	switch t.s.Step {
	case agreeing, reusing:
		return t.readConsent(said)
	case hearing:
		if answer, ok := t.readProposal(said); ok {
			return answer()
		}
	case asking:
		if answer, ok := t.readReply(said); ok {
			return answer()
		}
	case ticking:
		if answer, ok := t.readTicks(said); ok {
			return answer()
		}
	case decided:
		for key, verb := range cardWords {
			if is(said, key) {
				return t.pressed(verb, "")
			}
		}
		if t.hear(t.m.Text) && !asks(t.m.Text) {
			t.advance(t.s, t.now)
			return t.finish(nil)
		}
		return t.question(t.ctx, t.m, "")
	}
	if t.hear(t.m.Text) {
		t.advance(t.s, t.now)
		return t.finish(nil)
	}
	if asks(t.m.Text) {
		return t.still(), nil
	}
	return t.unread()
}

// readReply reads the answer to the open question, or a word for one of its buttons.
func (t *turn) readReply(said string) (func() ([]chat.Reply, error), bool) {
	fact, _ := t.Rules.Fact(t.s.Now)
	do := func(run func(string) ([]chat.Reply, error)) (func() ([]chat.Reply, error), bool) {
		return func() ([]chat.Reply, error) { return run(fact.ID) }, true
	}
	switch {
	case among(said, words.Dates.Skip):
		return do(func(id string) ([]chat.Reply, error) { return t.pass(id, skipped) })
	case is(said, words.CheckBack):
		return t.back, true
	case is(said, words.CheckWhy):
		return do(t.why)
	}
	value, fault := readAnswer(fact, t.m.Text, t.now)
	switch {
	case fault == "":
		return func() ([]chat.Reply, error) { return t.answer(fact, value) }, true
	case fault == words.DateFuture:
		return func() ([]chat.Reply, error) { return t.future(fact, value) }, true
	case among(said, words.Dates.Unknown):
		return do(func(id string) ([]chat.Reply, error) { return t.pass(id, unknown) })
	}
	// Words that the question's options do not have, but that say just this.
	if all := t.Talk.Patterns.Hear(t.m.Text); len(all) == 1 && all[0].Fact == fact.ID && all[0].Value != nil && !asks(t.m.Text) {
		return func() ([]chat.Reply, error) { return t.answer(fact, all[0].Value) }, true
	}
	return nil, false
}

// still says that the check waits: a question to the notice has to.
func (t *turn) still() []chat.Reply {
	replies := handlers.Say(words.CheckStill)
	replies[0].Buttons = [][]chat.Button{{button(words.CheckGo, "go"), button(words.CheckCancel, "stop")}}
	return replies
}

// unread says what kind of answer is wanted, and asks again.
func (t *turn) unread() ([]chat.Reply, error) {
	t.s.Future = nil
	if t.s.Step != asking {
		return t.finish(note(words.CheckPress))
	}
	fact, _ := t.Rules.Fact(t.s.Now)
	_, fault := readAnswer(fact, t.m.Text, t.now)
	if fault == words.DateFar {
		return t.finish(note(fault, strconv.Itoa(earliest)))
	}
	return t.finish(note(fault))
}

// readConsent reads the answer to whether facts may be kept, or be used again.
func (t *turn) readConsent(said string) ([]chat.Reply, error) {
	word := func(k words.Key) bool { return is(said, k) }
	yes, no := among(said, words.Dates.Yes), among(said, words.Dates.No)
	switch {
	case t.s.Step == agreeing && (yes || word(words.CheckKeep)):
		return t.agree(true)
	case t.s.Step == agreeing && (no || word(words.CheckDont)):
		return t.agree(false)
	case t.s.Step == reusing && (yes || word(words.CheckReuseYes)):
		return t.reuse()
	case t.s.Step == reusing && word(words.CheckReuseNo):
		return t.agree(true)
	case t.s.Step == reusing && word(words.CheckReuseDrop):
		return t.agree(false)
	case t.hear(t.m.Text):
		return t.finish(note(words.CheckHeardFirst))
	case asks(t.m.Text):
		return t.still(), nil
	}
	return t.finish(note(words.CheckPress))
}
