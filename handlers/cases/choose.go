package cases

import (
	"slices"

	"zhicheng/bot/chat"
	"zhicheng/bot/words"
	"zhicheng/handlers"
	"zhicheng/reminders/units"
)

// More answers than fit on a phone's screen come in pages, each with what stands for not knowing.
const (
	atOnce  = 14
	perTurn = 10
)

// choose is the question of a step about the office, with a page of its answers.
func (f Flow) choose(at step, page int) chat.Reply {
	key, all := f.choices(at)
	known, shown := all[:len(all)-1], all
	r := handlers.Say(key)[0]
	var turn []chat.Button
	if len(all) > atOnce {
		page = max(0, min(page, (len(known)-1)/perTurn))
		shown = append(slices.Clone(known[page*perTurn:min(len(known), (page+1)*perTurn)]), all[len(known)])
		turn = handlers.Turns("human:page:", page, perTurn, len(known))
		r.Text = append(r.Text, chat.Span{Text: words.Say(words.CaseOrType)})
	}
	r.Buttons = handlers.Choices(len(shown), 2, func(i int) chat.Button {
		return chat.Button{Label: shown[i].Name, Data: "human:" + string(at) + ":" + shown[i].ID}
	})
	if turn != nil {
		r.Buttons = append(r.Buttons, turn)
	}
	return r
}

// choices are the question of a step about the office, and the answers that it has.
func (f Flow) choices(at step) (ask words.Key, all []handlers.Choice) {
	switch at {
	case series:
		ask, all = words.CaseAskSeries, slices.Clone(f.Series)
	case level:
		ask = words.CaseAskLevel
		for _, t := range units.Titles {
			all = append(all, handlers.Choice{ID: string(t), Name: words.Say(titles[t])})
		}
	default:
		ask, all = words.CaseAskDistrict, []handlers.Choice{{ID: city, Name: words.Say(words.CaseCity)}}
		for _, name := range f.Pack.Districts {
			all = append(all, handlers.Choice{ID: name, Name: name})
		}
	}
	return ask, append(all, handlers.Choice{Name: words.Say(words.CaseUnclear)})
}

// offered says whether a step has a button of that value: staff read what was chosen as the office's name, and it tells
// who sees the case, so that it must not be words of the asker's.
func (f Flow) offered(at step, value string) bool {
	switch at {
	case sharing:
		return value == "yes" || value == "no"
	case series, level, district:
		_, all := f.choices(at)
		return slices.ContainsFunc(all, func(c handlers.Choice) bool { return c.ID == value })
	}
	return false
}
