package store

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"zhicheng/knowledge/llm"
)

func reserve(t *testing.T, s *Store, day, person string, n int, l llm.Limits) bool {
	t.Helper()
	got, err := s.ReserveTokens(t.Context(), day, person, n, l)
	ok(t, err)
	return got
}

func tokens(t *testing.T, s *Store) (list string) {
	t.Helper()
	rows, err := s.db.QueryContext(t.Context(), `SELECT day, person, tokens FROM model_tokens ORDER BY day, person`)
	ok(t, err)
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var day, person string
		var n int
		ok(t, rows.Scan(&day, &person, &n))
		list += fmt.Sprintf("%s %s %d;", day[8:], person, n)
	}
	ok(t, rows.Err())
	return list
}

func TestTokensKeepTheirLimits(t *testing.T) {
	s := open(t)
	l := llm.Limits{Day: 100, Person: 60, Total: 150}
	for _, c := range []struct {
		day, person string
		n           int
		want        bool
	}{
		{"2023-05-10", "jia", 50, true},
		{"2023-05-10", "jia", 11, false}, // the person's
		{"2023-05-10", "jia", 10, true},
		{"2023-05-10", "yi", 41, false}, // the day's
		{"2023-05-10", "yi", 40, true},
		{"2023-05-11", "jia", 51, false}, // all
		{"2023-05-11", "jia", 50, true},
		{"2023-05-12", "bing", 1, false},
	} {
		if got := reserve(t, s, c.day, c.person, c.n, l); got != c.want {
			t.Errorf("%v: %v", c, got)
		}
	}
	ok(t, s.AddTokens(t.Context(), "2023-05-10", "jia", -55))
	ok(t, s.AddTokens(t.Context(), "2023-05-11", "jia", -500))
	ok(t, s.AddTokens(t.Context(), "2023-05-10", "yi", 3))
	if got, want := tokens(t, s), "10 jia 5;10 yi 43;11 jia 0;"; got != want {
		t.Errorf("got %s", got)
	}
}

func TestTokensOfACrowd(t *testing.T) {
	s := open(t)
	l := llm.Limits{Day: 100, Person: 100, Total: 1000}
	var wg sync.WaitGroup
	for i := range 30 {
		wg.Go(func() {
			if _, err := s.ReserveTokens(t.Context(), "2023-05-10", fmt.Sprint(i%3), 7, l); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if got := count(t, s, `SELECT SUM(tokens) FROM model_tokens`); got != 98 {
		t.Errorf("%d tokens were reserved of 100", got)
	}
}

func TestTokensForgetWho(t *testing.T) {
	s := open(t)
	l := llm.Limits{Day: 1000, Person: 1000, Total: 1000}
	for _, day := range []string{"2023-05-09", "2023-05-10"} {
		for _, person := range []string{"jia", "yi"} {
			reserve(t, s, day, person, 10, l)
		}
	}
	ok(t, s.Forget(t.Context(), "jia", ""))
	ok(t, s.AddTokens(t.Context(), "2023-05-10", "jia", -4)) // asked just before
	if got, want := tokens(t, s), "09  10;09 yi 10;10  6;10 yi 10;"; got != want {
		t.Errorf("forgotten: %s", got)
	}
	late := time.Date(2023, 5, 9, 17, 0, 0, 0, time.UTC) // the 10th in Shanghai
	_, err := s.Purge(t.Context(), late, day, day)
	ok(t, err)
	if got, want := tokens(t, s), "09  20;10  6;10 yi 10;"; got != want {
		t.Errorf("purged: %s", got)
	}
}
