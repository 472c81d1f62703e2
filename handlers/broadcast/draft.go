package broadcast

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"slices"
	"strings"
	"time"
	"unicode"

	"zhicheng/bot/chat"
	"zhicheng/bot/words"
	"zhicheng/handlers"
	"zhicheng/handlers/access"
)

// The steps of an announcement that is being written, in order.
const (
	stepText    = "text"
	stepWhom    = "whom"
	stepList    = "list" // of units is expected
	stepWhen    = "when"
	stepTime    = "time" // is expected
	stepUrgency = "urgency"
	stepSure    = "sure" // that it is urgent?
	stepPreview = "preview"
)

// draft is an announcement as far as it is written.
type draft struct {
	ID       string         `json:"id"` // tells its buttons from those of other drafts
	Step     string         `json:"step"`
	Body     string         `json:"body,omitempty"`
	File     *chat.Incoming `json:"file,omitempty"`
	To       Filter         `json:"to"`
	All      bool           `json:"all,omitempty"` // an empty filter that is meant
	At       time.Time      `json:"at,omitzero"`
	Urgent   bool           `json:"urgent,omitempty"`
	Complete bool           `json:"complete,omitempty"` // a change leads back to the preview
	Campaign string         `json:"campaign,omitempty"` // what was previewed
}

// steps tells at which steps a button is taken.
var steps = map[string][]string{
	"on": {stepWhom, stepList}, "off": {stepWhom, stepList}, "page": {stepWhom, stepList}, "list": {stepWhom, stepList}, "next": {stepWhom, stepList},
	"now": {stepWhen, stepTime}, "later": {stepWhen, stepTime},
	"usual": {stepUrgency, stepSure}, "urgent": {stepUrgency, stepSure}, "sure": {stepSure},
	"nofile": {stepText},
	"again":  {stepPreview}, "text": {stepPreview}, "whom": {stepPreview}, "drop": {stepPreview},
}

func (d draft) takes(what string) bool { return slices.Contains(steps[what], d.Step) }

// data is that of a button of the draft.
func (d draft) data(what string) string { return "say:" + d.ID + ":" + what }

func (d draft) button(k words.Key, what string) chat.Button {
	return chat.Button{Label: words.Say(k), Data: d.data(what)}
}

// attached stands for the file where only its being there counts.
func (d draft) attached() *chat.File {
	if d.File == nil {
		return nil
	}
	return &chat.File{Name: d.File.Name}
}

// mark makes a short name of a message's id.
func mark(message string) string {
	sum := sha256.Sum256([]byte(message))
	return hex.EncodeToString(sum[:4])
}

func (f Flow) draft(ctx context.Context, m chat.Message) (d draft, ok bool, err error) {
	ok, err = handlers.Kept(ctx, f.Open, m, dialogue, &d)
	return d, ok, err
}

func (f Flow) keep(ctx context.Context, m chat.Message, d draft) error {
	return handlers.Keep(ctx, f.Open, m, dialogue, d)
}

// ask keeps the draft and asks what is next.
func (f Flow) ask(ctx context.Context, m chat.Message, d draft, by []access.Grant) ([]chat.Reply, error) {
	if err := f.keep(ctx, m, d); err != nil {
		return nil, err
	}
	var replies []chat.Reply
	row := func(all ...chat.Button) { replies[0].Buttons = append(replies[0].Buttons, all) }
	switch d.Step {
	case stepText:
		var fields []string
		for _, name := range fieldNames() {
			fields = append(fields, words.Say(words.SayField, name))
		}
		replies = handlers.Say(words.SayAskText, office(by))
		replies[0].Text = append(replies[0].Text, chat.Span{Style: chat.Faint, Text: "\n" + words.Say(words.SayFields, strings.Join(fields, words.Say(words.Comma)))})
		if d.File != nil {
			replies[0].Text = append(replies[0].Text, chat.Span{Text: "\n" + words.Say(words.SayFileStays, d.File.Name)})
			row(d.button(words.SayNoFile, "nofile"))
		}
	case stepWhom:
		return []chat.Reply{f.menu(d, "", by)}, nil
	case stepWhen:
		replies = handlers.Say(words.SayAskWhen)
		row(d.button(words.SayNow, "now"), d.button(words.SayLater, "later"))
	case stepTime:
		replies = handlers.Say(words.SayAskTime)
	case stepUrgency:
		replies = handlers.Say(words.SayAskUrgency)
		row(d.button(words.SayUsual, "usual"), d.button(words.SayUrgent, "urgent"))
	case stepSure:
		replies = handlers.Say(words.SayAskSure)
		row(d.button(words.SaySure, "sure"))
		row(d.button(words.SayRather, "usual"))
	}
	return replies, nil
}

// tooLong says by how much a text is too long; with a file less fits.
func (d draft) tooLong(over int) []chat.Reply {
	if d.File == nil {
		return handlers.Say(words.SayTooLong, over)
	}
	replies := handlers.Say(words.SayTooLongFile, over)
	replies[0].Buttons = [][]chat.Button{{d.button(words.SayNoFile, "nofile")}}
	return replies
}

// drop gives up what was previewed, so that it cannot be confirmed any more.
func (f Flow) drop(ctx context.Context, m chat.Message, d draft) error {
	if d.Campaign == "" {
		return nil
	}
	err := f.Records.Discard(ctx, m, d.Campaign)
	if errors.Is(err, ErrNoCampaign) || errors.Is(err, ErrState) || errors.Is(err, ErrRight) {
		return nil
	}
	return err
}

// open reads the file of an announcement; where that cannot be done the replies say why.
func (f Flow) open(ctx context.Context, m chat.Message, in *chat.Incoming) (*chat.File, []chat.Reply, error) {
	if in == nil {
		return nil, nil, nil
	}
	data, err := f.Files.Open(ctx, m.From, *in, chat.MaxFile)
	switch {
	case errors.Is(err, chat.ErrFileTooLarge):
		return nil, handlers.Say(words.SayFileTooLarge, chat.MaxFile>>20), nil
	case errors.Is(err, chat.ErrFileGone):
		return nil, handlers.Say(words.SayFileGone), nil
	case err != nil:
		return nil, nil, err
	}
	file := &chat.File{Name: in.Name, Type: in.Type, Data: data}
	if file.Check() != nil {
		return nil, handlers.Say(words.SayFileBad), nil
	}
	return file, nil, nil
}

// Clean is a text as it goes out: without spaces around it and signs that steer the writing or the screen.
func Clean(text string) string {
	text = strings.ReplaceAll(text, "\r\n", "\n")
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if r != '\n' && r != '\t' && unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) {
			return -1
		}
		return r
	}, text))
}
