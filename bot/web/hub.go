package web

import "sync"

// maxStreams is how many pages may show one chat at once.
const maxStreams = 16

// hub wakes the open streams of a chat. What there is to show is read from the history. The zero value is ready.
type hub struct {
	mu      sync.Mutex
	streams map[string]map[chan struct{}]bool
}

// join registers a stream; ok is false when the chat has too many.
func (h *hub) join(chatID string) (wake chan struct{}, ok bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if len(h.streams[chatID]) >= maxStreams {
		return nil, false
	}
	if h.streams == nil {
		h.streams = map[string]map[chan struct{}]bool{}
	}
	if h.streams[chatID] == nil {
		h.streams[chatID] = map[chan struct{}]bool{}
	}
	wake = make(chan struct{}, 1)
	h.streams[chatID][wake] = true
	return wake, true
}

func (h *hub) leave(chatID string, wake chan struct{}) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.streams[chatID], wake)
	if len(h.streams[chatID]) == 0 {
		delete(h.streams, chatID)
	}
}

func (h *hub) wake(chatID string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	wakeAll(h.streams[chatID])
}

func (h *hub) wakeEveryone() {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, streams := range h.streams {
		wakeAll(streams)
	}
}

// wakeAll leaves a mark for each; one that has not yet followed the last mark needs no second.
func wakeAll(streams map[chan struct{}]bool) {
	for c := range streams {
		select {
		case c <- struct{}{}:
		default:
		}
	}
}
