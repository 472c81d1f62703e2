package telegramtest

import (
	"context"
	"encoding/json"
	"slices"
	"time"
)

// update is one that waits to be confirmed.
type update struct {
	id   int64
	body map[string]any
}

// Inject queues an update and returns its id. Kind is the field that holds the content: "message", "poll" …
func (s *Server) Inject(kind string, content map[string]any) int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.inject(kind, content)
}

func (s *Server) inject(kind string, content map[string]any) int64 {
	if s.allowed != nil && !slices.Contains(s.allowed, kind) {
		return 0
	}
	s.nextID++
	s.queue = append(s.queue, update{s.nextID, map[string]any{"update_id": s.nextID, kind: content}})
	s.tell()
	return s.nextID
}

// Pending is the number of updates that have not been confirmed.
func (s *Server) Pending() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.queue)
}

// getUpdates confirms the updates below the offset, and returns those from it on as soon as there is one.
func (s *Server) getUpdates(ctx context.Context, p params) (any, error) {
	mine := make(chan struct{})
	s.mu.Lock()
	if s.poll != nil {
		close(s.poll)
	}
	s.poll = mine
	if raw := p["allowed_updates"]; raw != "" {
		var kinds []string
		if json.Unmarshal([]byte(raw), &kinds) == nil && len(kinds) > 0 {
			s.allowed = kinds
		}
	}
	s.confirm(p.int("offset"))
	s.mu.Unlock()
	defer func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		if s.poll == mine {
			s.poll = nil
		}
	}()

	timeout := time.NewTimer(time.Duration(min(p.int("timeout"), 50)) * time.Second)
	defer timeout.Stop()
	for {
		s.mu.Lock()
		got, changed := s.waiting(p), s.changed
		s.mu.Unlock()
		if len(got) > 0 {
			return got, nil
		}
		select {
		case <-changed:
		case <-mine:
			return nil, conflict
		case <-timeout.C:
			return got, nil
		case <-ctx.Done():
			return got, nil
		case <-s.closed:
			return got, nil
		}
	}
}

// confirm forgets the updates below the offset; a negative one keeps that many of the last. An offset far beyond the
// last update is taken for none, as Telegram does.
func (s *Server) confirm(offset int64) {
	if offset < 0 {
		s.queue = s.queue[max(0, len(s.queue)+int(offset)):]
		return
	}
	if offset > s.nextID+10 {
		return
	}
	s.offset = max(s.offset, offset)
	s.queue = slices.DeleteFunc(s.queue, func(u update) bool { return u.id < offset })
	s.tell()
}

func (s *Server) waiting(p params) []map[string]any {
	limit := int(p.int("limit"))
	if limit < 1 || limit > 100 {
		limit = 100
	}
	got := []map[string]any{}
	for _, u := range s.queue[:min(limit, len(s.queue))] {
		got = append(got, u.body)
	}
	return got
}
