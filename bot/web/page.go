package web

import (
	"bytes"
	"embed"
	"html/template"
	"net/http"

	"zhicheng/bot/chat"
	"zhicheng/bot/words"
)

//go:embed assets
var assets embed.FS

var pageTemplate = template.Must(template.ParseFS(assets, "assets/page.html"))

// page shows the chat of one person and opens a session for a browser that has none.
func (s *Server) page(w http.ResponseWriter, r *http.Request) {
	p, ok := s.person(r)
	if !ok {
		http.Redirect(w, r, "/", http.StatusSeeOther)
		return
	}
	session := s.session(r)
	has := false
	if session != "" {
		var err error
		if has, err = s.config.History.HasWebSession(r.Context(), session); err != nil {
			s.broken(w, r, err)
			return
		}
	}
	if !has {
		session = s.newSession(w)
	}
	chats := make([]chat.Conversation, len(s.config.Persons))
	for i, p := range s.config.Persons {
		chats[i] = s.conversation(session, p.Key)
	}
	if err := s.config.History.OpenWebChats(r.Context(), session, chats); err != nil {
		s.broken(w, r, err)
		return
	}
	if s.config.Opened != nil {
		if err := s.config.Opened(r.Context(), func(person string) chat.Conversation { return s.conversation(session, person) }); err != nil {
			s.broken(w, r, err)
			return
		}
	}
	var b bytes.Buffer
	if err := pageTemplate.Execute(&b, map[string]any{
		"Words": words.Web, "Persons": s.config.Persons, "Person": p, "Clock": s.clockView(), "MaxUpload": MaxUpload,
	}); err != nil {
		s.broken(w, r, err)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_, _ = w.Write(b.Bytes())
}

func asset(name, kind string) http.HandlerFunc {
	b, err := assets.ReadFile("assets/" + name)
	if err != nil {
		panic(err) // embedded: cannot be missing
	}
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", kind)
		_, _ = w.Write(b)
	}
}
