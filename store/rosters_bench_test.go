package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"testing"
	"time"

	"zhicheng/reminders/progress"
	"zhicheng/reminders/units"
)

// BenchmarkSaveRoster saves 10,000 applications that are new, and then moves all of them on, somebody bound to each, while
// people go on being answered. Beside the time of each it reports how long a reply took then and how long any other write
// had to wait.
func BenchmarkSaveRoster(b *testing.B) {
	for _, part := range []string{"new", "changed"} {
		b.Run(part, func(b *testing.B) {
			for b.Loop() {
				b.StopTimer()
				s, d := rosterStore(b, part == "changed")
				b.StartTimer()
				beside(b, s, func() error { return s.SaveRoster(b.Context(), by("measured"), "p", d) })
				b.StopTimer()
				var n int
				if err := s.db.QueryRowContext(b.Context(), `SELECT count(*) FROM application_events WHERE message = 'measured'`).Scan(&n); err != nil || n != 10_000 {
					b.Fatalf("%d versions, %v", n, err)
				}
				_ = s.Close()
				b.StartTimer()
			}
		})
	}
}

// rosterStore is a store with a roster that it does not know, or of which it knows everybody at an earlier stage.
func rosterStore(b *testing.B, known bool) (*Store, progress.Difference) {
	b.Helper()
	s, err := Open(b.Context(), b.TempDir()+"/test.db")
	if err != nil {
		b.Fatal(err)
	}
	s.Tell = plainTell
	all := []units.Unit{{Name: "甲校", Level: units.City, Kind: units.Institution, Titles: units.Titles}}
	if err := s.SaveUnits(b.Context(), by("unit"), all); err != nil {
		b.Fatal(err)
	}
	var numbers []string
	for i := range 10_000 {
		numbers = append(numbers, fmt.Sprint(i))
	}
	d := added(all[0].ID, numbers...)
	if !known {
		return s, d
	}
	if err := s.SaveRoster(b.Context(), by("m"), "p", d); err != nil {
		b.Fatal(err)
	}
	if _, err := s.db.ExecContext(b.Context(), `INSERT INTO bindings (application, channel, chat, person, at, message, told)
		SELECT id, 'telegram', id, 'p' || id, 0, 'm', 1 FROM applications`); err != nil {
		b.Fatal(err)
	}
	found, err := s.ApplicationsOf(b.Context(), "p", progress.Reach{})
	if err != nil {
		b.Fatal(err)
	}
	return s, moved(found, "unit_review")
}

// beside runs f while people are answered, and reports how long others waited.
func beside(b *testing.B, s *Store, f func() error) {
	b.Helper()
	ctx, cancel := context.WithCancel(b.Context())
	replied, waited := make(chan []time.Duration), make(chan []time.Duration)
	go func() { replied <- replies(ctx, b, s) }()
	go func() { waited <- writesOf(ctx, b, s) }()
	if err := f(); err != nil {
		b.Error(err)
	}
	cancel()
	for of, waits := range map[string][]time.Duration{"reply": <-replied, "write": <-waited} {
		if len(waits) == 0 {
			b.Fatal("nobody was answered")
		}
		slices.Sort(waits)
		b.ReportMetric(float64(waits[len(waits)*95/100].Milliseconds()), "p95-"+of+"-ms")
		b.ReportMetric(float64(waits[len(waits)-1].Milliseconds()), "max-"+of+"-ms")
	}
}

// writesOf writes nothing, again and again, and tells how long each had to wait for its turn.
func writesOf(ctx context.Context, b *testing.B, s *Store) (waits []time.Duration) {
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return waits
		case <-tick.C:
		}
		start := time.Now()
		if err := s.tx(b.Context(), func(*sql.Tx) error { return nil }); err != nil {
			b.Error(err)
		}
		waits = append(waits, time.Since(start))
	}
}
