package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"zhicheng/bot/outbox"
	"zhicheng/store"
)

// figure is one of the metrics: its name, what it is, and its lines.
type figure struct {
	name, kind, help string
	lines            []string
}

// metrics answers in Prometheus' text format: counts only, nobody's pseudonym.
func (h *house) metrics(s *store.Store, civil func() time.Time) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		all, err := h.figures(r.Context(), s, civil())
		if err != nil {
			h.log.Error("metrics", "err", err)
			http.Error(w, "not now", http.StatusServiceUnavailable)
			return
		}
		w.Header().Set("Content-Type", "text/plain; version=0.0.4")
		for _, f := range all {
			fmt.Fprintf(w, "# HELP zhicheng_%s %s\n# TYPE zhicheng_%s %s\n", f.name, f.help, f.name, f.kind)
			for _, line := range f.lines {
				fmt.Fprintf(w, "zhicheng_%s%s\n", f.name, line)
			}
		}
	}
}

func (h *house) figures(ctx context.Context, s *store.Store, civil time.Time) ([]figure, error) {
	tallies, err := s.Outbox(ctx)
	unseen, err2 := s.Unseen(ctx)
	dropped, err3 := s.Dropped(ctx)
	wrong, err4 := s.WrongCodes(ctx)
	if err := errors.Join(err, err2, err3, err4); err != nil {
		return nil, err
	}
	one := func(format string, value any) []string { return []string{fmt.Sprintf(" "+format, value)} }
	all := []figure{
		{"outbox_messages", "gauge", "Messages sent without being asked, by how they stand.", byState(tallies)},
		{"outbox_lag_seconds", "gauge", "For how long the oldest queued message might have gone.", one("%.3f", lag(tallies, civil).Seconds())},
		{"outbox_unseen", "gauge", "Messages sent to a web chat that no page has shown yet.", one("%d", unseen)},
		{"reminders_dropped", "gauge", "Reminders that came too late to be of use.", one("%d", dropped)},
		{"codes_wrong", "gauge", "Codes that were none, of all who are known.", one("%d", wrong)},
	}
	if h.refusals != nil {
		all = append(all,
			figure{"telegram_429_total", "counter", "Messages that Telegram refused as too many.", one("%d", h.refusals())},
			figure{"telegram_tokens", "gauge", "Messages that may be sent at once; below zero some wait.", one("%.2f", h.tokens())})
	}
	return all, nil
}

// byState adds the tallies of all campaigns up. What nobody has confirmed is not waiting to be sent.
func byState(tallies []store.Tally) (lines []string) {
	var order []string
	number := map[string]int64{}
	for _, t := range tallies {
		if t.State == outbox.Drafted || t.State == outbox.Waiting {
			continue
		}
		labels := fmt.Sprintf("{kind=%q,state=%q,reason=%q}", t.Kind, t.Rows, t.Reason)
		if _, ok := number[labels]; !ok {
			order = append(order, labels)
		}
		number[labels] += t.Number
	}
	for _, labels := range order {
		lines = append(lines, fmt.Sprintf("%s %d", labels, number[labels]))
	}
	return lines
}

func lag(tallies []store.Tally, civil time.Time) (longest time.Duration) {
	for _, t := range tallies {
		if t.Rows == outbox.Queued && t.State == outbox.Running {
			longest = max(longest, civil.Sub(t.Oldest))
		}
	}
	return longest
}
