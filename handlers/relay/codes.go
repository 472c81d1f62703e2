package relay

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	_ "embed" // the page of slips
	"encoding/hex"
	"fmt"
	"html/template"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"

	"zhicheng/bot/chat"
	"zhicheng/bot/words"
	"zhicheng/handlers"
	"zhicheng/handlers/access"
	"zhicheng/reminders/progress"
	"zhicheng/reminders/sheet"
	"zhicheng/reminders/units"
)

// The codes have six signs of 32 that are not taken for one another: one of 2^30.
const (
	alphabet   = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
	codeLength = 6
	printed    = 2000 // at most, at once
)

// code is an application's as a message makes it: the same however often that is handled, and of no use without the key.
func (f Flow) code(message string, application int64) string {
	sum := f.sum("binding code", message, strconv.FormatInt(application, 10))
	var b strings.Builder
	for _, x := range sum[:codeLength] {
		b.WriteByte(alphabet[int(x)%len(alphabet)])
	}
	return b.String()
}

// codeHash is what is kept of a code, as it was typed: small and wide letters, spaces and dashes make no difference.
func (f Flow) codeHash(application int64, typed string) string {
	typed = strings.Map(func(r rune) rune {
		if r == '-' || r == ' ' {
			return -1
		}
		return r
	}, strings.ToUpper(norm.NFKC.String(typed)))
	return hex.EncodeToString(f.sum("binding hash", strconv.FormatInt(application, 10), typed))
}

func (f Flow) sum(parts ...string) []byte {
	h := hmac.New(sha256.New, f.Key)
	for _, p := range parts {
		h.Write([]byte(p + "\x00"))
	}
	return h.Sum(nil)
}

// Codes is the data of the button that prints a unit's codes.
func Codes(unit int64) string { return data(desk, "codes", unit) }

func (f Flow) codesButton(unit int64) []chat.Button {
	return []chat.Button{{Label: words.Say(words.CodesPrint), Data: Codes(unit)}}
}

// codes asks before new codes are made, makes them, and turns the other way to bind on and off.
func (f Flow) codes(ctx context.Context, m chat.Message, what, id string, by []access.Grant) ([]chat.Reply, error) {
	id, seen, _ := strings.Cut(id, ":")
	n, _ := strconv.ParseInt(id, 10, 64)
	u, ok, err := f.Records.Unit(ctx, n)
	if err != nil {
		return nil, err
	}
	all, err := f.of(ctx, u, by)
	if err != nil {
		return nil, err
	}
	liaison := slices.ContainsFunc(by, func(g access.Grant) bool { return g.OfUnit(u.ID) })
	switch {
	case !ok || u.Closed || len(all) == 0 && !liaison:
		return handlers.Say(words.CodesNone), nil
	case what == "codes":
		return f.askCodes(ctx, m, u, len(all), liaison)
	case what == "print":
		return f.print(ctx, m, u, all, 0, seen)
	case !liaison:
		return handlers.Say(words.NotAllowed), nil
	}
	if err := f.Bindings.SetByCard(ctx, m, u.ID, what == "cardon"); err != nil {
		return nil, err
	}
	return f.askCodes(ctx, m, u, len(all), liaison)
}

// of lists the applications of a unit within reach.
func (f Flow) of(ctx context.Context, u units.Unit, by []access.Grant) (all []progress.Application, err error) {
	for _, of := range reaches(by) {
		if of.Unit != 0 && of.Unit != u.ID {
			continue
		}
		of.Unit = u.ID
		some, err := f.Records.ApplicationsOf(ctx, f.Pack.ID, of)
		if err != nil {
			return nil, err
		}
		for _, a := range some {
			if !slices.ContainsFunc(all, func(o progress.Application) bool { return o.ID == a.ID }) {
				all = append(all, a)
			}
		}
	}
	slices.SortFunc(all, func(a, b progress.Application) int { return strings.Compare(a.Number, b.Number) })
	return all, nil
}

func (f Flow) askCodes(ctx context.Context, m chat.Message, u units.Unit, n int, liaison bool) ([]chat.Reply, error) {
	codes, bound, err := f.Bindings.CodesOf(ctx, f.Pack.ID, u.ID)
	if err != nil {
		return nil, err
	}
	on, err := f.Bindings.ByCard(ctx, u.ID)
	if err != nil {
		return nil, err
	}
	var t handlers.Text
	t.Line(chat.Bold, words.Say(words.CodesHead, u.Name))
	t.Say(words.CodesCount, n, codes, bound)
	var rows [][]chat.Button
	switch {
	case n > printed:
		t.Say(words.CodesTooMany, printed)
	case n > 0:
		stamp, _, err := f.printings(ctx, u.ID, 0, "")
		if err != nil {
			return nil, err
		}
		t.Say(words.CodesAsk)
		rows = append(rows, []chat.Button{button(words.CodesYes, desk, "print", u.ID, stamp)})
	}
	if liaison && on {
		t.Say(words.CardIsOn)
		rows = append(rows, []chat.Button{button(words.CardOff, desk, "cardoff", u.ID)})
	} else if liaison {
		t.Say(words.CardIsOff)
		rows = append(rows, []chat.Button{button(words.CardOn, desk, "cardon", u.ID)})
	}
	return []chat.Reply{{Text: t, Buttons: rows}}, nil
}

// printings is a stamp of the codes that there are, of a unit or of one application alone, and whether a message has
// printed some of them.
func (f Flow) printings(ctx context.Context, unit, application int64, message string) (stamp string, by bool, err error) {
	all, err := f.Bindings.Printings(ctx, f.Pack.ID, unit, application)
	if err != nil || len(all) == 0 {
		return "", false, err
	}
	return hex.EncodeToString(f.sum(append([]string{"printings"}, all...)...))[:8], slices.Contains(all, message), nil
}

// print makes new codes and hands them over once, as slips to cut and as a table. Those that were printed since somebody
// was asked stay: who presses twice would hold slips of which the first are void.
func (f Flow) print(ctx context.Context, m chat.Message, u units.Unit, all []progress.Application, application int64, seen string) ([]chat.Reply, error) {
	if len(all) == 0 || len(all) > printed {
		return handlers.Say(words.CodesTooMany, printed), nil
	}
	if stamp, by, err := f.printings(ctx, u.ID, application, m.ID); err != nil || !by && stamp != seen {
		return handlers.Say(words.CodesStale), err
	}
	hashes := map[int64]string{}
	table := sheet.Sheet{Name: words.Say(words.CodesSheet), Rows: []sheet.Row{{Cells: strings.Split(words.Say(words.CodesColumns), "|")}}}
	var slips []slip
	for _, a := range all {
		code := f.code(m.ID, a.ID)
		hashes[a.ID] = f.codeHash(a.ID, code)
		slips = append(slips, slip{a.Number, a.Name, code, words.Say(words.SlipHow, a.Number, code)})
		table.Rows = append(table.Rows, sheet.Row{Cells: []string{a.Number, a.Name, code}})
	}
	if err := f.Bindings.MakeCodes(ctx, m, u.ID, hashes); err != nil {
		return nil, err
	}
	page, err := f.page(u.Name, slips)
	if err != nil {
		return nil, err
	}
	file, err := handlers.XLSX(words.Say(words.CodesFile), table)
	if err != nil {
		return nil, err
	}
	return []chat.Reply{
		{Text: []chat.Span{{Text: words.Say(words.CodesDone, len(all))}}, File: &chat.File{Name: words.Say(words.SlipFile), Type: "text/html; charset=utf-8", Data: page}},
		{Text: []chat.Span{{Text: words.Say(words.CodesTable)}}, File: file},
	}, nil
}

type slip struct{ Number, Name, Code, How string }

//go:embed slips.html
var slipsText string

var slipsPage = template.Must(template.New("slips").Parse(slipsText))

func (f Flow) page(unit string, slips []slip) ([]byte, error) {
	var out bytes.Buffer
	err := slipsPage.Execute(&out, struct {
		Title, Note string
		Slips       []slip
	}{words.Say(words.SlipTitle, unit), words.Say(words.SlipNote), slips})
	if err != nil {
		return nil, fmt.Errorf("write the page of slips: %w", err)
	}
	return out.Bytes(), nil
}
