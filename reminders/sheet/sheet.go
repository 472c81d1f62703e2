// Package sheet reads tables as people have them, .xlsx and .csv, within bounds, and writes them so that no cell is ever
// a formula.
package sheet

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"path"
	"strings"
	"unicode"
	"unicode/utf8"
)

// What is wrong with a file, for the person who sent it.
var (
	ErrKind      = errors.New("neither .xlsx nor .csv")
	ErrOldXLS    = errors.New("an old .xls, or a page saved under that name")
	ErrEncrypted = errors.New("an encrypted workbook")
	ErrTooLarge  = errors.New("the table is too large")
	ErrBroken    = errors.New("the file is damaged")
)

// Limits bound what is read. Rows counts those that are not empty.
type Limits struct {
	Bytes, Unzipped             int64
	Sheets, Rows, Columns, Cell int // Cell in characters
}

// Usual bounds suit a roster of 10,000 rows.
var Usual = Limits{Bytes: 10 << 20, Unzipped: 96 << 20, Sheets: 20, Rows: 20_000, Columns: 100, Cell: 2000}

// Book is a file's sheets, without hidden ones.
type Book struct{ Sheets []Sheet }

// Sheet is a table. Rows without any text are left out.
type Sheet struct {
	Name string
	Rows []Row
}

// Row is a line of a table, as people see it.
type Row struct {
	Number int      // as the program shows it, from 1
	Cells  []string // trimmed text, dates and numbers as they are shown; valid UTF-8 without control characters
}

// Cell is the text of a column, or nothing beyond the row's end.
func (r Row) Cell(i int) string {
	if i < 0 || i >= len(r.Cells) {
		return ""
	}
	return r.Cells[i]
}

// Read reads a file. Its errors are those above, wrapped, or ctx's.
func Read(ctx context.Context, name string, data []byte, l Limits) (Book, error) {
	book, err := read(ctx, strings.ToLower(path.Ext(name)), data, l)
	if err != nil {
		return Book{}, fmt.Errorf("read a table: %w", err)
	}
	return book, nil
}

func read(ctx context.Context, ext string, data []byte, l Limits) (Book, error) {
	switch {
	case int64(len(data)) > l.Bytes:
		return Book{}, ErrTooLarge
	case bytes.HasPrefix(data, []byte("PK\x03\x04")):
		return readWorkbook(ctx, data, l)
	case bytes.HasPrefix(data, oleMagic):
		return Book{}, oleKind(data)
	case bytes.HasPrefix(bytes.TrimLeft(data, "\xef\xbb\xbf \r\n\t"), []byte("<")):
		return Book{}, ErrOldXLS // a page or XML that calls itself a workbook
	case ext == ".csv" || ext == ".txt":
		return readCSV(ctx, data, l)
	case ext == ".xlsx":
		return Book{}, ErrBroken
	}
	return Book{}, ErrKind
}

// collector takes a sheet's rows within the limits.
type collector struct {
	limits   Limits
	rows     int // of all sheets
	from1904 bool
	sheet    Sheet
}

func (c *collector) add(number int, cells []string) error {
	for i, cell := range cells {
		cells[i] = clean(cell)
		if len(cells[i]) > c.limits.Cell && utf8.RuneCountInString(cells[i]) > c.limits.Cell {
			return fmt.Errorf("%w: a cell of row %d", ErrTooLarge, number)
		}
	}
	for len(cells) > 0 && cells[len(cells)-1] == "" {
		cells = cells[:len(cells)-1]
	}
	if len(cells) == 0 {
		return nil
	}
	if c.rows++; c.rows > c.limits.Rows || len(cells) > c.limits.Columns {
		return fmt.Errorf("%w: %d rows, %d columns in row %d", ErrTooLarge, c.rows, len(cells), number)
	}
	c.sheet.Rows = append(c.sheet.Rows, Row{number, cells})
	return nil
}

// clean is a cell's text for further use: one line breaks at most where the cell does.
func clean(cell string) string {
	cell = strings.Map(func(r rune) rune {
		switch {
		case r == utf8.RuneError || r == '\ufeff' || unicode.Is(unicode.Cf, r):
			return -1
		case r == '\n' || r == '\t' || r == '\r':
			return ' '
		case unicode.IsControl(r):
			return -1
		}
		return r
	}, strings.ToValidUTF8(cell, ""))
	return strings.TrimSpace(cell)
}
