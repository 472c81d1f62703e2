package telegram

import (
	"errors"
	"math/rand/v2"
	"net/http"
	"strings"
	"sync"
	"time"

	"zhicheng/bot/chat"
)

// reason is why a call was refused, as far as it matters here. Descriptions themselves are dropped: they may quote the
// message.
type reason string

const (
	badMarkup   reason = "markup"
	notModified reason = "not modified"
	uneditable  reason = "cannot be edited"
	noText      reason = "no text to edit"
	noMessage   reason = "no such message"
	undeletable reason = "cannot be deleted"
	gone        reason = "chat is gone"
	noTopic     reason = "no such topic"
	webhook     reason = "a webhook is set"
	tooLong     reason = "too long"
	empty       reason = "empty"
	badButton   reason = "a button"
	fileTooBig  reason = "file is too big"
	fileGone    reason = "file is gone"
	badPhoto    reason = "a picture"
)

var reasons = []struct {
	part   string // of the description, in lower case
	reason reason
}{
	{"can't parse entities", badMarkup},
	{"message is not modified", notModified},
	{"message can't be edited", uneditable},
	{"no text in the message to edit", noText}, // a document or photo
	{"message to edit not found", uneditable},
	{"message_id_invalid", uneditable},
	{"message identifier is not specified", uneditable},
	{"message to delete not found", noMessage},
	{"message can't be deleted", undeletable},
	{"chat not found", gone},
	{"user not found", gone},
	{"peer_id_invalid", gone},
	{"deactivated", gone},
	{"bot was blocked", gone},
	{"rights to send", gone}, // of a group in which bots may not write
	{"chat_write_forbidden", gone},
	{"message thread not found", noTopic}, // deleted or, in a busy group, too far back
	{"topic_closed", noTopic},
	{"topic_deleted", noTopic},
	{"webhook is active", webhook},
	{"is too long", tooLong},
	{"text is empty", empty},
	{"text must be non-empty", empty},
	{"button", badButton},
	{"file is too big", fileTooBig},
	{"file is temporarily unavailable", fileGone}, // the description goes "wrong file_id or the file is …"
	{"invalid file_id", fileGone},
	{"image_process_failed", badPhoto},
	{"photo_", badPhoto}, // _invalid_dimensions, _ext_invalid, _save_file_invalid
	{"wrong file identifier", fileGone},
}

func reasonOf(description string) reason {
	d := strings.ToLower(description)
	for _, r := range reasons {
		if strings.Contains(d, r.part) {
			return r.reason
		}
	}
	return ""
}

func refusedFor(err error, r reason) bool {
	e, ok := errors.AsType[*apiError](err)
	return ok && e.Reason == r
}

// outcome tells how a failed send ended.
func (b *Bot) outcome(err error) chat.Outcome {
	out := chat.Outcome{Err: err}
	if e, ok := errors.AsType[*heldError](err); ok {
		out.State, out.RetryAfter = chat.Later, e.For
		return out
	}
	if e, ok := errors.AsType[*linkError](err); ok {
		if e.Left {
			out.State = chat.Unknown
			return out
		}
		out.State, out.RetryAfter = chat.Later, b.trouble.next(b.gate.now())
		return out
	}
	e, ok := errors.AsType[*apiError](err)
	switch {
	case !ok: // the wait for our turn was broken off: nothing was sent
		out.State, out.RetryAfter = chat.Later, time.Second
	case e.Code == http.StatusTooManyRequests:
		out.State, out.RetryAfter = chat.Later, max(e.RetryAfter, time.Second)
	case e.Stranger, e.Code >= 500,
		// The token is wrong, not the message: it may be put right.
		e.Code == http.StatusUnauthorized, e.Code == http.StatusNotFound:
		out.State, out.RetryAfter = chat.Later, b.trouble.next(b.gate.now())
	case e.Code == http.StatusForbidden, e.Reason == gone:
		out.State = chat.Unreachable
	default:
		out.State = chat.Failed
	}
	return out
}

// trouble is how long the server has been failing. Sends that fail together count once.
type trouble struct {
	mu    sync.Mutex
	count int
	until time.Time
}

func (t *trouble) next(now time.Time) time.Duration {
	t.mu.Lock()
	defer t.mu.Unlock()
	if !now.Before(t.until) {
		t.count++
		t.until = now.Add(backoff(t.count))
	}
	return backoff(t.count)
}

func (t *trouble) over() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.count, t.until = 0, time.Time{}
}

// backoff doubles from a second to a minute, and spreads by half.
func backoff(failures int) time.Duration {
	d := min(time.Second<<min(failures-1, 6), time.Minute)
	return d/2 + rand.N(d/2+1)
}
