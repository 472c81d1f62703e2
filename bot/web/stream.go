package web

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"zhicheng/bot/chat"
	"zhicheng/bot/words"
)

const (
	backlogPage  = 200
	writeTimeout = 30 * time.Second // for one event to a page that does not read
)

// view is an event as the page shows it.
type view struct {
	Ref      int64           `json:"ref"`
	Who      Who             `json:"who"`
	Day      string          `json:"day"`
	Time     string          `json:"time"`
	ISO      string          `json:"iso"`
	Text     []chat.Span     `json:"text"`
	Buttons  [][]chat.Button `json:"buttons,omitempty"`
	Keyboard [][]string      `json:"keyboard,omitempty"`
	File     *fileView       `json:"file,omitempty"`
}

// events is the live stream of a chat: what is new since Last-Event-ID, then what comes, until the page leaves or the
// server drains.
func (s *Server) events(w http.ResponseWriter, r *http.Request) {
	c, ok := s.known(w, r)
	if !ok {
		return
	}
	if s.closed.Err() != nil {
		fail(w, http.StatusServiceUnavailable, words.Web.Closing)
		return
	}
	wake, ok := s.hub.join(c.Chat)
	if !ok {
		fail(w, http.StatusTooManyRequests, words.Web.TooFast)
		return
	}
	defer s.hub.leave(c.Chat, wake)
	seen, _ := strconv.ParseInt(r.Header.Get("Last-Event-ID"), 10, 64) // what is no number has seen nothing
	st := &stream{Server: s, chat: c.Chat, seen: seen, epoch: s.epoch.Load(), w: w, rc: http.NewResponseController(w)}
	_ = st.rc.SetReadDeadline(time.Time{}) // a server's ReadTimeout would end the stream
	w.Header().Set("Content-Type", "text/event-stream; charset=utf-8")
	if err := st.run(r, wake); err != nil && r.Context().Err() == nil && s.closed.Err() == nil {
		s.config.Log.DebugContext(r.Context(), "web stream ended", "err", err)
	}
}

// stream is one open page.
type stream struct {
	*Server
	chat  string
	seen  int64 // the newest event that the page has
	epoch int64
	clock clockView // as last shown
	w     http.ResponseWriter
	rc    *http.ResponseController
}

func (st *stream) run(r *http.Request, wake <-chan struct{}) error {
	beat := time.NewTicker(st.config.Heartbeat)
	defer beat.Stop()
	if err := st.catchUp(r); err != nil {
		return err
	}
	if err := st.send("event: ready\ndata: {}\n\n"); err != nil {
		return err
	}
	for {
		var err error
		select {
		case <-r.Context().Done():
			return nil
		case <-st.closed.Done():
			return nil
		case <-beat.C:
			err = st.send(":\n\n")
		case <-wake:
			if st.Server.epoch.Load() != st.epoch {
				return st.send("event: reset\ndata: {}\n\n")
			}
			err = st.catchUp(r)
		}
		if err != nil {
			return err
		}
	}
}

// catchUp sends the civil time if it moved, then all events that the page has not seen.
func (st *stream) catchUp(r *http.Request) error {
	if now := st.clockView(); now != st.clock {
		if err := st.event("event: clock\n", now); err != nil {
			return err
		}
		st.clock = now
	}
	for {
		es, err := st.config.History.WebEvents(r.Context(), st.chat, st.seen, backlogPage)
		if err != nil {
			return err
		}
		for _, e := range es {
			if err := st.event(fmt.Sprintf("id: %d\n", e.Seq), st.view(e)); err != nil {
				return err
			}
			st.seen = e.Seq
		}
		if len(es) < backlogPage {
			return nil
		}
	}
}

func (st *stream) view(e Event) view {
	at := e.At.In(st.config.Clock.Now().Location())
	return view{
		Ref: e.Ref, Who: e.Who, Day: words.WebYear(at) + words.WebDay(at), Time: at.Format("15:04"), ISO: at.Format(time.RFC3339),
		Text: e.Body.Text, Buttons: e.Body.Buttons, Keyboard: e.Body.Keyboard,
		File: viewFile(e),
	}
}

func (st *stream) event(head string, data any) error {
	b, err := json.Marshal(data)
	if err != nil {
		return fmt.Errorf("encode an event: %w", err)
	}
	return st.send(head + "data: " + string(b) + "\n\n")
}

// send writes to the page at once. The deadline is set anew each time, so that a server-wide one does not end a stream
// and a page that stopped reading does.
func (st *stream) send(text string) error {
	_ = st.rc.SetWriteDeadline(time.Now().Add(writeTimeout))
	if _, err := st.w.Write([]byte(text)); err != nil {
		return fmt.Errorf("write to a stream: %w", err)
	}
	return st.rc.Flush()
}
