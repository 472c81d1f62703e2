package main

import (
	"fmt"
	"net/http"
	"time"

	"zhicheng/bot/outbox"
	"zhicheng/store"
)

// metrics answers in Prometheus' text format: counts only, nobody's pseudonym.
func (h *house) metrics(s *store.Store, civil func() time.Time) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		all, err := s.Outbox(r.Context())
		if err != nil {
			h.log.Error("metrics", "err", err)
			http.Error(w, "not now", http.StatusServiceUnavailable)
			return
		}
		type place struct {
			kind   outbox.Kind
			state  outbox.State
			reason string
		}
		var order []place
		number := map[place]int64{}
		var lag time.Duration
		for _, t := range all {
			p := place{t.Kind, t.Rows, t.Reason}
			if _, ok := number[p]; !ok {
				order = append(order, p)
			}
			number[p] += t.Number
			if t.Rows == outbox.Queued && t.State == outbox.Running {
				lag = max(lag, civil().Sub(t.Oldest))
			}
		}
		w.Header().Set("Content-Type", "text/plain; version=0.0.4")
		fmt.Fprintln(w, "# HELP zhicheng_outbox_messages Messages sent without being asked, by how they stand.\n# TYPE zhicheng_outbox_messages gauge")
		for _, p := range order {
			fmt.Fprintf(w, "zhicheng_outbox_messages{kind=%q,state=%q,reason=%q} %d\n", p.kind, p.state, p.reason, number[p])
		}
		fmt.Fprintln(w, "# HELP zhicheng_outbox_lag_seconds For how long the oldest queued message might have gone.\n# TYPE zhicheng_outbox_lag_seconds gauge")
		fmt.Fprintf(w, "zhicheng_outbox_lag_seconds %.3f\n", lag.Seconds())
		if h.refusals != nil {
			fmt.Fprintln(w, "# HELP zhicheng_telegram_429_total Messages that Telegram refused as too many.\n# TYPE zhicheng_telegram_429_total counter")
			fmt.Fprintf(w, "zhicheng_telegram_429_total %d\n", h.refusals())
			fmt.Fprintln(w, "# HELP zhicheng_telegram_tokens Messages that may be sent at once; below zero some wait.\n# TYPE zhicheng_telegram_tokens gauge")
			fmt.Fprintf(w, "zhicheng_telegram_tokens %.2f\n", h.tokens())
		}
	}
}
