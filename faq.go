package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"zhicheng/knowledge"
	"zhicheng/knowledge/faq"
	"zhicheng/knowledge/packs"
	"zhicheng/knowledge/strict"
	"zhicheng/reminders/units"
	"zhicheng/store"
)

type faqCmd struct {
	List   faqListCmd   `cmd:"" help:"List the maintained answers; those that are over or have not begun are marked."`
	Export faqExportCmd `cmd:"" help:"Print the maintained answers as YAML."`
	Import faqImportCmd `cmd:"" help:"Add maintained answers from YAML; one that shares a form with an answer replaces it."`
}

// faqFlags choose the database.
type faqFlags struct {
	DB string `help:"The database." env:"ZHICHENG_DB" default:"data/zhicheng.db" placeholder:"FILE"`
}

func (f faqFlags) with(ctx context.Context, run func(*store.Store) error) error {
	s, err := store.OpenExisting(ctx, f.DB)
	if err != nil {
		return err
	}
	return errors.Join(run(s), s.Close())
}

type faqListCmd struct {
	faqFlags
	AsOf string `help:"The day; today if not given." placeholder:"YYYY-MM-DD"`
}

// Help is shown by --help.
func (faqListCmd) Help() string { return "Example:\n\n  zhicheng faq list --db data/zhicheng.db" }

// Run prints a line an answer.
func (c faqListCmd) Run(ctx context.Context, s streams) error {
	at, err := civilDay(c.AsOf)
	if err != nil {
		return err
	}
	return c.with(ctx, func(db *store.Store) error {
		all, err := db.FAQs(ctx)
		for _, e := range all {
			mark := "valid"
			switch {
			case e.Over(at):
				mark = "over"
			case !e.Begun(at):
				mark = "ahead"
			}
			fmt.Fprintf(s.out, "%d\t%s\t%s\t%s\t%s\n", e.ID, mark, e.Until.Format(time.DateOnly), e.Office, e.Forms[0])
		}
		return err
	})
}

type faqExportCmd struct{ faqFlags }

// Help is shown by --help.
func (faqExportCmd) Help() string { return "Example:\n\n  zhicheng faq export > faq.yaml" }

// Run prints the file that import reads.
func (c faqExportCmd) Run(ctx context.Context, s streams) error {
	return c.with(ctx, func(db *store.Store) error {
		all, err := db.FAQs(ctx)
		if err != nil {
			return err
		}
		_, err = s.out.Write(faq.Write(all))
		return err
	})
}

type faqImportCmd struct {
	packFlags
	faqFlags
	File string `arg:"" help:"The file that export prints; - reads standard input."`
}

// Help is shown by --help.
func (faqImportCmd) Help() string { return "Example:\n\n  zhicheng faq import faq.yaml" }

// Run imports all of the file or, when anything in it is wrong, nothing.
func (c faqImportCmd) Run(ctx context.Context, s streams) error {
	p, err := c.load()
	if err != nil {
		return err
	}
	data, err := c.read(s.in)
	if err != nil {
		return err
	}
	known, err := c.known(p)
	if err != nil {
		return err
	}
	plain := func(form string) string { return knowledge.PlainIn(p.Material.Language, form) }
	entries, err := faq.Read(c.File, data, known, plain)
	if err != nil {
		return err
	}
	return c.with(ctx, func(db *store.Store) error {
		has, err := db.FAQs(ctx)
		if err != nil {
			return err
		}
		changes, err := faq.Merge(c.File, has, entries, plain)
		if err != nil {
			return err
		}
		if err := db.ImportFAQs(ctx, changes, civilNow()); err != nil {
			return err
		}
		added := 0
		for _, e := range changes {
			if e.ID == 0 {
				added++
			}
		}
		fmt.Fprintf(s.out, "%d added, %d changed, %d unchanged\n", added, len(changes)-added, len(entries)-len(changes))
		return nil
	})
}

// known is what a file of answers may name.
func (c faqImportCmd) known(p *packs.Pack) (k faq.Known, err error) {
	rules, err := openBook(c.Packs, p)
	if err != nil {
		return k, err
	}
	k = faq.Known{Notice: p.Notice, Districts: p.Districts}
	for _, s := range (&house{pack: p, book: rules}).series() {
		k.Series = append(k.Series, s.ID)
	}
	for _, t := range units.Titles {
		k.Levels = append(k.Levels, string(t))
	}
	return k, nil
}

func (c faqImportCmd) read(in io.Reader) ([]byte, error) {
	from := in
	if c.File != "-" {
		f, err := os.Open(c.File)
		if err != nil {
			return nil, fmt.Errorf("read the answers: %w", err)
		}
		defer func() { _ = f.Close() }()
		from = f
	}
	data, err := io.ReadAll(io.LimitReader(from, strict.MaxBytes+1))
	if err != nil {
		return nil, fmt.Errorf("read the answers: %w", err)
	}
	return data, nil
}
