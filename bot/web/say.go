package web

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"regexp"
	"strings"
	"unicode/utf8"

	"zhicheng/bot/chat"
	"zhicheng/bot/words"
)

const (
	maxBody = 64 << 10
	maxData = 64 // as chat.Button says
)

// said is what the page posts: a text, or the data of a button and the message that it is on.
type said struct {
	ID    string `json:"id"` // made by the page; the same id again is the same message
	Text  string `json:"text"`
	Data  string `json:"data"`
	On    string `json:"on"`
	Quiet bool   `json:"quiet"` // a text that the page says by itself is not shown
}

var (
	validID = regexp.MustCompile(`^[A-Za-z0-9-]{1,64}$`)
	validOn = regexp.MustCompile(`^[0-9]{1,18}$`)
)

func (s *Server) say(w http.ResponseWriter, r *http.Request) {
	c, ok := s.limited(w, r)
	if !ok {
		return
	}
	var in said
	if !decode(w, r, &in) {
		return
	}
	m, fault := in.message(c)
	if fault != "" {
		fail(w, http.StatusBadRequest, fault)
		return
	}
	var shown []chat.Span
	if m.Kind == chat.Text && !in.Quiet {
		shown = []chat.Span{{Text: m.Text}}
	}
	s.take(w, r, m, in.ID, shown)
}

// take shows what a person sent, if it is to be shown, and hands the message over.
func (s *Server) take(w http.ResponseWriter, r *http.Request, m chat.Message, said string, shown []chat.Span) {
	m.At = s.config.Clock.Now()
	if shown != nil {
		e := Event{Chat: m.From.Chat, Key: "say:" + said, Who: ByPerson, Body: chat.Reply{Text: shown}}
		if _, err := s.show(r.Context(), e); errors.Is(err, ErrNoChat) {
			fail(w, http.StatusUnauthorized, words.Web.NoSession)
			return
		} else if err != nil {
			s.broken(w, r, err)
			return
		}
	}
	if err := s.config.Receive(r.Context(), []chat.Message{m}); err != nil {
		s.config.Log.ErrorContext(r.Context(), "take a web message", "err", err)
		fail(w, http.StatusServiceUnavailable, words.Web.NotTaken)
		return
	}
	w.WriteHeader(http.StatusAccepted)
}

// message is what was said, or the sentence that says why it is none.
func (in said) message(from chat.Conversation) (m chat.Message, fault string) {
	if !validID.MatchString(in.ID) {
		return m, words.Web.BadRequest
	}
	m = chat.Message{ID: messageID(from.Chat, in.ID), From: from}
	if in.Data != "" {
		if len(in.Data) > maxData || !validOn.MatchString(in.On) {
			return m, words.Web.BadRequest
		}
		m.Kind, m.Data, m.On = chat.Press, in.Data, in.On
		return m, ""
	}
	if strings.TrimSpace(in.Text) == "" {
		return m, words.Web.Empty
	}
	m.Kind = chat.Text
	m.Text, m.Cut = cut(in.Text)
	return m, ""
}

// messageID is short enough to stand in the data of a button, whatever the page made up.
func messageID(chatID, said string) string {
	h := sha256.Sum256([]byte(chatID + ":" + said))
	return Channel + ":" + base64.RawURLEncoding.EncodeToString(h[:18])
}

// cut keeps at most chat.MaxText bytes of valid UTF-8, whole characters only.
func cut(text string) (kept string, was bool) {
	text = strings.ToValidUTF8(text, string(utf8.RuneError))
	if len(text) <= chat.MaxText {
		return text, false
	}
	n := chat.MaxText
	for !utf8.RuneStart(text[n]) {
		n--
	}
	return text[:n], true
}

// decode reads a posted JSON object within bounds; it has answered the request when it returns false.
func decode(w http.ResponseWriter, r *http.Request, into any) bool {
	if kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err != nil || kind != "application/json" {
		fail(w, http.StatusUnsupportedMediaType, words.Web.BadRequest)
		return false
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if large := new(http.MaxBytesError); errors.As(err, &large) {
		fail(w, http.StatusRequestEntityTooLarge, words.Web.TooLarge)
		return false
	}
	if err == nil {
		err = json.Unmarshal(body, into)
	}
	if err != nil {
		fail(w, http.StatusBadRequest, words.Web.BadRequest)
		return false
	}
	return true
}

// fail answers with a sentence that the page shows.
func fail(w http.ResponseWriter, status int, sentence string) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(map[string]string{"error": sentence})
}

// broken logs what went wrong and answers in general words.
func (s *Server) broken(w http.ResponseWriter, r *http.Request, err error) {
	if r.Context().Err() == nil {
		s.config.Log.ErrorContext(r.Context(), "serve the web chat", "path", r.URL.Path, "err", err)
	}
	fail(w, http.StatusInternalServerError, words.Web.Internal)
}
