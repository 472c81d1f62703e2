package sheet

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/simplifiedchinese"
)

// workbook makes an .xlsx by hand; options may encrypt it.
func workbook(t testing.TB, fill func(f *excelize.File), options ...excelize.Options) []byte {
	t.Helper()
	f := excelize.NewFile()
	fill(f)
	var out bytes.Buffer
	if err := f.Write(&out, options...); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func set(f *excelize.File, sheet string, rows ...[]any) {
	for i, r := range rows {
		if err := f.SetSheetRow(sheet, fmt.Sprintf("A%d", i+1), &r); err != nil {
			panic(err)
		}
	}
}

func text(s Sheet) string {
	var all []string
	for _, r := range s.Rows {
		all = append(all, fmt.Sprintf("%d %s", r.Number, strings.Join(r.Cells, "|")))
	}
	return strings.Join(all, "\n")
}

var roster = []Column{{Key: "name", Headings: []string{"姓名"}, Required: true}, {Key: "unit", Headings: []string{"工作单位", "单位"}},
	{Key: "since", Headings: []string{"现职称取得时间", "取得时间"}}, {Key: "level", Headings: []string{"申报级别"}, Required: true}}

func TestWorkbookAsPeopleHaveIt(t *testing.T) {
	data := workbook(t, func(f *excelize.File) {
		set(f, "Sheet1",
			[]any{"2023年度职称申报花名册"}, nil,
			[]any{"序号", "姓 名（必填）", "工作单位", "现职称", nil, "备注"},
			[]any{nil, nil, nil, "名称", "取得时间"},
			[]any{1, "甲", "第一中学", "讲师", time.Date(2018, 9, 1, 0, 0, 0, 0, time.UTC), "=1+1"},
			[]any{2, "乙\u200b", nil, "讲师", 43344, " x\ny "},
			nil,
			[]any{3, "丙", "第二中学"})
		for _, m := range [][2]string{{"A1", "F1"}, {"B3", "B4"}, {"C3", "C4"}, {"D3", "E3"}, {"C5", "C6"}} {
			if err := f.MergeCell("Sheet1", m[0], m[1]); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := f.NewSheet("旧"); err != nil {
			t.Fatal(err)
		}
		set(f, "旧", []any{"隐藏的"})
		if err := f.SetSheetVisible("旧", false); err != nil {
			t.Fatal(err)
		}
		if _, err := f.NewSheet("第二页"); err != nil {
			t.Fatal(err)
		}
		set(f, "第二页", []any{"姓名", "申报级别"})
	})
	b, err := Read(t.Context(), "花名册.XLSX", data, Usual)
	if err != nil {
		t.Fatal(err)
	}
	if len(b.Sheets) != 2 || b.Sheets[1].Name != "第二页" {
		t.Fatalf("%+v", b)
	}
	want := "1 2023年度职称申报花名册\n3 序号|姓 名（必填）|工作单位|现职称||备注\n4 |姓 名（必填）|工作单位|名称|取得时间\n" +
		"5 1|甲|第一中学|讲师|2018-09-01|=1+1\n6 2|乙|第一中学|讲师|43344|x y\n8 3|丙|第二中学"
	if got := text(b.Sheets[0]); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	h, ok := b.Sheets[0].Find(roster)
	if !ok || h.Row != 2 || h.At["name"] != 1 || h.At["unit"] != 2 || h.At["since"] != 4 || !slices.Equal(h.Missing, []string{"level"}) {
		t.Errorf("%+v", h)
	}
	for _, i := range []int{3, 4} {
		if d, ok := Date(b.Sheets[0].Rows[i].Cell(h.At["since"])); !ok || d.Format(time.DateOnly) != "2018-09-01" {
			t.Errorf("row %d: %v", i, d)
		}
	}
}

func TestCSV(t *testing.T) {
	const table = "名册\n\n姓名,申报级别,备注\n甲,中级,\"一\n二\"\n乙,高级,\n"
	want := "1 名册\n3 姓名|申报级别|备注\n4 甲|中级|一 二\n5 乙|高级"
	gbk, err := simplifiedchinese.GBK.NewEncoder().Bytes([]byte(table))
	if err != nil {
		t.Fatal(err)
	}
	var utf16le bytes.Buffer
	_ = binary.Write(&utf16le, binary.LittleEndian, utf16.Encode([]rune("\ufeff"+strings.ReplaceAll(table, ",", "\t"))))
	for name, data := range map[string][]byte{"utf-8": []byte(table), "mark": []byte("\ufeff" + table), "gbk": gbk,
		"semicolon": []byte(strings.ReplaceAll(table, ",", ";")), "crlf": []byte(strings.ReplaceAll(table, "\n", "\r\n")), "utf-16": utf16le.Bytes()} {
		b, err := Read(t.Context(), "a.csv", data, Usual)
		if err != nil || len(b.Sheets) != 1 || text(b.Sheets[0]) != want {
			t.Errorf("%s: %v\n%s", name, err, text(b.Sheets[0]))
		}
	}
}

// ole makes a compound file with one directory sector of these names.
func ole(names ...string) []byte {
	data := make([]byte, 512*3)
	copy(data, oleMagic)
	binary.LittleEndian.PutUint16(data[30:], 9)
	binary.LittleEndian.PutUint32(data[48:], 1) // the directory's first sector
	binary.LittleEndian.PutUint32(data[76:], 0) // the table's
	binary.LittleEndian.PutUint32(data[512+4:], 0xFFFFFFFE)
	for i, name := range names {
		e := data[1024+128*i:]
		for j, u := range utf16.Encode([]rune(name)) {
			binary.LittleEndian.PutUint16(e[2*j:], u)
		}
		binary.LittleEndian.PutUint16(e[64:], uint16(2*len(name)+2))
		e[66] = 2
	}
	return data
}

func TestRefused(t *testing.T) {
	filled := func(f *excelize.File) { set(f, "Sheet1", []any{"姓名"}, []any{"甲"}) }
	good := workbook(t, filled)
	var bomb bytes.Buffer
	z := zip.NewWriter(&bomb)
	w, err := z.Create("xl/worksheets/sheet1.xml")
	if err != nil {
		t.Fatal(err)
	}
	for range 200 {
		if _, err := w.Write(make([]byte, 1<<20)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		what, name string
		data       []byte
		want       error
	}{
		{"old", "a.xls", ole("Root Entry", "Workbook"), ErrOldXLS},
		{"older", "a.xls", ole("Root Entry", "Book"), ErrOldXLS},
		{"page", "a.xls", []byte("\ufeff\r\n<html><table>"), ErrOldXLS},
		{"encrypted", "a.xlsx", workbook(t, filled, excelize.Options{Password: "1"}), ErrEncrypted},
		{"document", "a.doc", ole("Root Entry", "WordDocument"), ErrKind},
		{"cut short", "a.xls", oleMagic, ErrKind},
		{"cut", "a.xlsx", good[:len(good)/2], ErrBroken},
		{"not zipped", "a.xlsx", []byte("姓名"), ErrBroken},
		{"another kind", "a.pdf", []byte("%PDF"), ErrKind},
		{"no text", "a.csv", []byte{0x81, 0x20, 0xff, 0xff}, ErrBroken},
		{"bomb", "a.xlsx", bomb.Bytes(), ErrTooLarge},
		{"large", "a.csv", make([]byte, 11<<20), ErrTooLarge},
		{"rows", "a.csv", []byte(strings.Repeat("x\n", 20_001)), ErrTooLarge},
		{"columns", "a.csv", []byte(strings.Repeat("x,", 101)), ErrTooLarge},
		{"cell", "a.csv", []byte(strings.Repeat("长", 2001)), ErrTooLarge},
	} {
		if _, err := Read(t.Context(), c.name, c.data, Usual); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", c.what, err, c.want)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Read(ctx, "a.xlsx", good, Usual); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}

func TestWrittenTextIsNeverAFormula(t *testing.T) {
	rows := []Row{{Cells: []string{"姓名", "说明"}}, {Cells: []string{"=1+1", "@x"}}, {Cells: []string{"＝1", "\x01-2\x00"}}, {Cells: []string{" +3", "普通"}}}
	data, err := Workbook(Sheet{Name: "结果", Rows: rows}, Sheet{Name: "二"})
	if err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	for _, cell := range []string{"A2", "B2", "A3", "B3"} {
		if formula, err := f.GetCellFormula("结果", cell); err != nil || formula != "" {
			t.Errorf("%s: %q, %v", cell, formula, err)
		}
		if kind, err := f.GetCellType("结果", cell); err != nil || kind != excelize.CellTypeInlineString && kind != excelize.CellTypeSharedString {
			t.Errorf("%s: type %v, %v", cell, kind, err)
		}
	}
	b, err := Read(t.Context(), "a.xlsx", data, Usual)
	if err != nil || text(b.Sheets[0]) != "1 姓名|说明\n2 =1+1|@x\n3 ＝1|-2\n4 +3|普通" {
		t.Errorf("%v\n%s", err, text(b.Sheets[0]))
	}
	csv, err := CSV(rows)
	if want := "\ufeff姓名,说明\r\n'=1+1,'@x\r\n'＝1,'-2\r\n'+3,普通\r\n"; err != nil || string(csv) != want {
		t.Errorf("%v %q", err, csv)
	}
}

func TestDates(t *testing.T) {
	for cell, want := range map[string]string{
		"2023-05-01": "2023-05-01", "2023/5/1": "2023-05-01", "2023.5.1": "2023-05-01", "2023年5月1日": "2023-05-01",
		"20230501": "2023-05-01", "45047": "2023-05-01", "45047.5": "2023-05-01", "２０２３．５．１": "2023-05-01", "2023-05-01 00:00": "2023-05-01",
		"": "", "5/6/2023": "", "2023-02-30": "", "2023": "", "1": "", "NaN": "", "昨天": "", "99999999": "",
	} {
		got, ok := Date(cell)
		if ok != (want != "") || ok && got.Format(time.DateOnly) != want {
			t.Errorf("%s: %v, %v", cell, got, ok)
		}
	}
}

func TestAmbiguousColumns(t *testing.T) {
	s := Sheet{Rows: []Row{{1, []string{"姓名", "姓名", "申报级别", "没人要的"}}}}
	h, ok := s.Find(roster)
	if !ok || h.At["name"] != 0 || !slices.Equal(h.Ambiguous, []string{"name"}) || !slices.Equal(h.Twice["name"], []int{0, 1}) || len(h.Missing) != 0 || h.Unknown[3] != "没人要的" {
		t.Errorf("%+v", h)
	}
	for _, order := range [][]string{{"现任", "申报"}, {"申报", "现任"}} {
		s := Sheet{Rows: []Row{{1, []string{"姓名", "聘任", order[0], "", order[1]}}, {2, []string{"姓名", "级别", "级别", "年限", "级别"}}}}
		columns := append(slices.Clone(roster), Column{Key: "level", Headings: []string{"级别", "申报级别"}})
		if h, ok := s.Find(columns[len(roster):]); !ok || s.Rows[0].Cells[h.At["level"]] != "申报" || len(h.Ambiguous) != 0 {
			t.Errorf("%v: %+v", order, h)
		}
	}
	below := Sheet{Rows: []Row{{1, []string{"姓名", "单位", "申报"}}, {2, []string{"", "", "级别", "说明"}}}}
	if h, ok := below.Find(roster); !ok || h.Row != 1 || h.At["name"] != 0 || h.At["unit"] != 1 || h.At["level"] != 2 {
		t.Errorf("headings over empty cells: %+v", h)
	}
	if _, ok := (Sheet{Rows: []Row{{1, []string{"什么"}}}}).Find(roster); ok {
		t.Error("headings where there are none")
	}
}

func FuzzRead(f *testing.F) {
	f.Add("a.xlsx", workbook(f, func(f *excelize.File) { set(f, "Sheet1", []any{"姓名"}, []any{1.5}) }))
	f.Add("a.csv", []byte("a,b\n\"c\nd\",e"))
	f.Add("a.xls", ole("Root Entry", "Workbook"))
	small := Limits{Bytes: 1 << 16, Unzipped: 1 << 20, Sheets: 5, Rows: 100, Columns: 20, Cell: 100}
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		b, err := Read(t.Context(), name, data, small)
		for _, s := range b.Sheets {
			if len(s.Rows) > small.Rows || err != nil {
				t.Errorf("%d rows, %v", len(s.Rows), err)
			}
			s.Find(roster)
			for _, r := range s.Rows {
				if len(r.Cells) > small.Columns || r.Number < 1 {
					t.Errorf("%+v", r)
				}
			}
		}
	})
}

func FuzzDate(f *testing.F) {
	f.Add("2023年5月1日")
	f.Fuzz(func(t *testing.T, cell string) {
		if d, ok := Date(cell); ok && (d.Year() < 1900 || d.Year() > 9999) {
			t.Errorf("%q is %v", cell, d)
		}
	})
}

// large is a roster of 10,000 rows and 20 columns.
func large(tb testing.TB) []byte {
	rows := []Row{{Cells: make([]string, 20)}}
	for i := range rows[0].Cells {
		rows[0].Cells[i] = fmt.Sprint("列", i)
	}
	for i := range 10_000 {
		r := Row{Cells: make([]string, 20)}
		for j := range r.Cells {
			r.Cells[j] = fmt.Sprint("某旗第一中学", i, "-", j)
		}
		rows = append(rows, r)
	}
	data, err := Workbook(Sheet{Name: "名册", Rows: rows})
	if err != nil {
		tb.Fatal(err)
	}
	return data
}

func BenchmarkRead10000(b *testing.B) {
	data := large(b)
	b.ReportAllocs()
	for b.Loop() {
		book, err := Read(b.Context(), "a.xlsx", data, Usual)
		if err != nil || len(book.Sheets[0].Rows) != 10_001 {
			b.Fatal(err)
		}
	}
}

// TestWriteLarge leaves the table of the benchmark for SHEET_READ: SHEET_WRITE=file.
func TestWriteLarge(t *testing.T) {
	file := os.Getenv("SHEET_WRITE")
	data := large(t)
	if len(data) > 10<<20 {
		t.Errorf("%d bytes do not go through a chat", len(data))
	}
	if file == "" {
		return
	}
	if err := os.WriteFile(filepath.Clean(file), data, 0o600); err != nil {
		t.Fatal(err)
	}
}

// A day keeps its meaning however it is shown, also in a workbook that counts from 1904; a number is no day.
func TestDaysAreTakenFromWhatIsKept(t *testing.T) {
	for _, old := range []bool{false, true} {
		kept := 43344.0
		if old {
			kept -= 1462
		}
		data := workbook(t, func(f *excelize.File) {
			if err := f.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &old}); err != nil {
				t.Fatal(err)
			}
			set(f, "Sheet1", []any{kept, kept, kept, kept, 45047})
			for i, format := range []string{"mmm-yy", "m/d/yyyy", "yyyy\"年\"m\"月\"d\"日\"", "dddd", "¥#,##0.00"} {
				style, err := f.NewStyle(&excelize.Style{CustomNumFmt: &format})
				cell, _ := excelize.CoordinatesToCellName(i+1, 1)
				if err == nil {
					err = f.SetCellStyle("Sheet1", cell, cell, style)
				}
				if err != nil {
					t.Fatal(err)
				}
			}
		})
		b, err := Read(t.Context(), "a.xlsx", data, Usual)
		if want := "1 2018-09-01|2018-09-01|2018-09-01|2018-09-01|¥45,047.00"; err != nil || text(b.Sheets[0]) != want {
			t.Errorf("%v %v", err, text(b.Sheets[0]))
		}
	}
}

// TestMain reads one table and ends, so that its memory can be measured from outside: SHEET_READ=file.
func TestMain(m *testing.M) {
	if file := os.Getenv("SHEET_READ"); file != "" {
		data, err := os.ReadFile(filepath.Clean(file))
		if err == nil {
			_, err = Read(context.Background(), file, data, Usual)
		}
		status, _ := os.ReadFile("/proc/self/status")
		peak := regexp.MustCompile(`VmHWM:.*`).Find(status)
		fmt.Printf("%v %s\n", err, peak)
		return
	}
	os.Exit(m.Run())
}

// The same tables are the same file, however many: a message that is handled twice hands over the same.
func TestWorkbookIsTheSame(t *testing.T) {
	var all []Sheet
	for _, name := range []string{"a", "b", "c", "d", "e"} {
		all = append(all, Sheet{Name: name, Rows: []Row{{Cells: []string{name}}}})
	}
	first, err := Workbook(all...)
	for range 5 {
		again, err2 := Workbook(all...)
		if err != nil || err2 != nil || !bytes.Equal(first, again) {
			t.Fatal("it differs", err, err2)
		}
	}
}
