package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"time"
)

// What is recorded. A store method that changes somebody's rights, dates, units, applications or announcements records
// it in the same transaction by record.
const (
	AuditGranted    = "granted"
	AuditRevoked    = "revoked"
	AuditInvited    = "invited"
	AuditUninvited  = "invitation revoked"
	AuditJoined     = "joined"
	AuditApproved   = "join approved"
	AuditRefused    = "join refused"
	AuditSignedIn   = "signed in"
	AuditSignedOut  = "signed out"
	AuditUnitAdded  = "unit added"
	AuditUnitEdited = "unit changed"
	AuditUnitClosed = "unit closed"
	AuditWindow     = "publicity window"
	AuditReported   = "reported"
	AuditUnreported = "report withdrawn"
	AuditDate       = "date entered"
	AuditConfirmed  = "date confirmed"
	AuditWithdrawn  = "date withdrawn"
	AuditEvent      = "event recorded"
	AuditCommittee  = "committee changed"
	AuditDone       = "committee's date done"
	AuditUndone     = "committee's date not done"
	AuditAnnounced  = "announcement confirmed"
	AuditSeconded   = "announcement confirmed by a second"
	AuditPaused     = "campaign paused"
	AuditResumed    = "campaign resumed"
	AuditCancelled  = "campaign cancelled"
	AuditRepeated   = "campaign sent again"
	AuditRecalled   = "campaign recalled"
	AuditRoster     = "roster read in"
	AuditGivenUp    = "roster row given up"
	AuditMoved      = "application moved"
	AuditCodes      = "binding codes made"
	AuditBound      = "application bound"
	AuditUnbound    = "application unbound"
	AuditReleased   = "application's bindings ended"
	AuditByCard     = "binding by card"
	AuditCase       = "case"
	AuditFAQ        = "maintained answer"
	AuditGroupOn    = "unit reminded in a group"
	AuditGroupOff   = "unit no longer reminded in a group"
)

// The actors that are nobody.
const (
	ByCommandLine = "cli"
	ByProgram     = "program"
)

// AuditEntry is one thing that was done. It holds pseudonyms, ids, numbers and hashes, never a text or a name.
type AuditEntry struct {
	Seq    int64     `json:"seq"`
	At     time.Time `json:"at"`
	Actor  string    `json:"actor"`
	Action string    `json:"action"`
	Object string    `json:"object"`
	Detail string    `json:"detail"`
	Prev   string    `json:"prev"`
	Hash   string    `json:"hash"`
}

// AuditHead is where the chain ends. It is logged daily: whoever has an old one can tell whether anything before it was
// changed or cut off.
type AuditHead struct {
	Seq  int64
	Hash string
}

func (h AuditHead) String() string { return fmt.Sprintf("%d:%s", h.Seq, h.Hash) }

// sum binds the entry to everything before it. The hash has no key: who exports the chain can verify it without any
// secret; who can write to the database could make a new chain in either case, and is found out by an old head.
func (e AuditEntry) sum() string {
	h := sha256.New()
	for _, field := range []string{fmt.Sprint(e.Seq), fmt.Sprint(millis(e.At)), e.Actor, e.Action, e.Object, e.Detail, e.Prev} {
		_ = binary.Write(h, binary.BigEndian, uint32(len(field)))
		h.Write([]byte(field))
	}
	return hex.EncodeToString(h.Sum(nil))
}

// record adds an entry to the chain, in the transaction of what it tells of. Two who are at it at once get the same
// number, which only one of them can commit.
func record(ctx context.Context, tx *sql.Tx, at time.Time, actor, action, object, detail string) error {
	head, err := auditHead(ctx, tx)
	if err != nil {
		return fmt.Errorf("record %s: %w", action, err)
	}
	e := AuditEntry{Seq: head.Seq + 1, At: at, Actor: actor, Action: action, Object: object, Detail: detail, Prev: head.Hash}
	_, err = exec(ctx, tx, `INSERT INTO audit (seq, at, actor, action, object, detail, prev, hash)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`, e.Seq, millis(e.At), e.Actor, e.Action, e.Object, e.Detail, e.Prev, e.sum())
	if err != nil {
		return fmt.Errorf("record %s: %w", action, err)
	}
	return nil
}

func auditHead(ctx context.Context, q queryer) (h AuditHead, err error) {
	err = q.QueryRowContext(ctx, `SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1`).Scan(&h.Seq, &h.Hash)
	if errors.Is(err, sql.ErrNoRows) {
		return AuditHead{}, nil
	}
	return h, err
}

// AuditHead is the end of the chain; the zero head if nothing was recorded yet.
func (s *Store) AuditHead(ctx context.Context) (AuditHead, error) {
	h, err := auditHead(ctx, s.db)
	if err != nil {
		return AuditHead{}, fmt.Errorf("read the head of the audit: %w", err)
	}
	return h, nil
}

// EachAudit hands over the entries in their order until do fails.
func (s *Store) EachAudit(ctx context.Context, do func(AuditEntry) error) error {
	rows, err := s.db.QueryContext(ctx, `SELECT seq, at, actor, action, object, detail, prev, hash FROM audit ORDER BY seq`)
	if err != nil {
		return fmt.Errorf("read the audit: %w", err)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var e AuditEntry
		var at int64
		if err := rows.Scan(&e.Seq, &at, &e.Actor, &e.Action, &e.Object, &e.Detail, &e.Prev, &e.Hash); err != nil {
			return fmt.Errorf("read the audit: %w", err)
		}
		e.At = fromMillis(at)
		if err := do(e); err != nil {
			return err
		}
	}
	return rows.Err()
}

// ErrAudit says that the chain is not what was written.
var ErrAudit = errors.New("the audit was tampered with")

// VerifyAudit follows the chain from its first entry and compares it with a head that was noted before; the zero head
// compares with nothing. It returns the head, or ErrAudit with the first entry that is wrong.
func (s *Store) VerifyAudit(ctx context.Context, noted AuditHead) (head AuditHead, err error) {
	err = s.EachAudit(ctx, func(e AuditEntry) error {
		if e.Seq != head.Seq+1 || e.Prev != head.Hash || e.Hash != e.sum() {
			return fmt.Errorf("%w at %d", ErrAudit, head.Seq+1)
		}
		if head = (AuditHead{e.Seq, e.Hash}); e.Seq == noted.Seq && e.Hash != noted.Hash {
			return fmt.Errorf("%w: %d is not what was noted", ErrAudit, e.Seq)
		}
		return nil
	})
	if err == nil && head.Seq < noted.Seq {
		err = fmt.Errorf("%w: it ends at %d, before %d that was noted", ErrAudit, head.Seq, noted.Seq)
	}
	return head, err
}
