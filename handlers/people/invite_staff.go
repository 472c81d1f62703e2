package people

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"zhicheng/bot/chat"
	"zhicheng/bot/words"
	"zhicheng/handlers"
	"zhicheng/handlers/access"
	"zhicheng/reminders/units"
)

// draft is the invitation of a staff member as far as it is known.
type draft struct {
	access.Scope
	Ready bool `json:"ready"`
}

// nameOffice takes the office's name, then the names of series.
func (f Flow) nameOffice(ctx context.Context, m chat.Message, state string, _ []access.Grant) ([]chat.Reply, error) {
	var d draft
	if state != "" {
		if err := json.Unmarshal([]byte(state), &d); err != nil {
			return nil, err
		}
	}
	if d.Office == "" {
		name := units.Clean(m.Text)
		if name == "" || utf8.RuneCountInString(name) > maxOffice {
			return handlers.Say(words.InviteOffice), nil
		}
		d.Office = name
		return f.askDistrict(), f.keep(ctx, m, d)
	}
	if d.Ready {
		return handlers.Say(words.InviteAgain), nil
	}
	series, unknown := handlers.ReadNames(f.Series, m.Text)
	if len(unknown) > 0 || len(series) == 0 {
		return f.askSeries(words.Say(words.InviteSeriesUnknown, strings.Join(unknown, " "))), nil
	}
	d.Series, d.Ready = series, true
	return askLevels(), f.keep(ctx, m, d)
}

func (f Flow) keep(ctx context.Context, m chat.Message, d draft) error {
	return handlers.Keep(ctx, f.Open, m, "invite.office", d)
}

func (f Flow) askDistrict() []chat.Reply {
	rows := [][]chat.Button{{{Label: words.Say(words.WholeCity), Data: "inv:where:-1"}}}
	for i, d := range f.Districts {
		if i%3 == 0 {
			rows = append(rows, nil)
		}
		rows[len(rows)-1] = append(rows[len(rows)-1], chat.Button{Label: d, Data: fmt.Sprintf("inv:where:%d", i)})
	}
	return []chat.Reply{{Text: []chat.Span{{Text: words.Say(words.InviteWhere)}}, Buttons: rows}}
}

func (f Flow) askSeries(head string) []chat.Reply {
	var names []string
	for _, s := range f.Series {
		names = append(names, s.Name)
	}
	return []chat.Reply{{Text: []chat.Span{{Text: head}, {Style: chat.Faint, Text: "\n" + strings.Join(names, words.Say(words.Comma))}},
		Buttons: [][]chat.Button{{{Label: words.Say(words.AllSeries), Data: "inv:series:all"}}}}}
}

func askLevels() []chat.Reply {
	return []chat.Reply{{Text: []chat.Span{{Text: words.Say(words.InviteLevels)}}, Buttons: [][]chat.Button{
		{{Label: words.Say(words.AllLevels), Data: "inv:levels:all"}},
		{{Label: words.Say(words.TitleSenior), Data: "inv:levels:senior"}, {Label: words.Say(words.TitleLower), Data: "inv:levels:lower"}},
	}}}
}

// scope goes on with what a button says about a staff member's scope.
func (f Flow) scope(ctx context.Context, m chat.Message, what, value string) ([]chat.Reply, error) {
	var d draft
	if ok, err := handlers.Kept(ctx, f.Open, m, "invite.office", &d); !ok {
		if err != nil {
			return nil, err
		}
		return handlers.Say(words.InviteAgain), nil
	}
	switch what {
	case "where":
		n, err := strconv.Atoi(value)
		if err != nil || n >= len(f.Districts) {
			return handlers.Say(words.Button), nil
		}
		if d.District = ""; n >= 0 {
			d.District = f.Districts[n]
		}
		return f.askSeries(words.Say(words.InviteSeries)), f.keep(ctx, m, d)
	case "series":
		d.Series, d.Ready = nil, true
		return askLevels(), f.keep(ctx, m, d)
	}
	switch value {
	case "senior":
		d.Levels = []string{string(units.Senior)}
	case "lower":
		d.Levels = []string{string(units.Mid), string(units.Junior)}
	}
	if err := handlers.Close(ctx, f.Open, m); err != nil {
		return nil, err
	}
	return f.make(ctx, m, Invitation{Role: access.Staff, Scope: d.Scope, Seats: 1})
}
