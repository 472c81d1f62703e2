package check

import (
	"bytes"
	_ "embed"
	"fmt"
	"html/template"
	"time"

	"zhicheng/bot/words"
)

//go:embed page.html
var pageText string

var pageTemplate = template.Must(template.New("page").Funcs(template.FuncMap{
	"clause": func(label string) string { return words.Say(words.CardClause, label) },
}).Parse(pageText))

// pageWords are the headings of the page.
type pageWords struct {
	Title, Basis, AsOf, Missing, Routes, Confirm, Shared, Dates, ToDo, Submit, Committee, Facts, Assumed, Cites, Foot string
}

// Page is the verdict on facts as one HTML page, without anything from outside, that prints on A4.
func (b Book) Page(facts map[string]any, at time.Time) ([]byte, error) {
	var answers []Answer
	for _, f := range b.Rules.Facts() {
		if v, ok := facts[f.ID]; ok {
			answers = append(answers, Answer{Fact: f.ID, Value: v})
		}
	}
	return b.page(answers, at)
}

func (b Book) page(answers []Answer, at time.Time) ([]byte, error) {
	v := b.view(answers, b.Rules.Check(factsOf(answers), at))
	say := words.Say
	data := struct {
		view
		W       pageWords
		Expired string
	}{v, pageWords{
		say(words.PageTitle), say(words.PageBasis, b.Pack.Number, b.Pack.Title), say(words.CardAsOf, v.AsOf), say(words.PageMissing),
		say(words.PageRoutes), say(words.CardConfirm), say(words.CardShared), say(words.CardDates), say(words.CardToDo),
		say(words.CardSubmit), say(words.CardCommittee), say(words.PageFacts), say(words.CardAssumed), say(words.PageCites),
		say(words.PageFoot, dateWords(at.Format(time.DateOnly))),
	}, ""}
	if !b.Pack.InForce(at) {
		data.Expired = say(words.Expired, b.Pack.Year)
	}
	var out bytes.Buffer
	if err := pageTemplate.Execute(&out, data); err != nil {
		return nil, fmt.Errorf("write the page of a check: %w", err)
	}
	return out.Bytes(), nil
}
