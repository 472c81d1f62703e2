package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"time"

	"zhicheng/bot/chat"
	"zhicheng/handlers/access"
	"zhicheng/handlers/people"
)

// Invite keeps an invitation under the hash of its code.
func (s *Store) Invite(ctx context.Context, m chat.Message, codeHash string, i people.Invitation) error {
	scope, err := json.Marshal(i.Scope)
	if err != nil {
		return fmt.Errorf("invite: %w", err)
	}
	err = s.tx(ctx, func(tx *sql.Tx) error {
		n, err := exec(ctx, tx, `INSERT INTO invitations (message, code, role, unit, scope, maker, channel, chat, at, expires, seats, replaces)
			SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12 WHERE NOT EXISTS (SELECT 1 FROM invitations WHERE message = $1)`,
			m.ID, codeHash, i.Role, i.Unit, string(scope), m.From.Person, m.From.Channel, m.From.Chat, millis(m.At), millis(i.Expires), i.Seats, i.Replaces)
		if err != nil || n == 0 {
			return err
		}
		return record(ctx, tx, m.At, m.From.Person, AuditInvited, codeHash[:16], fmt.Sprintf("%s %d seats %d", i.Role, i.Unit, i.Seats))
	})
	if err != nil {
		return fmt.Errorf("invite: %w", err)
	}
	return nil
}

const invitation = `i.id, i.role, i.unit, COALESCE((SELECT name FROM units WHERE id = i.unit), ''), i.scope, i.maker, i.channel, i.chat,
	i.at, i.expires, i.revoked_at IS NOT NULL, i.seats, i.replaces, (SELECT count(*) FROM joins WHERE invitation = i.id AND state <> 'refused')`

func scanInvitation(scan func(...any) error, more ...any) (i people.Invitation, err error) {
	var scope string
	var at, expires int64
	err = scan(append([]any{&i.ID, &i.Role, &i.Unit, &i.UnitName, &scope, &i.Maker.Person, &i.Maker.Channel, &i.Maker.Chat,
		&at, &expires, &i.Revoked, &i.Seats, &i.Replaces, &i.Used}, more...)...)
	if err == nil {
		i.At, i.Expires = fromMillis(at), fromMillis(expires)
		err = json.Unmarshal([]byte(scope), &i.Scope)
	}
	return i, err
}

// Invitations lists somebody's, the newest first.
func (s *Store) Invitations(ctx context.Context, maker string) ([]people.Invitation, error) {
	rows, err := s.db.QueryContext(ctx, `SELECT `+invitation+` FROM invitations i WHERE i.maker = $1 ORDER BY i.id DESC LIMIT 20`, maker)
	all, err := collect(rows, err, func(r *sql.Rows) (people.Invitation, error) { return scanInvitation(r.Scan) })
	if err != nil {
		return nil, fmt.Errorf("list invitations: %w", err)
	}
	return all, nil
}

// Uninvite revokes an invitation of the person who wrote the message; false if there is none such.
func (s *Store) Uninvite(ctx context.Context, m chat.Message, id int64) (ok bool, err error) {
	err = s.tx(ctx, func(tx *sql.Tx) error {
		ok = false
		var revoked bool
		err := tx.QueryRowContext(ctx, `SELECT revoked_at IS NOT NULL FROM invitations WHERE id = $1 AND maker = $2`, id, m.From.Person).Scan(&revoked)
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		if ok = err == nil; err != nil || revoked {
			return err
		}
		if _, err := exec(ctx, tx, `UPDATE invitations SET revoked_at = $2 WHERE id = $1`, id, millis(m.At)); err != nil {
			return err
		}
		return record(ctx, tx, m.At, m.From.Person, AuditUninvited, strconv.FormatInt(id, 10), "")
	})
	if err != nil {
		return false, fmt.Errorf("revoke an invitation: %w", err)
	}
	return ok, nil
}

// Join lets the writer of the message in by a code. Where there are several seats they wait for approval.
func (s *Store) Join(ctx context.Context, m chat.Message, codeHash string) (j people.Join, err error) {
	err = s.tx(ctx, func(tx *sql.Tx) error {
		j = people.Join{Who: m.From}
		if j.Wait, err = s.patience(ctx, tx, m); err != nil || j.Wait > 0 {
			j.State = people.TooSoon
			return err
		}
		var expires int64
		i, err := scanInvitation(tx.QueryRowContext(ctx, `SELECT `+invitation+`, i.expires FROM invitations i WHERE i.code = $1`, codeHash).Scan, &expires)
		if errors.Is(err, sql.ErrNoRows) {
			j.State = people.Wrong
			j.Wait, err = s.wrong(ctx, tx, m)
			return err
		}
		if err != nil {
			return err
		}
		j.Invitation = i
		err = tx.QueryRowContext(ctx, `SELECT id, state FROM joins WHERE invitation = $1 AND person = $2`, i.ID, m.From.Person).Scan(&j.ID, &j.State)
		if !errors.Is(err, sql.ErrNoRows) {
			return err // used before, by this message or another of the same person
		}
		own, err := samePerson(ctx, tx, i.Maker.Person, m.From.Person)
		if err != nil {
			return err
		}
		var closed bool
		if err := tx.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM units WHERE id = $1 AND closed = 1)`, i.Unit).Scan(&closed); err != nil {
			return err
		}
		switch {
		case i.Replaces && own:
			j.State = people.Own
		case i.Revoked:
			j.State = people.Withheld
		case !m.At.Before(i.Expires):
			j.State = people.Expired
		case i.Used >= i.Seats:
			j.State = people.UsedUp
		case closed:
			j.State = people.Closed
		default:
			return join(ctx, tx, m, &j)
		}
		return nil
	})
	if err == nil && j.State == people.Joined {
		err = s.db.QueryRowContext(ctx, `SELECT count(*) FROM unit_chats WHERE unit = $1 AND person = $2 AND shared = 1`,
			j.Invitation.Unit, m.From.Person).Scan(&j.Groups)
	}
	if err != nil {
		return people.Join{}, fmt.Errorf("join: %w", err)
	}
	return j, nil
}

func join(ctx context.Context, tx *sql.Tx, m chat.Message, j *people.Join) error {
	j.State = people.Joined
	if j.Invitation.Seats > 1 {
		j.State = people.Waiting
	}
	err := tx.QueryRowContext(ctx, `INSERT INTO joins (invitation, person, channel, chat, message, state, at)
		VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id`,
		j.Invitation.ID, m.From.Person, m.From.Channel, m.From.Chat, m.ID, j.State, millis(m.At)).Scan(&j.ID)
	if err != nil || j.State == people.Waiting {
		return err
	}
	return admit(ctx, tx, *j, j.Invitation.Maker.Person, m.At)
}

// admit gives what the invitation promises.
func admit(ctx context.Context, tx *sql.Tx, j people.Join, by string, at time.Time) error {
	g := access.Grant{Role: j.Invitation.Role, Unit: j.Invitation.Unit, Scope: j.Invitation.Scope}
	if err := record(ctx, tx, at, j.Who.Person, AuditJoined, strconv.FormatInt(j.Invitation.ID, 10), ""); err != nil {
		return err
	}
	if err := grant(ctx, tx, j.Who.Person, g, by, at); err != nil || g.Role != access.Liaison {
		return err
	}
	if j.Invitation.Replaces {
		if err := succeed(ctx, tx, g.Unit, j.Invitation.Maker.Person, j.Who.Person, at); err != nil {
			return err
		}
	}
	return addUnitChat(ctx, tx, g.Unit, j.Who, at)
}

// succeed puts a person into the place of a unit's liaison, who may have acted from another channel. The groups that
// hear of the unit stay with it.
func succeed(ctx context.Context, tx *sql.Tx, unit int64, maker, person string, at time.Time) error {
	rows, err := tx.QueryContext(ctx, `SELECT g.person FROM grants g WHERE g.role = 'liaison' AND g.unit = $1 AND g.revoked_at IS NULL AND g.person <> $3
		AND (g.person = $2 OR g.person = (SELECT person FROM sign_ins WHERE guest = $2 AND used_by <> '' ORDER BY id DESC LIMIT 1))`, unit, maker, person)
	all, err := collect(rows, err, func(r *sql.Rows) (p string, err error) { return p, r.Scan(&p) })
	for _, gone := range all {
		if err == nil {
			_, err = exec(ctx, tx, `INSERT INTO unit_chats (unit, channel, chat, person, since, shared, unreachable_at, thread)
				SELECT unit, channel, chat, $3, since, shared, unreachable_at, thread FROM unit_chats WHERE unit = $1 AND person = $2 AND shared = 1
				ON CONFLICT (unit, channel, chat, person) DO NOTHING`, unit, gone, person)
		}
		if err == nil {
			err = revoke(ctx, tx, gone, access.Liaison, unit, person, at)
		}
	}
	return err
}

const joined = `SELECT j.id, j.person, j.channel, j.chat, j.state, ` + invitation + ` FROM joins j JOIN invitations i ON i.id = j.invitation`

func scanJoin(scan func(...any) error) (j people.Join, err error) {
	j.Invitation, err = scanInvitation(func(into ...any) error {
		return scan(append([]any{&j.ID, &j.Who.Person, &j.Who.Channel, &j.Who.Chat, &j.State}, into...)...)
	})
	return j, err
}

// JoinsWaiting lists those who wait for approval, the longest waiting first.
func (s *Store) JoinsWaiting(ctx context.Context) ([]people.Join, error) {
	rows, err := s.db.QueryContext(ctx, joined+` WHERE j.state = 'waiting' ORDER BY j.id`)
	all, err := collect(rows, err, func(r *sql.Rows) (people.Join, error) { return scanJoin(r.Scan) })
	if err != nil {
		return nil, fmt.Errorf("list those who wait: %w", err)
	}
	return all, nil
}

// JoinByID reads one; false if there is none.
func (s *Store) JoinByID(ctx context.Context, id int64) (people.Join, bool, error) {
	j, err := scanJoin(s.db.QueryRowContext(ctx, joined+` WHERE j.id = $1`, id).Scan)
	if errors.Is(err, sql.ErrNoRows) {
		return people.Join{}, false, nil
	}
	if err != nil {
		return people.Join{}, false, fmt.Errorf("read a joiner: %w", err)
	}
	return j, true, nil
}

// Decide approves or refuses somebody who waits; ok is false if it was decided before, other than so.
func (s *Store) Decide(ctx context.Context, m chat.Message, id int64, approve bool) (j people.Join, ok bool, err error) {
	to, action := people.Refused, AuditRefused
	if approve {
		to, action = people.Joined, AuditApproved
	}
	err = s.tx(ctx, func(tx *sql.Tx) error {
		ok = false
		j, err = scanJoin(tx.QueryRowContext(ctx, joined+` WHERE j.id = $1`, id).Scan)
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		if err != nil {
			return err
		}
		if ok = j.State == people.Waiting || j.State == to; j.State != people.Waiting {
			return nil
		}
		j.State = to
		if _, err := exec(ctx, tx, `UPDATE joins SET state = $2 WHERE id = $1`, id, to); err != nil {
			return err
		}
		if err := record(ctx, tx, m.At, m.From.Person, action, j.Who.Person, strconv.FormatInt(j.Invitation.ID, 10)); err != nil || !approve {
			return err
		}
		return admit(ctx, tx, j, m.From.Person, m.At)
	})
	if err != nil {
		return people.Join{}, false, fmt.Errorf("decide on a joiner: %w", err)
	}
	return j, ok, nil
}
