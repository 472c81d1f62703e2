package web

import (
	"crypto/rand"
	"encoding/base64"
	"net/http"
	"slices"

	"zhicheng/bot/chat"
	"zhicheng/bot/words"
)

const (
	cookieName = "zhicheng_session"
	cookieAge  = 180 * 24 * 3600
)

// session is the keyed hash under which the history knows the request's cookie; "" without one.
func (s *Server) session(r *http.Request) string {
	c, err := r.Cookie(cookieName)
	if err != nil || len(c.Value) != 43 {
		return ""
	}
	return s.sessionOf(c.Value)
}

func (s *Server) sessionOf(token string) string {
	return chat.Pseudonym(s.config.Key, "web-session", token)
}

// newSession gives the browser a cookie of 256 random bits.
func (s *Server) newSession(w http.ResponseWriter) string {
	var b [32]byte
	_, _ = rand.Read(b[:]) // never fails
	token := base64.RawURLEncoding.EncodeToString(b[:])
	http.SetCookie(w, &http.Cookie{
		Name: cookieName, Value: token, Path: "/", MaxAge: cookieAge,
		HttpOnly: true, SameSite: http.SameSiteLaxMode, // Strict would lose the history of who comes by a link
	})
	return s.sessionOf(token)
}

// conversation is the chat of a session with one of the persons.
func (s *Server) conversation(session, person string) chat.Conversation {
	id := session + "-" + person
	return chat.Conversation{Channel: Channel, Chat: id, Person: chat.Pseudonym(s.config.Key, Channel, id)}
}

// person is the one that the request speaks as: ?as=key, the first without it.
func (s *Server) person(r *http.Request) (Person, bool) {
	key := r.URL.Query().Get("as")
	if key == "" {
		return s.config.Persons[0], true
	}
	i := slices.IndexFunc(s.config.Persons, func(p Person) bool { return p.Key == key })
	if i < 0 {
		return Person{}, false
	}
	return s.config.Persons[i], true
}

// known is the conversation of a request from a known session; it has answered the request when ok is false.
func (s *Server) known(w http.ResponseWriter, r *http.Request) (c chat.Conversation, ok bool) {
	p, ok := s.person(r)
	if !ok {
		fail(w, http.StatusNotFound, words.Web.UnknownPlace)
		return c, false
	}
	session := s.session(r)
	if session != "" {
		has, err := s.config.History.HasWebSession(r.Context(), session)
		if err != nil {
			s.broken(w, r, err)
			return c, false
		}
		if has {
			return s.conversation(session, p.Key), true
		}
	}
	fail(w, http.StatusUnauthorized, words.Web.NoSession)
	return c, false
}

// limited is known for a request that changes something, within the session's rate.
func (s *Server) limited(w http.ResponseWriter, r *http.Request) (chat.Conversation, bool) {
	return s.charged(w, r, 1)
}

// charged is limited for a request that costs as much as several.
func (s *Server) charged(w http.ResponseWriter, r *http.Request, cost int) (chat.Conversation, bool) {
	c, ok := s.known(w, r)
	if ok && !s.limits.allow(s.session(r), cost) {
		fail(w, http.StatusTooManyRequests, words.Web.TooFast)
		return c, false
	}
	return c, ok
}
