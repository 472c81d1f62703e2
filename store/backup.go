package store

import (
	"context"
	"errors"
	"fmt"
	"os"
)

// Backup writes a consistent copy to a new file that only its owner may read, while others go on writing.
func (s *Store) Backup(ctx context.Context, file string) error {
	f, err := os.OpenFile(file, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("back up: %w", err)
	}
	if err = f.Close(); err == nil {
		_, err = s.db.ExecContext(ctx, `VACUUM INTO $1`, file)
	}
	if err == nil {
		err = syncFile(file)
	}
	if err != nil {
		return errors.Join(fmt.Errorf("back up: %w", err), os.Remove(file))
	}
	return nil
}

func syncFile(file string) error {
	f, err := os.OpenFile(file, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
