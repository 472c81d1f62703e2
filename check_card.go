package main

import (
	_ "embed"
	"fmt"
	"html/template"
	"strings"

	"zhicheng/bot/words"
	"zhicheng/knowledge/eligibility"
)

// card is a verdict in words, ready to be printed or laid out.
type card struct {
	W                                words.CheckCard
	Document, Expired, AsOf, Verdict string
	Status                           eligibility.Verdict
	Risk                             string
	Faults, Ask, AskMore, Screen     []string
	Routes                           []cardRoute
	Todo, Confirm                    []cardItem
	Committee, Channel, Gains        []string
	Deadline, Latest                 string
	Quotes                           []cardItem
	Given, Assumed                   []cardItem
	Choose                           bool
}

type cardRoute struct {
	Sign, Name, Status, Clause string
	Notes                      []string
}

// cardItem is a line with what stands beside it: who, or a clause, or a value.
type cardItem struct{ Text, Beside, Clause string }

func (r checkRun) card(facts map[string]any, res eligibility.Result) card {
	c := card{W: words.Check, Document: r.pack.Title + "（" + r.pack.Number + "）", AsOf: res.AsOf,
		Status: res.Verdict, Verdict: r.rules.VerdictText(res.Verdict), Choose: len(res.Committee) > 1}
	if !r.pack.InForce(r.day) {
		c.Expired = words.Say(words.Expired, r.pack.Year)
	}
	for _, f := range res.Errors {
		c.Faults = append(c.Faults, r.label(f.Fact)+"："+words.InputProblem(string(f.Problem)))
	}
	c.Ask, c.AskMore, c.Screen = r.labels(res.AskNow), r.labels(res.AskMore), r.labels(res.Screen)
	for _, rt := range res.Routes {
		c.Routes = append(c.Routes, r.cardRoute(rt))
	}
	for i, q := range res.Requirements {
		code, _ := r.rules.Code(q.Code)
		item := cardItem{code.Text, code.Who, clauseLabel(r.pack, q.Clause)}
		switch {
		case i == 0 && code.Kind == "to_do" && r.rules.TimeRisk(q.Code):
			c.Risk = code.Text
		case code.Kind == "to_do":
			c.Todo = append(c.Todo, item)
		default:
			c.Confirm = append(c.Confirm, item)
		}
	}
	c.Committee, c.Channel, c.Gains = r.texts(res.Committee), r.texts(res.Submit), r.texts(res.Exemptions)
	if d := res.Deadline; d != nil {
		c.Deadline = c.W.DeadlineOpen
		if d.Date != nil {
			c.Deadline = *d.Date
		}
		if d.Latest != nil {
			c.Latest = words.LatestPosting(*d.Latest)
		}
	}
	for _, q := range res.Cites {
		c.Quotes = append(c.Quotes, cardItem{Text: q.Quote, Clause: clauseLabel(r.pack, q.Clause)})
	}
	for _, f := range r.rules.Facts() {
		if v, ok := facts[f.ID]; ok {
			c.Given = append(c.Given, cardItem{Text: f.Label, Beside: valueText(f, v)})
		}
	}
	for _, a := range res.Assumed {
		f, _ := r.rules.Fact(a.Fact)
		c.Assumed = append(c.Assumed, cardItem{Text: f.Label, Beside: valueText(f, a.Value)})
	}
	return c
}

func (r checkRun) cardRoute(rt eligibility.RouteResult) cardRoute {
	out := cardRoute{Sign: words.RouteSign(string(rt.Status)), Name: r.rules.RouteName(rt.ID), Status: r.rules.StatusText(rt.Status)}
	if len(rt.Cites) > 0 {
		out.Clause = clauseLabel(r.pack, r.rules.RouteClause(rt.ID))
	}
	switch rt.Status {
	case eligibility.Closed:
		for _, cond := range rt.Conditions {
			if cond.Value == eligibility.F {
				out.Notes = append(out.Notes, fmt.Sprintf("%s：%s（%s）", words.Check.Failed, cond.Label, clauseLabel(r.pack, cond.Clause)))
			}
		}
		if rt.SatisfiedOn != "" && rt.ShortBy > 0 {
			out.Notes = append(out.Notes, words.ShortBy(rt.ShortBy, rt.SatisfiedOn))
		}
	case eligibility.Asking:
		out.Notes = append(out.Notes, words.Check.NotAsked+"："+strings.Join(r.labels(rt.Asks), "、"))
	}
	return out
}

func (r checkRun) label(fact string) string {
	if f, ok := r.rules.Fact(fact); ok {
		return f.Label
	}
	return fact
}

func (r checkRun) labels(facts []string) []string {
	out := make([]string, len(facts))
	for i, f := range facts {
		out[i] = r.label(f)
	}
	return out
}

func (r checkRun) texts(codes []string) []string {
	out := make([]string, len(codes))
	for i, id := range codes {
		code, _ := r.rules.Code(id)
		out[i] = code.Text
	}
	return out
}

func valueText(f eligibility.Fact, v any) string {
	switch v := v.(type) {
	case string:
		if o, ok := f.Option(v); ok {
			return o.Label
		}
		return v
	case bool:
		if v {
			return "是"
		}
		return "否"
	}
	return fmt.Sprint(v)
}

var (
	//go:embed check_card.html
	cardHTML string
	cardPage = template.Must(template.New("card").Parse(cardHTML))
)

// show prints the verdict of one line, as a page or as text.
func (r checkRun) show(line checkLine, page bool) error {
	if line.AsOf != nil {
		day, err := civilDay(*line.AsOf)
		if err != nil {
			return err
		}
		r.day = day
	}
	c := r.card(line.Facts, r.rules.Check(line.Facts, r.day))
	if page {
		if err := cardPage.Execute(r.s.out, c); err != nil {
			return fmt.Errorf("lay out the page: %w", err)
		}
		return nil
	}
	return c.print(r.s)
}

func (c card) print(s streams) error {
	var b strings.Builder
	section := func(title string, lines []string) {
		if len(lines) > 0 {
			fmt.Fprintf(&b, "\n%s\n", title)
			for _, l := range lines {
				fmt.Fprintf(&b, "  %s\n", l)
			}
		}
	}
	fmt.Fprintf(&b, "\n%s%s\n%s：%s\n\n%s\n", c.Expired, c.Document, c.W.AsOf, c.AsOf, c.Verdict)
	if c.Risk != "" {
		section(c.W.TimeRisk, []string{c.Risk})
	}
	section(c.W.Faults, c.Faults)
	section(c.W.Ask, c.Ask)
	var routes []string
	for _, rt := range c.Routes {
		routes = append(routes, fmt.Sprintf("%s %s（%s）%s", rt.Sign, rt.Name, rt.Clause, rt.Status))
		for _, n := range rt.Notes {
			routes = append(routes, "    "+n)
		}
	}
	section(c.W.Routes, routes)
	section(c.W.Todo, itemLines(c.Todo))
	section(c.W.Confirm, itemLines(c.Confirm))
	section(c.W.Gains, c.Gains)
	section(c.W.Committee, c.Committee)
	if c.Choose {
		section("", []string{c.W.Choose})
	}
	if len(c.Committee) > 0 {
		fmt.Fprintf(&b, "  %s\n", c.W.Void)
	}
	section(c.W.Channel, c.Channel)
	if c.Deadline != "" {
		section(c.W.Deadline, []string{c.Deadline + "  " + c.Latest})
	}
	section(c.W.AskMore, c.AskMore)
	section(c.W.Screen, c.Screen)
	section(c.W.Quotes, itemLines(c.Quotes))
	fmt.Fprintf(&b, "\n%s\n", c.W.Foot)
	_, err := fmt.Fprint(s.out, b.String())
	return err
}

func itemLines(items []cardItem) []string {
	out := make([]string, len(items))
	for i, it := range items {
		out[i] = it.Text
		if it.Beside != "" {
			out[i] += "［" + it.Beside + "］"
		}
		if it.Clause != "" {
			out[i] += "（" + it.Clause + "）"
		}
	}
	return out
}
