package main

import (
	"context"
	"fmt"

	"zhicheng/store"
)

type backupCmd struct {
	File string `arg:"" help:"The copy; it must not be there yet." type:"path"`
	DB   string `help:"The database." env:"ZHICHENG_DB" default:"data/zhicheng.db" type:"existingfile"`
}

// Help is shown by --help.
func (backupCmd) Help() string {
	return "The copy is consistent while serve goes on. Keep the key of the pseudonyms (the database's name with .key) too.\n\nExample:\n\n  zhicheng backup zhicheng-copy.db"
}

// Run copies the database.
func (c backupCmd) Run(ctx context.Context, out streams) error {
	s, err := store.OpenExisting(ctx, c.DB)
	if err != nil {
		return err
	}
	defer func() { _ = s.Close() }()
	if err := s.Backup(ctx, c.File); err != nil {
		return err
	}
	_, err = fmt.Fprintln(out.out, c.File)
	return err
}
