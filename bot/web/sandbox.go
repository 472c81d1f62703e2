package web

import (
	"context"
	"errors"
	"net/http"
	"time"

	"zhicheng/bot/words"
)

// clockView is the civil time as the page shows it. Next is the day that "a day forward" asks for, so that asking twice
// moves it once.
type clockView struct {
	Year string `json:"year"`
	Day  string `json:"day"`
	Time string `json:"time"`
	Date string `json:"date"`
	Next string `json:"next"`
}

func (s *Server) clockView() clockView {
	now := s.config.Clock.Now()
	return clockView{
		Year: words.WebYear(now), Day: words.WebDay(now), Time: now.Format("15:04"),
		Date: now.Format(time.DateOnly), Next: now.AddDate(0, 0, 1).Format(time.DateOnly),
	}
}

// moveClock moves the civil time to the posted day, at the same time of day.
func (s *Server) moveClock(w http.ResponseWriter, r *http.Request) {
	if _, ok := s.limited(w, r); !ok {
		return
	}
	var in struct {
		To string `json:"to"`
	}
	if !decode(w, r, &in) {
		return
	}
	day, err := time.Parse(time.DateOnly, in.To)
	if err != nil {
		fail(w, http.StatusBadRequest, words.Web.BadDate)
		return
	}
	now := s.config.Clock.Now()
	to := time.Date(day.Year(), day.Month(), day.Day(), now.Hour(), now.Minute(), now.Second(), 0, now.Location())
	// A visitor who goes away does not stop a move half-way.
	switch err := s.config.Clock.Advance(context.WithoutCancel(r.Context()), to); {
	case errors.Is(err, ErrBackward):
		fail(w, http.StatusConflict, words.Web.OnlyForward)
	case errors.Is(err, ErrTooFar):
		fail(w, http.StatusConflict, words.Web.TooFar)
	case err != nil:
		s.broken(w, r, err)
	default:
		s.hub.wakeEveryone()
		w.WriteHeader(http.StatusNoContent)
	}
}

// restart empties the sandbox and sends every open page back to the beginning.
func (s *Server) restart(w http.ResponseWriter, r *http.Request) {
	if _, ok := s.limited(w, r); !ok {
		return
	}
	if err := s.config.Clock.Restart(context.WithoutCancel(r.Context()), s.config.Reset); err != nil {
		s.broken(w, r, err)
		return
	}
	s.epoch.Add(1)
	s.hub.wakeEveryone()
	w.WriteHeader(http.StatusNoContent)
}
