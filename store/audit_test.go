package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"sync"
	"testing"
	"time"
)

// audited is a store with n entries, and their head.
func audited(t *testing.T, n int) (*Store, AuditHead) {
	s, err := Open(t.Context(), filepath.Join(t.TempDir(), "a.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	for i := range n {
		enter(t, s, fmt.Sprintf("u%d", i))
	}
	head, err := s.VerifyAudit(t.Context(), AuditHead{})
	if err != nil || head.Seq != int64(n) {
		t.Fatalf("%v, %v", head, err)
	}
	return s, head
}

func enter(t *testing.T, s *Store, object string) {
	err := s.tx(t.Context(), func(tx *sql.Tx) error {
		return record(t.Context(), tx, time.UnixMilli(1683700000123), "somebody", AuditUnitAdded, object, "x")
	})
	if err != nil {
		t.Error(err)
	}
}

func TestTamperingWithTheAuditIsFound(t *testing.T) {
	for name, do := range map[string]string{
		"change an actor":      `UPDATE audit SET actor = 'another' WHERE seq = 3`,
		"change a time":        `UPDATE audit SET at = at + 1 WHERE seq = 3`,
		"move text between":    `UPDATE audit SET object = object || 'x', detail = '' WHERE seq = 3`,
		"change a hash":        `UPDATE audit SET hash = substr(hash, 2) || 'z' WHERE seq = 5`,
		"delete in the middle": `DELETE FROM audit WHERE seq = 3`,
		"delete the first":     `DELETE FROM audit WHERE seq = 1`,
		"close the gap":        `DELETE FROM audit WHERE seq = 3; UPDATE audit SET seq = seq - 1 WHERE seq > 3`,
		"cut off the end":      `DELETE FROM audit WHERE seq > 3`,
		"delete everything":    `DELETE FROM audit`,
		"swap two":             `UPDATE audit SET seq = 99 WHERE seq = 2; UPDATE audit SET seq = 2 WHERE seq = 3; UPDATE audit SET seq = 3 WHERE seq = 99`,
		"insert one":           `INSERT INTO audit SELECT 6, at, 'x', action, object, detail, hash, substr(hash, 2) || 'z' FROM audit WHERE seq = 5`,
	} {
		s, head := audited(t, 5)
		if _, err := s.db.ExecContext(t.Context(), do); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := s.VerifyAudit(t.Context(), head); !errors.Is(err, ErrAudit) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Who makes a whole new chain is found out by a head that was noted before.
func TestANewChainIsNotTheOldOne(t *testing.T) {
	_, noted := audited(t, 5)
	other, _ := audited(t, 0)
	for range 7 {
		enter(t, other, "forged")
	}
	if _, err := other.VerifyAudit(t.Context(), AuditHead{}); err != nil {
		t.Errorf("a chain is not whole: %v", err)
	}
	if _, err := other.VerifyAudit(t.Context(), noted); !errors.Is(err, ErrAudit) {
		t.Errorf("a new chain passes for the old one: %v", err)
	}
}

func TestRacingWritersKeepOneChain(t *testing.T) {
	s, _ := audited(t, 0)
	var writing sync.WaitGroup
	for i := range 8 {
		writing.Go(func() {
			for j := range 10 {
				enter(t, s, fmt.Sprint(i, j))
			}
		})
	}
	writing.Wait()
	if head, err := s.VerifyAudit(t.Context(), AuditHead{}); err != nil || head.Seq != 80 {
		t.Errorf("%v, %v", head, err)
	}
}

func TestWhatIsRolledBackIsNotRecorded(t *testing.T) {
	s, head := audited(t, 2)
	trouble := errors.New("trouble")
	err := s.tx(t.Context(), func(tx *sql.Tx) error {
		if err := record(context.Background(), tx, time.UnixMilli(1), "x", AuditEvent, "", ""); err != nil {
			return err
		}
		return trouble
	})
	if !errors.Is(err, trouble) {
		t.Fatal(err)
	}
	if now, err := s.VerifyAudit(t.Context(), head); err != nil || now != head {
		t.Errorf("%v, %v", now, err)
	}
}
