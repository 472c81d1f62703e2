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
	desk "zhicheng/handlers/faq"
	"zhicheng/knowledge/faq"
)

const nextFAQVersion = `(SELECT COALESCE(MAX(version), 0) + 1 FROM faqs)`

// FAQVersion rises with every change to the maintained answers.
func (s *Store) FAQVersion(ctx context.Context) (v int64, err error) {
	if err = s.db.QueryRowContext(ctx, `SELECT COALESCE(MAX(version), 0) FROM faqs`).Scan(&v); err != nil {
		return 0, fmt.Errorf("read the version of the maintained answers: %w", err)
	}
	return v + s.wiped.Load()<<32, nil
}

// FAQs lists those that were not withdrawn, in the order in which they came.
func (s *Store) FAQs(ctx context.Context) ([]faq.Entry, error) {
	all, err := liveFAQs(ctx, s.db)
	if err != nil {
		return nil, fmt.Errorf("read the maintained answers: %w", err)
	}
	return all, nil
}

func liveFAQs(ctx context.Context, q queryer) ([]faq.Entry, error) {
	rows, err := q.QueryContext(ctx, `SELECT id, forms, answer, clause, office, scope, since, until FROM faqs WHERE state = 'live' ORDER BY id`)
	return collect(rows, err, scanFAQ)
}

func scanFAQ(r *sql.Rows) (e faq.Entry, err error) {
	var forms, scope string
	var since, until int64
	if err = r.Scan(&e.ID, &forms, &e.Answer, &e.Clause, &e.Office, &scope, &since, &until); err != nil {
		return e, err
	}
	var of access.Scope
	err = errors.Join(json.Unmarshal([]byte(forms), &e.Forms), json.Unmarshal([]byte(scope), &of))
	e.Scope = faq.Scope{District: of.District, Series: of.Series, Levels: of.Levels}
	e.Since, e.Until = fromMillis(since), fromMillis(until)
	return e, err
}

// AddFAQ keeps a maintained answer, once a message, and returns its id; 0 if it may not stand beside those that there are.
func (s *Store) AddFAQ(ctx context.Context, m chat.Message, e faq.Entry, whose desk.Owner, may func([]faq.Entry) bool) (id int64, err error) {
	err = s.tx(ctx, func(tx *sql.Tx) error {
		err := tx.QueryRowContext(ctx, `SELECT COALESCE(MAX(id), 0) FROM faqs WHERE message = $1`, m.ID).Scan(&id)
		if err != nil || id != 0 {
			return err
		}
		if all, err := liveFAQs(ctx, tx); err != nil || !may(all) {
			return err
		}
		if id, err = addFAQ(ctx, tx, m.ID, e); err != nil {
			return err
		}
		if _, err := exec(ctx, tx, `UPDATE faqs SET author = $2 WHERE id = $1`, id, whose.Author); err != nil {
			return err
		}
		if err := setScope(ctx, tx, id, whose.Scope); err != nil {
			return err
		}
		return record(ctx, tx, m.At, m.From.Person, AuditFAQ, strconv.FormatInt(id, 10), "added")
	})
	if err != nil {
		return 0, fmt.Errorf("keep a maintained answer: %w", err)
	}
	return id, nil
}

func addFAQ(ctx context.Context, tx *sql.Tx, message string, e faq.Entry) (id int64, err error) {
	forms, err := json.Marshal(e.Forms)
	if err != nil {
		return 0, err
	}
	err = tx.QueryRowContext(ctx, `INSERT INTO faqs (forms, answer, clause, office, since, until, state, version, message)
		VALUES ($1, $2, $3, $4, $5, $6, 'live', `+nextFAQVersion+`, $7) RETURNING id`,
		string(forms), e.Answer, e.Clause, e.Office, millis(midnight(e.Since)), millis(midnight(e.Until)), message).Scan(&id)
	return id, err
}

// FAQOwner tells whose a maintained answer is; also of one that was withdrawn; ok is false if there is none.
func (s *Store) FAQOwner(ctx context.Context, id int64) (o desk.Owner, ok bool, err error) {
	var scope string
	err = s.db.QueryRowContext(ctx, `SELECT author, scope FROM faqs WHERE id = $1`, id).Scan(&o.Author, &scope)
	if errors.Is(err, sql.ErrNoRows) {
		return o, false, nil
	}
	if err == nil {
		err = json.Unmarshal([]byte(scope), &o.Scope)
	}
	if err != nil {
		return o, false, fmt.Errorf("read whose a maintained answer is: %w", err)
	}
	return o, true, nil
}

// WithdrawFAQ withdraws a maintained answer; it is not used any more.
func (s *Store) WithdrawFAQ(ctx context.Context, m chat.Message, id int64) error {
	err := s.tx(ctx, func(tx *sql.Tx) error {
		n, err := exec(ctx, tx, `UPDATE faqs SET state = 'withdrawn', version = `+nextFAQVersion+` WHERE id = $1 AND state = 'live'`, id)
		if err != nil || n == 0 {
			return err
		}
		return record(ctx, tx, m.At, m.From.Person, AuditFAQ, strconv.FormatInt(id, 10), "withdrawn")
	})
	if err != nil {
		return fmt.Errorf("withdraw a maintained answer: %w", err)
	}
	return nil
}

// setScope says what the office of an answer looks after.
func setScope(ctx context.Context, tx *sql.Tx, id int64, of access.Scope) error {
	scope, err := json.Marshal(of)
	if err == nil {
		_, err = exec(ctx, tx, `UPDATE faqs SET scope = $2 WHERE id = $1`, id, string(scope))
	}
	return err
}

// ImportFAQs changes those with an id and adds the others, all or none of them. They belong to the office that the file
// names, with its scope; a change leaves the author.
func (s *Store) ImportFAQs(ctx context.Context, all []faq.Entry, at time.Time) error {
	err := s.tx(ctx, func(tx *sql.Tx) error {
		for _, e := range all {
			id, action := e.ID, "changed"
			if id == 0 {
				var err error
				if id, err = addFAQ(ctx, tx, ByCommandLine, e); err != nil {
					return err
				}
				action = "added"
			} else if err := changeFAQ(ctx, tx, e); err != nil {
				return err
			}
			of := access.Scope{Office: e.Office, District: e.Scope.District, Series: e.Scope.Series, Levels: e.Scope.Levels}
			if err := setScope(ctx, tx, id, of); err != nil {
				return err
			}
			if err := record(ctx, tx, at, ByCommandLine, AuditFAQ, strconv.FormatInt(id, 10), action); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("import maintained answers: %w", err)
	}
	return nil
}

func changeFAQ(ctx context.Context, tx *sql.Tx, e faq.Entry) error {
	forms, err := json.Marshal(e.Forms)
	if err != nil {
		return err
	}
	_, err = exec(ctx, tx, `UPDATE faqs SET forms = $2, answer = $3, clause = $4, office = $5, since = $6, until = $7, version = `+nextFAQVersion+`
		WHERE id = $1 AND state = 'live'`, e.ID, string(forms), e.Answer, e.Clause, e.Office, millis(midnight(e.Since)), millis(midnight(e.Until)))
	return err
}

// forgetFAQs leaves a person's answers to their office.
func forgetFAQs(ctx context.Context, tx *sql.Tx, person, _ string) error {
	_, err := exec(ctx, tx, `UPDATE faqs SET author = '' WHERE author = $1`, person)
	return err
}
