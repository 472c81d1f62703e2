package sheet

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/unicode/norm"
	"golang.org/x/text/width"
)

// Workbook writes tables as an .xlsx, the first row of each as headings. Every cell is text.
func Workbook(sheets ...Sheet) ([]byte, error) {
	f := excelize.NewFile()
	defer func() { _ = f.Close() }()
	bold, err := f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}, Alignment: &excelize.Alignment{WrapText: true, Vertical: "center"}})
	if err != nil {
		return nil, fmt.Errorf("write a workbook: %w", err)
	}
	for i, s := range sheets {
		if i == 0 {
			err = f.SetSheetName("Sheet1", s.Name)
		} else {
			_, err = f.NewSheet(s.Name)
		}
		if err == nil {
			err = s.write(f, bold)
		}
		if err != nil {
			return nil, fmt.Errorf("write a workbook: sheet %d: %w", i+1, err)
		}
	}
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		return nil, fmt.Errorf("write a workbook: %w", err)
	}
	return ordered(out.Bytes())
}

// ordered puts the parts of a workbook in the order of their names: the library writes several sheets in any order, and
// the same tables must be the same file.
func ordered(data []byte) ([]byte, error) {
	in, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, fmt.Errorf("write a workbook: %w", err)
	}
	slices.SortFunc(in.File, func(a, b *zip.File) int { return strings.Compare(a.Name, b.Name) })
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, f := range in.File {
		if err := w.Copy(f); err != nil {
			return nil, fmt.Errorf("write a workbook: %w", err)
		}
	}
	if err := w.Close(); err != nil {
		return nil, fmt.Errorf("write a workbook: %w", err)
	}
	return out.Bytes(), nil
}

func (s Sheet) write(f *excelize.File, bold int) error {
	w, err := f.NewStreamWriter(s.Name)
	if err != nil {
		return err
	}
	for i, n := range s.widths() {
		if err := w.SetColWidth(i+1, i+1, n); err != nil {
			return err
		}
	}
	if err := w.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	for i, r := range s.Rows {
		cells := make([]any, len(r.Cells))
		for at, text := range r.Cells {
			cells[at] = clean(text)
			if i == 0 {
				cells[at] = excelize.Cell{StyleID: bold, Value: clean(text)}
			}
		}
		if err := w.SetRow(fmt.Sprintf("A%d", i+1), cells); err != nil {
			return err
		}
	}
	return w.Flush()
}

// The narrowest and widest column, and how many rows are measured.
const (
	narrow, wide = 6, 50
	measured     = 500
)

// widths are the columns' widths in half signs, a Chinese one being two.
func (s Sheet) widths() (all []float64) {
	for _, r := range s.Rows[:min(len(s.Rows), measured)] {
		for i, text := range r.Cells {
			if i == len(all) {
				all = append(all, narrow)
			}
			all[i] = max(all[i], min(float64(halves(text)+2), wide))
		}
	}
	return all
}

func halves(text string) (n int) {
	for _, r := range text {
		n++
		if k := width.LookupRune(r).Kind(); k == width.EastAsianWide || k == width.EastAsianFullwidth {
			n++
		}
	}
	return n
}

// CSV writes rows for programs that open .csv: UTF-8 with a mark, and no field that such a program would calculate.
func CSV(rows []Row) ([]byte, error) {
	out := bytes.NewBufferString("\ufeff")
	w := csv.NewWriter(out)
	w.UseCRLF = true
	for _, r := range rows {
		cells := make([]string, len(r.Cells))
		for i, text := range r.Cells {
			cells[i] = neutral(clean(text))
		}
		if err := w.Write(cells); err != nil {
			return nil, fmt.Errorf("write a .csv: %w", err)
		}
	}
	w.Flush()
	if err := w.Error(); err != nil {
		return nil, fmt.Errorf("write a .csv: %w", err)
	}
	return out.Bytes(), nil
}

// neutral puts an apostrophe before what a program takes for a formula.
func neutral(text string) string {
	first := strings.TrimLeftFunc(text, unicode.IsSpace)
	if first != "" && strings.ContainsAny(norm.NFKC.String(first)[:1], "=+-@") {
		return "'" + text
	}
	return text
}
