package web

import "net/http"

// seen takes up to which event a page has shown its chat while somebody could look at it. That a message is stored does
// not say so.
func (s *Server) seen(w http.ResponseWriter, r *http.Request) {
	c, ok := s.known(w, r)
	if !ok {
		return
	}
	var in struct {
		Seq int64 `json:"seq"`
	}
	if !decode(w, r, &in) {
		return
	}
	if err := s.config.History.SeenWebEvents(r.Context(), c.Chat, in.Seq); err != nil {
		s.broken(w, r, err)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}
