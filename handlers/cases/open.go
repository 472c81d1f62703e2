package cases

import (
	"context"

	"zhicheng/bot/chat"
	"zhicheng/bot/words"
	"zhicheng/handlers"
	"zhicheng/handlers/access"
	"zhicheng/reminders/cases"
	"zhicheng/reminders/units"
)

// open opens the case, unless nobody would see it.
func (f Flow) open(ctx context.Context, m chat.Message, d draft, place string) ([]chat.Reply, error) {
	c := cases.Case{About: d.About, Question: d.Text, Found: d.Found, Series: d.Series, Level: d.Level, District: place}
	if d.Shared {
		s, _, err := f.situation(ctx, m)
		if err != nil {
			return nil, err
		}
		c.Facts = s.Facts
	}
	duty, err := f.Records.OnDuty(ctx)
	if err != nil {
		return nil, err
	}
	if _, err := handlers.Leave(ctx, f.Open, m); err != nil {
		return nil, err
	}
	if !f.staffed(duty, c) {
		return f.nobody(c), nil
	}
	c, how, err := f.Records.OpenCase(ctx, m, c, func(c cases.Case) (all []Notice) {
		for _, d := range duty {
			if d.Role == access.Staff && covers(d.Scope, c) {
				all = append(all, Notice{d.To, f.notice(words.CaseNew, c), cases.AtWork(f.Calendar, m.At)})
			}
		}
		return all
	})
	if err != nil {
		return nil, err
	}
	return f.has(how, c), nil
}

// has says which case the asker has now, or why none was opened.
func (f Flow) has(how Opening, c cases.Case) []chat.Reply {
	switch how {
	case TooMany:
		return handlers.Say(words.CaseTooMany, cases.MaxWaiting)
	case TooOften:
		return handlers.Say(words.CaseTooOften, cases.MaxADay)
	}
	replies := handlers.Say(map[Opening]words.Key{New: words.CaseOpened, Again: words.CaseAgain}[how], c.ID)
	replies[0].Buttons = [][]chat.Button{mineButtons(c)}
	return replies
}

// staffed says whether somebody would see the case.
func (f Flow) staffed(duty []Duty, c cases.Case) bool {
	for _, d := range duty {
		if d.Role == access.Staff && covers(d.Scope, c) {
			return true
		}
	}
	return false
}

// nobody says whom to ask where no staff would see the case.
func (f Flow) nobody(c cases.Case) []chat.Reply {
	office := "city_hr"
	if c.District != "" && c.District != city && c.Level != string(units.Senior) {
		office = "county_hr"
	}
	contact, ok := f.Pack.Contact(office)
	if !ok {
		return handlers.Say(words.CaseNobody, words.Say(words.AskNobody))
	}
	return handlers.Say(words.CaseNobody, handlers.Whom(contact.Name, contact.Phone, contact.Address, contact.Hours, contact.Web))
}
