package sheet

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"

	"github.com/xuri/excelize/v2"
)

// readWorkbook reads an .xlsx row by row.
func readWorkbook(ctx context.Context, data []byte, l Limits) (book Book, err error) {
	defer func() { // what somebody made to crash the library is a damaged file, not the end of the program
		if p := recover(); p != nil {
			book, err = Book{}, fmt.Errorf("%w: %v", ErrBroken, p)
		}
	}()
	if err := unzipped(data, l.Unzipped); err != nil {
		return Book{}, err
	}
	// Both limits are the same so that nothing of the file is put down in a temporary one.
	f, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{UnzipSizeLimit: l.Unzipped, UnzipXMLSizeLimit: l.Unzipped,
		ShortDatePattern: "yyyy-mm-dd", LongDatePattern: "yyyy-mm-dd"})
	if err != nil {
		return Book{}, opened(err)
	}
	defer func() { _ = f.Close() }()
	names := f.GetSheetList()
	if len(names) > l.Sheets {
		return Book{}, fmt.Errorf("%w: %d sheets", ErrTooLarge, len(names))
	}
	props, err := f.GetWorkbookProps()
	if err != nil {
		return Book{}, fmt.Errorf("%w: %w", ErrBroken, err)
	}
	c := collector{limits: l, from1904: props.Date1904 != nil && *props.Date1904}
	for _, name := range names {
		if visible, err := f.GetSheetVisible(name); err != nil || !visible {
			continue
		}
		c.sheet = Sheet{Name: clean(name)}
		if err := c.read(ctx, f, name); err != nil {
			return Book{}, err
		}
		spread(&c.sheet, merges(part(f, name)))
		book.Sheets = append(book.Sheets, c.sheet)
	}
	return book, nil
}

// read goes through a sheet twice in step: as it is shown and as it is kept. A day is taken from what is kept, because
// shown as "Sep-18" it is none any more.
func (c *collector) read(ctx context.Context, f *excelize.File, name string) error {
	shown, err := f.Rows(name)
	if errors.As(err, new(excelize.ErrSheetNotExist)) {
		return nil // a chart
	}
	if err != nil {
		return fmt.Errorf("%w: %w", ErrBroken, err)
	}
	defer func() { _ = shown.Close() }()
	kept, err := f.Rows(name)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrBroken, err)
	}
	defer func() { _ = kept.Close() }()
	for n := 1; shown.Next() && kept.Next(); n++ {
		if err := ctx.Err(); err != nil {
			return err
		}
		cells, err1 := shown.Columns()
		raw, err2 := kept.Columns(excelize.Options{RawCellValue: true})
		if err := errors.Join(err1, err2); err != nil {
			return fmt.Errorf("%w: row %d: %w", ErrBroken, n, err)
		}
		for i := range min(len(cells), len(raw)) {
			cells[i] = dated(cells[i], raw[i], c.from1904)
		}
		if err := c.add(n, cells); err != nil {
			return err
		}
	}
	if err := errors.Join(shown.Error(), kept.Error()); err != nil {
		return fmt.Errorf("%w: %w", ErrBroken, err)
	}
	return nil
}

// parts is how many files an .xlsx may hold.
const parts = 2000

// unzipped refuses what says that it is too large; what lies about it is refused when it is read.
func unzipped(data []byte, limit int64) error {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return fmt.Errorf("%w: %w", ErrBroken, err)
	}
	var total uint64
	for _, f := range z.File {
		if total += f.UncompressedSize64; total > uint64(limit) || len(z.File) > parts {
			return ErrTooLarge
		}
	}
	return nil
}

func opened(err error) error {
	if errors.Is(err, excelize.ErrWorkbookPassword) {
		return ErrEncrypted
	}
	return fmt.Errorf("%w: %w", ErrBroken, err)
}
