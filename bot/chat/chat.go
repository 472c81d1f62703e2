// Package chat is the vocabulary of conversation: what arrives, what is answered, and how a send can end.
// It is plain data without I/O; channels translate to and from it, handlers speak nothing else.
package chat

import (
	"context"
	"time"
)

// Conversation is one person in one chat of one channel. Messages of one conversation are handled in order;
// rights belong to the Person, replies go to the Chat.
type Conversation struct {
	Channel string `json:"channel"` // "telegram", "web"
	Chat    string `json:"chat"`    // the address in the channel's own form
	Person  string `json:"person"`  // a pseudonym, see Pseudonym
}

// Kind tells what arrived.
type Kind string

// The kinds of message that a channel may hand over. Other is everything that the assistant cannot read.
const (
	Text     Kind = "text"
	Press    Kind = "press" // a button below one of our messages
	Voice    Kind = "voice"
	Picture  Kind = "picture"
	Document Kind = "document"
	Added    Kind = "added" // the assistant came into a group, by the hand of this person
	Other    Kind = "other"
)

// MaxText is the longest text, in bytes, that a channel keeps of one message; the rest is cut and Cut is set.
const MaxText = 8 << 10

// Message is one thing that a person sent.
type Message struct {
	ID   string       `json:"id"` // unique over all channels and stable over redelivery
	From Conversation `json:"from"`
	Kind Kind         `json:"kind"`
	Text string       `json:"text,omitempty"` // valid UTF-8, at most MaxText bytes; a caption for pictures and documents
	Cut  bool         `json:"cut,omitempty"`  // Text was longer
	Data string       `json:"data,omitempty"` // of a Press: Button.Data
	On   string       `json:"on,omitempty"`   // of a Press: the channel's id of the message with the button
	File *Incoming    `json:"file,omitempty"` // of a Picture or Document that can be opened, see Files
	At   time.Time    `json:"at"`             // civil time of arrival

	// Ref is the channel's own name for where the message stands, where that is not clear from the chat alone.
	Ref string `json:"ref,omitempty"`

	// Thread is the part of the chat in which it stands, as Ref: what is said there unasked answers it. Empty is the whole.
	Thread string `json:"thread,omitempty"`

	// Press is, of a press in a group, what the channel tells its person something alone by.
	Press string `json:"press,omitempty"`

	// Group says that others read along: the chat is nobody's own, and nothing personal is answered in it.
	Group bool `json:"group,omitempty"`
}

// Style is how a span of text is set off.
type Style string

// The styles; every channel shows them in its own way.
const (
	Plain Style = ""
	Bold  Style = "bold"
	Quote Style = "quote" // words of the notice, a block of its own
	Faint Style = "faint" // a source, a hint

	// The stations of a way, a line each.
	Behind Style = "behind"
	Here   Style = "here"
	Ahead  Style = "ahead"
)

// Span is a run of text in one style.
type Span struct {
	Style Style  `json:"style,omitempty"`
	Text  string `json:"text"`
}

// Button is pressed instead of typing. Data is at most 64 bytes (the Bot API's limit for callback_data).
type Button struct {
	Label string `json:"label"`
	Data  string `json:"data"`
}

// Reply is one message to a person, as data. At most one of Buttons and Keyboard may be set. A File may stand without
// text; with text it comes behind it, or bears it as a caption. An edit replaces all that the message showed; where a
// message cannot take a file or part with it, what it now shows comes as a new message.
type Reply struct {
	Text     []Span     `json:"text"`
	Buttons  [][]Button `json:"buttons,omitempty"`
	Keyboard [][]string `json:"keyboard,omitempty"` // words offered instead of typing, kept until replaced
	Edits    string     `json:"edits,omitempty"`    // replace this message (Message.On) instead of sending a new one
	File     *File      `json:"file,omitempty"`     // must pass File.Check, else the send fails
	Press    string     `json:"press,omitempty"`    // the press that it answers (Message.Press)
	Answers  string     `json:"answers,omitempty"`  // the message that it answers (Message.Ref), or where it is said unasked (Message.Thread)
	Aside    bool       `json:"aside,omitempty"`    // for whoever pressed alone, where the channel can do that
}

// Plain is the reply's text without styles.
func (r Reply) Plain() string {
	n := 0
	for _, s := range r.Text {
		n += len(s.Text)
	}
	b := make([]byte, 0, n)
	for _, s := range r.Text {
		b = append(b, s.Text...)
	}
	return string(b)
}

// State is how a send ended.
type State string

// A send has few outcomes. Unknown means that the request left and no answer came.
const (
	Sent        State = "sent"
	Later       State = "later"       // try again, not before Outcome.RetryAfter
	Unreachable State = "unreachable" // the person blocked us or the chat is gone
	Failed      State = "failed"      // never again: the request itself is refused
	Unknown     State = "unknown"
)

// How a recall ended, beside Later, Unknown, Unreachable and Failed.
const (
	Deleted State = "deleted" // also when it was gone already
	Edited  State = "edited"  // it now says that it was withdrawn
)

// Outcome is the end of one attempt to send or to recall.
type Outcome struct {
	State      State
	Ref        string        // of Sent: the channel's id of the message
	RetryAfter time.Duration // of Later: machine time
	Err        error         // for the log only; never holds message text
}

// Sender delivers a reply. Key is stable over repeated attempts at the same reply, so that a channel which can
// tell repeats apart shows it once.
type Sender interface {
	Send(ctx context.Context, to Conversation, key string, r Reply) Outcome
}

// Recaller takes back a message that was sent, as far as the channel allows. Another attempt does no harm.
type Recaller interface {
	Recall(ctx context.Context, to Conversation, ref string) Outcome
}

// Handler answers one message. The replies are plain data; an error is logged once by the caller, which then
// answers in general words.
type Handler interface {
	Handle(ctx context.Context, m Message) ([]Reply, error)
}
