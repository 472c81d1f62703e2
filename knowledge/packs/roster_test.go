package packs

import (
	"slices"
	"strings"
	"testing"

	"zhicheng/reminders/calendar"
	"zhicheng/reminders/progress"
	"zhicheng/reminders/sheet"
)

const roster = `赤峰市2023年申报专业技术资格评审人员花名册,,,,,,,,,
填报单位：某旗农牧局,,,,,,,,,
编号,姓 名,身份证号码,单位名称,申报系列,申报专业,申报级别（层级）,申报类型,当前进度,更新日期,备注
NM-001,甲,11010519491231002X,某旗农牧站,农牧,畜牧,中级,正常晋升,主管部门审核,2023年5月20日,
NM-002,乙,*002X,某旗农牧站,农牧,畜牧,助理级,认定,补正,45066,缺评审表
NM-003,丙,,某旗某某站,绘画,畜牧,中级,评审,在路上,5/6,
`

// A roster as people keep it is found and read by the pack's headings and words.
func TestARosterIsRead(t *testing.T) {
	p := chifeng(t)
	book, err := sheet.Read(t.Context(), "a.csv", []byte(roster), sheet.Usual)
	if err != nil {
		t.Fatal(err)
	}
	var columns []sheet.Column
	byID := map[string]Column{}
	for _, c := range p.Columns["roster"] {
		columns = append(columns, sheet.Column{Key: c.ID, Headings: c.Headings, Required: c.Required})
		byID[c.ID] = c
	}
	table := book.Sheets[0]
	h, ok := table.Find(columns)
	if !ok || len(h.Missing)+len(h.Ambiguous)+len(h.Unknown) > 0 || len(h.At) != 11 {
		t.Fatalf("headings: %+v", h)
	}
	reader := progress.Reader{
		Value: func(column, cell string) (string, bool) { return byID[column].Value(cell) },
		Date:  sheet.Date, Zone: calendar.Zone,
		Hash: func(text string) string { return "h" + text[len(text)-4:] },
		Employer: func(name string) (progress.Employer, progress.Code) {
			if name != "某旗农牧站" {
				return progress.Employer{}, progress.UnknownUnit
			}
			return progress.Employer{ID: 1, Name: name, Level: "township", District: "某旗"}, ""
		},
	}
	var rows []progress.Row
	for _, r := range table.Rows[h.Row+1:] {
		cells := map[string]string{}
		for id, at := range h.At {
			cells[id] = r.Cell(at)
		}
		rows = append(rows, reader.Row(progress.At{Sheet: table.Name, Line: r.Number}, cells))
	}
	d := p.Stages.Diff(nil, rows)
	if len(d.New) != 2 || d.New[1].After.Path != "recognition" || d.New[0].After.Path != "county_mid" || d.New[0].After.Stage != "department_review" || d.New[0].After.Since.Day() != 20 {
		t.Errorf("new: %+v", d.New)
	}
	if len(d.Errors) != 1 || d.Errors[0].Line != 6 || rows[1].Stage != "completion" || rows[1].Date.IsZero() || rows[1].TailHash == "" {
		t.Errorf("errors: %+v, row %+v", d.Errors, rows[1])
	}
	var wrong []string
	for _, x := range rows[2].Problems {
		wrong = append(wrong, x.Column+" "+string(x.Code))
	}
	if got := strings.Join(wrong, ", "); got != "unit unknown_unit, series unknown_word, stage unknown_word, date no_date" {
		t.Errorf("problems: %s", got)
	}
	if !slices.ContainsFunc(progress.Lint(rows, progress.Context{}), func(f progress.Found) bool { return f.Code == progress.LevelsMixed && f.Line == 5 }) {
		t.Error("the mixed levels were not found")
	}
}

// A cell may have the title that is applied for in place of its level.
func TestTitlesSayTheirLevel(t *testing.T) {
	all := chifeng(t).Columns["roster"]
	level := all[slices.IndexFunc(all, func(c Column) bool { return c.ID == progress.ColumnLevel })]
	for cell, want := range map[string]string{"技术员": "technician", "助理工程师": "assistant", "一级教师": "mid", "副主任医师": "assoc_senior", "正高级教师": "full_senior", "高级职称": "senior"} {
		if got, ok := level.Value(cell); !ok || got != want {
			t.Errorf("%s: %q", cell, got)
		}
	}
}
