package check

import (
	"slices"

	"zhicheng/bot/chat"
	"zhicheng/bot/words"
	"zhicheng/handlers"
)

// hear proposes the facts that a text says and that are not known yet; new says whether there are any.
func (t *turn) hear(said string) (new bool) {
	given := t.s.facts()
	for _, h := range t.Talk.Patterns.Hear(said) {
		fact, _ := t.Rules.Fact(h.Fact)
		value := h.Value
		if h.Text != "" {
			v, fault := readAnswer(fact, h.Text, t.now)
			if fault != "" {
				continue
			}
			value = v
		}
		if n, ok := value.(int64); ok {
			value = int(n)
		}
		_, known := given[h.Fact]
		switch {
		case known || slices.ContainsFunc(t.s.Heard, func(o heard) bool { return o.Fact == h.Fact }):
		case value == nil:
			t.note(h.Fact, h.Said)
		default:
			t.s.Heard = append(t.s.Heard, heard{Answer: Answer{Fact: h.Fact, Value: value}, Said: handlers.Clip(h.Said, maxLabel)})
			new = true
		}
	}
	return new
}

// note remembers vague words, to be shown when the fact is asked.
func (t *turn) note(fact, said string) {
	if said == "" {
		return
	}
	if t.s.Said == nil {
		t.s.Said = map[string]string{}
	}
	t.s.Said[fact] = handlers.Clip(said, maxLabel)
}

// propose shows what was heard; nothing of it counts before it is confirmed.
func (t *turn) propose(lead handlers.Text) chat.Reply {
	lead.Line(chat.Bold, words.Say(words.CheckHeard))
	var ticks []chat.Button
	for _, h := range t.s.Heard {
		fact, _ := t.Rules.Fact(h.Fact)
		line := words.Say(words.CheckPair, fact.Label, valueWords(fact, h.Value))
		if !t.s.Fixing {
			lead.Say(words.CheckHeardItem, line, h.Said)
		}
		ticks = append(ticks, labelled(ticked(!h.Off, line), "h:"+h.Fact))
	}
	if t.s.Fixing {
		lead.Say(words.CheckHeardFix)
		return chat.Reply{Text: lead, Buttons: append(rows(ticks), []chat.Button{button(words.CheckPicked, "hok")})}
	}
	lead.Line(chat.Faint, words.Say(words.CheckHeardHint))
	return chat.Reply{Text: lead, Buttons: [][]chat.Button{{button(words.CheckHeardYes, "hok")},
		{button(words.CheckHeardFixing, "hfix"), button(words.CheckHeardNo, "hno")}}}
}

func ticked(on bool, label string) string {
	if on {
		return words.Say(words.CheckOn, label)
	}
	return words.Say(words.CheckOff, label)
}

// proposal takes a button below the proposals.
func (t *turn) proposal(verb, fact string) ([]chat.Reply, error) {
	if t.s.Step != hearing {
		return t.finish(note(words.CheckOldButton))
	}
	switch verb {
	case "hok":
		return t.take()
	case "hno":
		for i := range t.s.Heard {
			t.s.Heard[i].Off = true
		}
		return t.take()
	case "h":
		i := slices.IndexFunc(t.s.Heard, func(h heard) bool { return h.Fact == fact })
		if i >= 0 {
			t.s.Heard[i].Off = !t.s.Heard[i].Off
		}
	}
	t.s.Fixing = true
	return t.edited(t.finish(nil))
}

// edited puts the reply in the place of the message whose button was pressed.
func (t *turn) edited(replies []chat.Reply, err error) ([]chat.Reply, error) {
	if len(replies) == 1 && t.m.On != "" {
		replies[0].Edits = t.m.On
	}
	return replies, err
}

// take lets the ticked proposals count; the others are asked.
func (t *turn) take() ([]chat.Reply, error) {
	var lead handlers.Text
	taken := 0
	for _, h := range t.s.Heard {
		clash := t.clash(t.s.facts(), h.Fact, h.Value)
		if h.Off || len(clash) > 0 {
			t.s.Queue = append(t.s.Queue, h.Fact)
			continue
		}
		t.s.put(h.Answer)
		taken++
	}
	lead.Line(chat.Faint, words.Say(words.CheckTaken, taken))
	t.s.Heard, t.s.Fixing = nil, false
	t.advance(t.s, t.now)
	return t.finish(lead)
}

// readProposal reads a typed word for the buttons below the proposals.
func (t *turn) readProposal(said string) (func() ([]chat.Reply, error), bool) {
	switch {
	case among(said, words.Dates.Yes), is(said, words.CheckHeardYes), is(said, words.CheckPicked):
		return t.take, true
	case among(said, words.Dates.No), is(said, words.CheckHeardNo):
		return func() ([]chat.Reply, error) { return t.proposal("hno", "") }, true
	case is(said, words.CheckHeardFixing):
		return func() ([]chat.Reply, error) { return t.proposal("hfix", "") }, true
	}
	return nil, false
}
