package stats

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"zhicheng/bot/words"
	"zhicheng/knowledge/packs"
	"zhicheng/reminders/sheet"
)

// In every sheet each column of numbers adds up to its last row, except that units may be of several series.
func TestSheetsAddUp(t *testing.T) {
	f := Flow{Pack: &packs.Pack{}}
	rapid.Check(t, func(t *rapid.T) {
		sheets := f.sheets(Sum(drawn(t), now, weeks, everything))
		for _, s := range sheets[:len(views)] {
			last := s.Rows[len(s.Rows)-1]
			for i, name := range s.Rows[0].Cells[1:] {
				total, err := strconv.Atoi(last.Cells[i+1])
				if err != nil || name == words.Say(words.StatsColUnitsOf) || name == words.Say(words.StatsColSilentOf) {
					continue // a share or a mean
				}
				sum := 0
				for _, r := range s.Rows[1 : len(s.Rows)-1] {
					n, err := strconv.Atoi(r.Cells[i+1])
					if err != nil {
						t.Fatal(err)
					}
					sum += n
				}
				if sum != total {
					t.Fatalf("%s of %s: %d, in all %d", name, s.Name, sum, total)
				}
			}
		}
	})
}

// The workbook says what the message says.
func TestWorkbook(t *testing.T) {
	f := Flow{Pack: &packs.Pack{}}
	r := Sum(Facts{
		Days:  []Day{{Day: now, Questions: 8, Unanswered: 2, Useful: 3, Useless: 1}},
		Cases: []Case{{At: now.Add(-3 * time.Hour), Answered: now, District: "x"}, {At: now, District: "x"}},
	}, now, weeks, everything)
	data, err := sheet.Workbook(f.sheets(r)...)
	if err != nil {
		t.Fatal(err)
	}
	book, err := sheet.Read(t.Context(), "stats.xlsx", data, sheet.Usual)
	if err != nil || len(book.Sheets) != 4 {
		t.Fatalf("%d sheets, %v", len(book.Sheets), err)
	}
	rows := book.Sheets[0].Rows
	if got, want := strings.Join(rows[len(rows)-1].Cells, " "), words.Say(words.StatsTotal)+" 8 2 3 1 75% 2 1 "+words.Say(words.StatsHours, 3.0)+" 0 0"; got != want {
		t.Errorf("%s, not %s", got, want)
	}
	text := ""
	for _, s := range f.text(r, byDistrict) {
		text += s.Text
	}
	for _, line := range []string{words.Say(words.StatsQuestions, 8, 2, "75%", 4), words.Say(words.StatsLine, "x", " ██████████", 2)} {
		if !strings.Contains(text, line) {
			t.Errorf("no %q in\n%s", line, text)
		}
	}
}
