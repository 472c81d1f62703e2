package telegramtest

import (
	"cmp"
	"net/http"
	"slices"
)

// Fault makes calls fail. The zero value of a field means any, or not.
type Fault struct {
	Method string
	Chat   int64
	Times  int // how many calls; 0 means once, -1 all until Heal

	Code        int    // answer with this code …
	Description string // … and text; the usual one when empty
	RetryAfter  int    // of a 429
	Raw         string // answer with Code and this body, which need not be JSON
	Hang        bool   // do not answer at all
	Cut         bool   // cut the connection instead of answering
	Done        bool   // carry the call out first, and lose only the answer
}

// Fail adds a fault. The first that fits a call is used.
func (s *Server) Fail(f Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f.Times = cmp.Or(f.Times, 1)
	s.faults = append(s.faults, &f)
}

// Heal removes all faults.
func (s *Server) Heal() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = nil
}

// fault is the one that fits a call, nil when there is none.
func (s *Server) fault(c Call) *Fault {
	s.mu.Lock()
	defer s.mu.Unlock()
	i := slices.IndexFunc(s.faults, func(f *Fault) bool {
		return (f.Method == "" || f.Method == c.Method) && (f.Chat == 0 || f.Chat == c.Chat)
	})
	if i < 0 {
		return nil
	}
	f := s.faults[i]
	if f.Times > 0 {
		if f.Times--; f.Times == 0 {
			s.faults = slices.Delete(s.faults, i, i+1)
		}
	}
	return f
}

// usual are the texts that go with a code.
var usual = map[int]string{
	400: "Bad Request", 401: "Unauthorized", 403: "Forbidden: bot was blocked by the user", 404: "Not Found",
	409: conflict.Description, 500: "Internal Server Error", 502: "Bad Gateway", 504: "Gateway Timeout",
}

func (f *Fault) refusal() error {
	if f.Code == http.StatusTooManyRequests {
		return tooMany(max(f.RetryAfter, 1))
	}
	code := cmp.Or(f.Code, http.StatusInternalServerError)
	return &refusal{Code: code, Description: cmp.Or(f.Description, usual[code], http.StatusText(code))}
}

// lose answers in another way than with JSON, and says whether it did.
func (f *Fault) lose(w http.ResponseWriter, r *http.Request, closed <-chan struct{}) bool {
	switch {
	case f.Hang:
		select {
		case <-r.Context().Done():
		case <-closed:
		}
		panic(http.ErrAbortHandler)
	case f.Cut:
		panic(http.ErrAbortHandler)
	case f.Raw != "":
		w.Header().Set("Content-Type", "text/html")
		w.WriteHeader(cmp.Or(f.Code, http.StatusBadGateway))
		_, _ = w.Write([]byte(f.Raw))
		return true
	}
	return false
}
