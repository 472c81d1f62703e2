package sheet

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

// readCSV reads a .csv as one sheet without a name.
func readCSV(ctx context.Context, data []byte, l Limits) (Book, error) {
	text, err := decode(data)
	if err != nil {
		return Book{}, err
	}
	r := csv.NewReader(strings.NewReader(text))
	r.Comma, r.FieldsPerRecord, r.LazyQuotes, r.ReuseRecord = separator(text), -1, true, false
	c := collector{limits: l}
	within := 0 // line breaks inside of cells so far: a program counts such a record as one row
	for {
		if err := ctx.Err(); err != nil {
			return Book{}, err
		}
		cells, err := r.Read()
		if errors.Is(err, io.EOF) {
			return Book{[]Sheet{c.sheet}}, nil
		}
		if err != nil {
			return Book{}, fmt.Errorf("%w: %w", ErrBroken, err)
		}
		line, _ := r.FieldPos(0)
		number := line - within
		for _, cell := range cells {
			within += strings.Count(cell, "\n")
		}
		if err := c.add(number, cells); err != nil {
			return Book{}, err
		}
	}
}

// decode reads UTF-8 with and without a mark, UTF-16 with one, and else GB18030, of which GBK and GB2312 are parts.
func decode(data []byte) (string, error) {
	switch {
	case bytes.HasPrefix(data, []byte("\xff\xfe")), bytes.HasPrefix(data, []byte("\xfe\xff")):
		out, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder().Bytes(data)
		if err != nil {
			return "", fmt.Errorf("%w: %w", ErrBroken, err)
		}
		return string(out), nil
	case utf8.Valid(data):
		return strings.TrimPrefix(string(data), "\ufeff"), nil
	}
	out, err := simplifiedchinese.GB18030.NewDecoder().Bytes(data)
	if err != nil || bytes.ContainsRune(out, utf8.RuneError) {
		return "", fmt.Errorf("%w: neither UTF-8 nor GB18030", ErrBroken)
	}
	return string(out), nil
}

// separator is the one of the usual signs that the first lines have most often.
func separator(text string) rune {
	head := text[:min(len(text), 4096)]
	best, most := ',', strings.Count(head, ",")
	for _, sign := range ";\t" {
		if n := strings.Count(head, string(sign)); n > most {
			best, most = sign, n
		}
	}
	return best
}
