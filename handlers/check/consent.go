package check

import (
	"zhicheng/bot/chat"
	"zhicheng/bot/words"
	"zhicheng/handlers"
)

// askConsent asks once whether the facts may be kept.
func (t *turn) askConsent(lead handlers.Text) chat.Reply {
	lead = expired(t.Pack, t.now, lead)
	lead.Line(chat.Bold, words.Say(words.CheckHello))
	lead.Say(words.CheckConsent, t.KeepDays)
	return chat.Reply{Text: lead, Buttons: [][]chat.Button{{button(words.CheckKeep, "keep:yes")}, {button(words.CheckDont, "keep:no")}}}
}

func (t *turn) agree(keep bool) ([]chat.Reply, error) {
	t.s.Agreed, t.s.Keep = true, keep
	if !keep {
		if err := t.Records.DropCheck(t.ctx, t.m.From.Person); err != nil {
			return nil, err
		}
	}
	first := t.s.Step == agreeing && len(t.s.Answers) == 0 && len(t.s.Heard) == 0
	t.advance(t.s, t.now)
	var lead handlers.Text
	if first {
		lead.Say(words.CheckTell)
	}
	return t.finish(lead)
}

// askReuse offers what was kept from before.
func (t *turn) askReuse(lead handlers.Text) chat.Reply {
	lead = expired(t.Pack, t.now, lead)
	lead.Line(chat.Bold, words.Say(words.CheckHello))
	lead.Say(words.CheckReuse)
	return chat.Reply{Text: lead, Buttons: [][]chat.Button{{button(words.CheckReuseYes, "reuse")}, {button(words.CheckReuseNo, "keep:yes")},
		{button(words.CheckReuseDrop, "keep:no")}}}
}

func (t *turn) reuse() ([]chat.Reply, error) {
	saved, err := t.Records.SavedCheck(t.ctx, t.m.From.Person)
	if err != nil {
		return nil, err
	}
	if t.s.Step == reusing {
		t.s.Answers, t.s.Agreed, t.s.Keep = usable(saved.Answers, t.Rules), true, true
		t.s.Screened = t.s.index(screening) >= 0
		t.advance(t.s, t.now)
	}
	return t.finish(nil)
}
