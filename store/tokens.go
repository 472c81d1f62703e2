package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"zhicheng/knowledge/llm"
)

// ReserveTokens counts n tokens for a person's civil day unless that breaks a limit; ok is false if it does.
func (s *Store) ReserveTokens(ctx context.Context, day, person string, n int, limits llm.Limits) (ok bool, err error) {
	rows, err := s.write(ctx, `INSERT INTO model_tokens (day, person, tokens) SELECT $1, $2, $3
		WHERE $3 + (SELECT COALESCE(SUM(tokens), 0) FROM model_tokens WHERE day = $1) <= $4
			AND $3 + (SELECT COALESCE(SUM(tokens), 0) FROM model_tokens WHERE day = $1 AND person = $2) <= $5
			AND $3 + (SELECT COALESCE(SUM(tokens), 0) FROM model_tokens) <= $6
		ON CONFLICT (day, person) DO UPDATE SET tokens = model_tokens.tokens + excluded.tokens`,
		day, person, n, limits.Day, limits.Person, limits.Total)
	if err != nil {
		return false, fmt.Errorf("reserve tokens: %w", err)
	}
	return rows > 0, nil
}

// AddTokens corrects a reservation of that day; n may be negative. A person forgotten meanwhile is not remembered.
func (s *Store) AddTokens(ctx context.Context, day, person string, n int) error {
	err := s.tx(ctx, func(tx *sql.Tx) error {
		for _, who := range []string{person, ""} {
			rows, err := exec(ctx, tx, `UPDATE model_tokens SET tokens = CASE WHEN tokens + $3 > 0 THEN tokens + $3 ELSE 0 END
				WHERE day = $1 AND person = $2`, day, who, n)
			if err != nil || rows > 0 {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("count tokens: %w", err)
	}
	return nil
}

// forgetTokens leaves what a person cost, without the person.
func forgetTokens(ctx context.Context, tx *sql.Tx, person, _ string) error {
	return mergeTokens(ctx, tx, `person = $1`, person)
}

// purgeTokens does the same for every day that is over.
func purgeTokens(ctx context.Context, tx *sql.Tx, now time.Time) error {
	return mergeTokens(ctx, tx, `day < $1`, now.In(shanghai).Format(time.DateOnly))
}

func mergeTokens(ctx context.Context, tx *sql.Tx, which string, arg any) error {
	_, err := exec(ctx, tx, `INSERT INTO model_tokens (day, person, tokens)
		SELECT day, '', SUM(tokens) FROM model_tokens WHERE person <> '' AND `+which+` GROUP BY day
		ON CONFLICT (day, person) DO UPDATE SET tokens = model_tokens.tokens + excluded.tokens`, arg)
	if err != nil {
		return err
	}
	_, err = exec(ctx, tx, `DELETE FROM model_tokens WHERE person <> '' AND `+which, arg)
	return err
}
