package main

import (
	"net/http"
	"slices"
	"strings"
	"time"

	"zhicheng/handlers/deadlines"
	"zhicheng/reminders/milestones"
	"zhicheng/store"
)

// feedPath is where calendar feeds are served: /calendar/TOKEN.ics.
const feedPath = "/calendar/"

// deadlines is the flow of the dates. feeds is the address under which feedPath can be reached, or nothing.
func (h *house) deadlines(s *store.Store, feeds func() string) deadlines.Flow {
	book := h.dates
	book.Places = slices.Clone(book.Places)
	for _, series := range h.series() {
		book.Places = append(book.Places, milestones.Place{Name: series.Name, Scope: milestones.Scope{Series: series.ID}})
	}
	return deadlines.Flow{Book: book, Records: s, Key: h.secret, Link: func(token string) string {
		if feeds == nil {
			return ""
		}
		if base := feeds(); base != "" {
			return base + feedPath + token + ".ics"
		}
		return ""
	}}
}

// publicFeeds is where people's calendar programs reach this program from outside.
func (h *house) publicFeeds() string { return strings.TrimSuffix(h.PublicURL, "/") }

// sandboxFeeds is where they do on this machine.
func (h *house) sandboxFeeds() string {
	if page := h.page.Load(); page != nil {
		return "http://" + *page
	}
	return ""
}

// calendar serves feeds. Whoever has no valid token learns nothing but that.
func (h *house) calendar(f deadlines.Flow, now func() time.Time) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		token, ok := strings.CutSuffix(strings.TrimPrefix(r.URL.Path, feedPath), ".ics")
		if !ok || len(token) > 64 || r.Method != http.MethodGet && r.Method != http.MethodHead {
			http.NotFound(w, r)
			return
		}
		data, ok, err := f.Calendar(r.Context(), token, now())
		switch {
		case err != nil:
			h.log.Error("calendar feed", "err", err)
			http.Error(w, http.StatusText(http.StatusInternalServerError), http.StatusInternalServerError)
			return
		case !ok:
			http.NotFound(w, r)
			return
		}
		head := w.Header()
		head.Set("Content-Type", "text/calendar; charset=utf-8")
		head.Set("X-Content-Type-Options", "nosniff")
		head.Set("Cache-Control", "private, max-age=3600")
		_, _ = w.Write(data)
	})
}
