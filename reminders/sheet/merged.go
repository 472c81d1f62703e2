package sheet

import (
	"bytes"
	"encoding/xml"
	"path"
	"regexp"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
)

// merge is a cell that goes down over several rows, in one column.
type merge struct{ column, from, to int } // column from 0, rows as people count

// maxMerges is how many of a sheet are looked at.
const maxMerges = 20_000

var mergeCell = regexp.MustCompile(`<(?:\w+:)?mergeCell\s+ref="([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})"`)

// merges reads which cells of a sheet go down, from the end of its XML: the library would keep the whole sheet for that.
func merges(sheet []byte) (all []merge) {
	at := bytes.LastIndex(sheet, []byte("mergeCells>"))
	if at < 0 {
		return nil
	}
	if begin := bytes.LastIndex(sheet[:at], []byte("mergeCells")); begin >= 0 {
		at = begin
	}
	for _, m := range mergeCell.FindAllSubmatch(sheet[at:], maxMerges) {
		column, err := excelize.ColumnNameToNumber(string(m[1]))
		from, err1 := strconv.Atoi(string(m[2]))
		to, err2 := strconv.Atoi(string(m[3]))
		if err == nil && err1 == nil && err2 == nil && to > from {
			all = append(all, merge{column - 1, from, to})
		}
	}
	return all
}

// spread writes the text of a cell that goes down into the rows below it. Rows without any text of their own stay out.
func spread(s *Sheet, all []merge) {
	at := map[int]int{}
	for i, r := range s.Rows {
		at[r.Number] = i
	}
	for _, m := range all {
		first, ok := at[m.from]
		if !ok {
			continue
		}
		text := s.Rows[first].Cell(m.column)
		for i := first + 1; text != "" && i < len(s.Rows) && s.Rows[i].Number <= m.to; i++ {
			r := &s.Rows[i]
			for len(r.Cells) <= m.column {
				r.Cells = append(r.Cells, "")
			}
			if r.Cells[m.column] == "" {
				r.Cells[m.column] = text
			}
		}
	}
}

// part is the XML of a sheet, or nothing.
func part(f *excelize.File, name string) []byte {
	var book struct {
		Sheets []struct {
			Name string `xml:"name,attr"`
			ID   string `xml:"http://schemas.openxmlformats.org/officeDocument/2006/relationships id,attr"`
		} `xml:"sheets>sheet"`
	}
	var rels struct {
		All []struct {
			ID     string `xml:"Id,attr"`
			Target string `xml:"Target,attr"`
		} `xml:"Relationship"`
	}
	raw := func(part string) []byte {
		data, _ := f.Pkg.Load(part)
		b, _ := data.([]byte)
		return b
	}
	if xml.Unmarshal(raw("xl/workbook.xml"), &book) != nil || xml.Unmarshal(raw("xl/_rels/workbook.xml.rels"), &rels) != nil {
		return nil
	}
	for _, s := range book.Sheets {
		for _, r := range rels.All {
			if s.Name == name && s.ID == r.ID {
				if strings.HasPrefix(r.Target, "/") {
					return raw(r.Target[1:])
				}
				return raw(path.Join("xl", r.Target))
			}
		}
	}
	return nil
}
