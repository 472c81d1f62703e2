package stats

import (
	"context"
	"slices"
	"strconv"

	"zhicheng/bot/chat"
	"zhicheng/bot/words"
	"zhicheng/handlers"
	"zhicheng/handlers/access"
	"zhicheng/reminders/sheet"
)

// file hands the tables over as a workbook.
func (f Flow) file(ctx context.Context, m chat.Message, by []access.Grant) ([]chat.Reply, error) {
	r, err := f.report(ctx, m.At, by)
	if err != nil {
		return nil, err
	}
	sheets := f.sheets(r)
	if f.More != nil {
		more, err := f.More(ctx, r.From, by)
		if err != nil {
			return nil, err
		}
		sheets = append(sheets, more...)
	}
	file, err := handlers.XLSX(words.Say(words.StatsFileName, r.To.Format("20060102")), sheets...)
	if err != nil {
		return nil, err
	}
	replies := handlers.Say(words.StatsFileSent)
	replies[0].File = file
	return replies, nil
}

// columns are what the tables count, each in the views in which its rows add up to the total; units also by series, where
// the heading says that one may stand in several.
var columns = []struct {
	name words.Key
	in   []string
	cell func(Count) string
}{
	{words.StatsColQuestions, []string{byWeek}, func(c Count) string { return strconv.Itoa(c.Questions) }},
	{words.StatsColUnanswered, []string{byWeek}, func(c Count) string { return strconv.Itoa(c.Unanswered) }},
	{words.StatsColUseful, []string{byWeek}, func(c Count) string { return strconv.Itoa(c.Useful) }},
	{words.StatsColUseless, []string{byWeek}, func(c Count) string { return strconv.Itoa(c.Useless) }},
	{words.StatsColShare, []string{byWeek}, func(c Count) string { return share(c.Useful, c.Useful+c.Useless) }},
	{words.StatsColCases, []string{byWeek, byDistrict, bySeries}, func(c Count) string { return strconv.Itoa(c.Cases) }},
	{words.StatsColAnswered, []string{byWeek, byDistrict, bySeries}, func(c Count) string { return strconv.Itoa(c.Answered) }},
	{words.StatsColWaited, []string{byWeek, byDistrict, bySeries}, waited},
	{words.StatsColReminded, []string{byWeek, byDistrict}, func(c Count) string { return strconv.Itoa(c.Reminded) }},
	{words.StatsColAcknowledged, []string{byWeek, byDistrict}, func(c Count) string { return strconv.Itoa(c.Acknowledged) }},
	{words.StatsColUnits, []string{byDistrict}, func(c Count) string { return strconv.Itoa(c.Units) }},
	{words.StatsColSilent, []string{byDistrict}, func(c Count) string { return strconv.Itoa(c.Silent) }},
	{words.StatsColUnitsOf, []string{bySeries}, func(c Count) string { return strconv.Itoa(c.Units) }},
	{words.StatsColSilentOf, []string{bySeries}, func(c Count) string { return strconv.Itoa(c.Silent) }},
}

// sheets are the views as tables, each with its total, and what units have not reported.
func (f Flow) sheets(r Report) (all []sheet.Sheet) {
	for _, v := range views {
		head := []string{words.Say(v.name)}
		for _, c := range columns {
			if slices.Contains(c.in, v.id) {
				head = append(head, words.Say(c.name))
			}
		}
		row := func(name string, count Count) sheet.Row {
			cells := []string{name}
			for _, c := range columns {
				if slices.Contains(c.in, v.id) {
					cells = append(cells, c.cell(count))
				}
			}
			return sheet.Row{Cells: cells}
		}
		s := sheet.Sheet{Name: words.Say(v.name), Rows: []sheet.Row{{Cells: head}}}
		for _, one := range v.rows(r) {
			s.Rows = append(s.Rows, row(f.name(one, v.id), one.Count))
		}
		s.Rows = append(s.Rows, row(words.Say(words.StatsTotal), r.Total))
		all = append(all, s)
	}
	silent := sheet.Sheet{Name: words.Say(words.StatsSilent), Rows: []sheet.Row{{Cells: []string{words.Say(words.StatsColUnit), words.Say(words.StatsByDistrict), words.Say(words.StatsColMatter)}}}}
	for _, s := range r.Silent {
		name := s.Milestone
		if d, ok := f.Pack.Dates.Find(s.Milestone); ok {
			name = d.Name
		}
		silent.Rows = append(silent.Rows, sheet.Row{Cells: []string{s.Unit.Name, f.name(Row{Key: *place(s.Unit)}, byDistrict), name}})
	}
	return append(all, silent)
}
