package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"zhicheng/bot/chat"
	"zhicheng/handlers/access"
	"zhicheng/handlers/people"
)

// Who gives a grant without being a person.
const (
	BySettings = "settings"
	BySandbox  = "sandbox"
)

// Grants lists what a person was given, also what belongs to the person as whom they are signed in.
func (s *Store) Grants(ctx context.Context, person string) ([]access.Grant, error) {
	all, err := grantsOf(ctx, s.db, person, s.Machine())
	if err != nil {
		return nil, fmt.Errorf("read a person's grants: %w", err)
	}
	return all, nil
}

func grantsOf(ctx context.Context, q queryer, person string, now time.Time) ([]access.Grant, error) {
	rows, err := q.QueryContext(ctx, `SELECT role, unit, scope FROM grants WHERE revoked_at IS NULL AND
		(person = $1 OR person IN (SELECT person FROM sign_ins WHERE guest = $1 AND until > $2 AND ended = 0))
		ORDER BY id`, person, millis(now))
	return collect(rows, err, scanGrant)
}

func scanGrant(r *sql.Rows) (g access.Grant, err error) {
	var scope string
	if err = r.Scan(&g.Role, &g.Unit, &scope); err == nil {
		err = json.Unmarshal([]byte(scope), &g.Scope)
	}
	return g, err
}

// grant gives something; what was revoked is given again.
func grant(ctx context.Context, tx *sql.Tx, person string, g access.Grant, by string, at time.Time) error {
	scope, err := json.Marshal(g.Scope)
	if err != nil {
		return err
	}
	n, err := exec(ctx, tx, `INSERT INTO grants (person, role, unit, scope, given_by, at) VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (person, role, unit) DO UPDATE SET scope = excluded.scope, given_by = excluded.given_by,
			at = excluded.at, revoked_at = NULL
		WHERE grants.revoked_at IS NOT NULL OR grants.scope <> excluded.scope`,
		person, g.Role, g.Unit, string(scope), by, millis(at))
	if err != nil || n == 0 {
		return err
	}
	return record(ctx, tx, at, by, AuditGranted, person, fmt.Sprintf("%s %d", g.Role, g.Unit))
}

// Grant gives something on behalf of the program, unless the person had it before, revoked or not.
func (s *Store) Grant(ctx context.Context, person string, g access.Grant, by string, at time.Time) error {
	err := s.tx(ctx, func(tx *sql.Tx) error {
		var had bool
		err := tx.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM grants WHERE person = $1 AND role = $2 AND unit = $3)`,
			person, g.Role, g.Unit).Scan(&had)
		if err != nil || had {
			return err
		}
		return grant(ctx, tx, person, g, by, at)
	})
	if err != nil {
		return fmt.Errorf("grant: %w", err)
	}
	return nil
}

// SetAdmins makes exactly these the admins that the settings name; admins by other ways stay.
func (s *Store) SetAdmins(ctx context.Context, persons []string, at time.Time) error {
	err := s.tx(ctx, func(tx *sql.Tx) error {
		named := map[string]bool{}
		for _, p := range persons {
			named[p] = true
			if err := grant(ctx, tx, p, access.Grant{Role: access.Admin}, BySettings, at); err != nil {
				return err
			}
		}
		rows, err := tx.QueryContext(ctx, `SELECT person FROM grants WHERE role = 'admin' AND given_by = $1 AND revoked_at IS NULL ORDER BY id`, BySettings)
		was, err := collect(rows, err, func(r *sql.Rows) (p string, err error) { return p, r.Scan(&p) })
		for _, p := range was {
			if err == nil && !named[p] {
				err = revoke(ctx, tx, p, access.Admin, 0, BySettings, at)
			}
		}
		return err
	})
	if err != nil {
		return fmt.Errorf("make the admins of the settings: %w", err)
	}
	return nil
}

func revoke(ctx context.Context, tx *sql.Tx, person string, role access.Role, unit int64, by string, at time.Time) error {
	n, err := exec(ctx, tx, `UPDATE grants SET revoked_at = $4 WHERE person = $1 AND role = $2 AND unit = $3 AND revoked_at IS NULL`,
		person, role, unit, millis(at))
	if err != nil || n == 0 {
		return err
	}
	// What the person handed out before must not let anybody in any more.
	_, err = exec(ctx, tx, `UPDATE invitations SET revoked_at = $4 WHERE revoked_at IS NULL AND ($2 <> 'liaison' OR role = 'liaison' AND unit = $3)
		AND (maker = $1 OR maker IN (SELECT guest FROM sign_ins WHERE person = $1))`, person, role, unit, millis(at))
	if err != nil {
		return err
	}
	if role == access.Staff {
		if err := freeCases(ctx, tx, person); err != nil {
			return err
		}
	}
	if role == access.Liaison {
		for _, q := range []string{
			`DELETE FROM unit_chats WHERE unit = $1 AND person = $2`,
			// What still waits about this unit alone. What tells of others too still goes.
			`UPDATE outbox SET ` + withdrawn + ` WHERE state = 'queued' AND person = $2
				AND id IN (SELECT recipient FROM reminders WHERE unit = $1)
				AND NOT EXISTS (SELECT 1 FROM reminders r WHERE r.recipient = outbox.id AND r.unit <> $1)`,
		} {
			if _, err := exec(ctx, tx, q, unit, person); err != nil {
				return err
			}
		}
	}
	return record(ctx, tx, at, by, AuditRevoked, person, fmt.Sprintf("%s %d", role, unit))
}

// HasAdmin says whether anybody is admin.
func (s *Store) HasAdmin(ctx context.Context) (has bool, err error) {
	err = s.db.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM grants WHERE role = 'admin' AND revoked_at IS NULL)`).Scan(&has)
	if err != nil {
		return false, fmt.Errorf("look for an admin: %w", err)
	}
	return has, nil
}

// StaffChat is where a staff member or an admin reads.
type StaffChat struct {
	To    chat.Conversation
	Role  access.Role
	Scope access.Scope
	Since time.Time
}

// StaffChats lists where staff and admins can be reached in private; who is both is there twice.
func (s *Store) StaffChats(ctx context.Context) ([]StaffChat, error) {
	all, err := staffChats(ctx, s.db)
	if err != nil {
		return nil, fmt.Errorf("read where staff can be reached: %w", err)
	}
	return all, nil
}

func staffChats(ctx context.Context, q queryer) ([]StaffChat, error) {
	rows, err := q.QueryContext(ctx, `SELECT c.channel, c.chat, c.person, g.role, g.scope, g.at FROM grants g JOIN chats c ON c.person = g.person
		WHERE g.role IN ('staff', 'admin') AND g.revoked_at IS NULL AND c.unreachable_at IS NULL
		ORDER BY c.channel, c.chat, c.person, g.role DESC`)
	return collect(rows, err, func(r *sql.Rows) (c StaffChat, err error) {
		var scope string
		var at int64
		if err = r.Scan(&c.To.Channel, &c.To.Chat, &c.To.Person, &c.Role, &scope, &at); err == nil {
			c.Since = fromMillis(at)
			err = json.Unmarshal([]byte(scope), &c.Scope)
		}
		return c, err
	})
}

const holders = `SELECT g.id, g.person, g.role, g.unit, g.scope, g.at, COALESCE(u.name, '')
	FROM grants g LEFT JOIN units u ON u.id = g.unit WHERE g.revoked_at IS NULL`

func scanHolder(scan func(...any) error) (h people.Holder, err error) {
	var scope string
	var at int64
	if err = scan(&h.ID, &h.Person, &h.Grant.Role, &h.Grant.Unit, &scope, &at, &h.UnitName); err == nil {
		h.Since = fromMillis(at)
		err = json.Unmarshal([]byte(scope), &h.Grant.Scope)
	}
	return h, err
}

// Holders lists everybody who was given something.
func (s *Store) Holders(ctx context.Context) ([]people.Holder, error) {
	rows, err := s.db.QueryContext(ctx, holders+` ORDER BY g.role, u.name, g.id`)
	all, err := collect(rows, err, func(r *sql.Rows) (people.Holder, error) { return scanHolder(r.Scan) })
	if err != nil {
		return nil, fmt.Errorf("list those with grants: %w", err)
	}
	return all, nil
}

// Revoke takes a grant away; ok is false if it is gone already, other than by this message.
func (s *Store) Revoke(ctx context.Context, m chat.Message, id int64) (h people.Holder, ok bool, err error) {
	err = s.tx(ctx, func(tx *sql.Tx) error {
		ok = false
		h, err = scanHolder(tx.QueryRowContext(ctx, `SELECT g.id, g.person, g.role, g.unit, g.scope, g.at, COALESCE(u.name, '')
			FROM grants g LEFT JOIN units u ON u.id = g.unit WHERE g.id = $1 AND (g.revoked_at IS NULL OR g.revoked_at = $2)`,
			id, millis(m.At)).Scan)
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		if err != nil {
			return err
		}
		ok = true
		return revoke(ctx, tx, h.Person, h.Grant.Role, h.Grant.Unit, m.From.Person, m.At)
	})
	if err != nil {
		return h, ok, fmt.Errorf("revoke a grant: %w", err)
	}
	return h, ok, nil
}

func forgetPeopleGrants(ctx context.Context, tx *sql.Tx, person, _ string) error {
	for _, q := range []string{
		`DELETE FROM grants WHERE person = $1`,
		`DELETE FROM joins WHERE person = $1`,
		`DELETE FROM invitations WHERE maker = $1`,
		`DELETE FROM sign_ins WHERE person = $1 OR guest = $1`,
		`DELETE FROM guesses WHERE person = $1`,
		`DELETE FROM unit_chats WHERE person = $1`,
	} {
		if _, err := exec(ctx, tx, q, person); err != nil {
			return err
		}
	}
	return nil
}
