package telegram

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"unicode/utf8"

	tg "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"zhicheng/bot/chat"
)

var _ chat.Sender = (*Bot)(nil)

// maxCaption is the longest caption of a document or photo, in UTF-16 units as maxUnits.
const maxCaption = chat.MaxCaption

// Send delivers a reply, in several messages when it is long or brings a file that its text is too long for; buttons
// go with the last one, whose id is the outcome's Ref. An outcome other than Sent may come after some of the parts
// went out: its error says so, and a further attempt under the same key goes on from there while this process lives.
func (b *Bot) Send(ctx context.Context, to chat.Conversation, key string, r chat.Reply) chat.Outcome {
	return b.send(ctx, to, key, r, b.gate.pass)
}

// Unasked sends as Send does, but lets replies go first.
func (b *Bot) Unasked() chat.Sender { return unasked{b} }

type unasked struct{ b *Bot }

func (u unasked) Send(ctx context.Context, to chat.Conversation, key string, r chat.Reply) chat.Outcome {
	begun := false // what has begun is sent to its end
	return u.b.send(ctx, to, key, r, func(ctx context.Context, address string) error {
		err := u.b.gate.passIf(ctx, address, func() bool { return begun || chat.Wanted(ctx) })
		begun = begun || err == nil
		return err
	})
}

// Tokens is how many messages may be sent at once now; negative where some wait for their turn.
func (b *Bot) Tokens() float64 { return b.gate.all.TokensAt(b.gate.now()) }

// Refusals counts the messages that Telegram answered with 429.
func (b *Bot) Refusals() int64 { return b.gate.count() }

func (b *Bot) send(ctx context.Context, to chat.Conversation, key string, r chat.Reply, pass passing) chat.Outcome {
	if r.Press != "" && b.aside(ctx, r) {
		return chat.Outcome{State: chat.Sent}
	}
	parts, err := b.messages(to.Chat, r)
	if err != nil {
		return chat.Outcome{State: chat.Failed, Err: err}
	}
	id := to.Chat + "\x00" + key
	done := b.sent.get(id)
	for i := done.parts; i < len(parts); i++ {
		out := b.sendPart(ctx, &parts[i], pass)
		if out.State != chat.Sent {
			if len(parts) > 1 {
				out.Err = fmt.Errorf("telegram: %d of %d parts went out: %w", i, len(parts), out.Err)
			}
			return out
		}
		if i+1 < len(parts) { // it may have moved, or lost its topic
			parts[i+1].chat, parts[i+1].thread = parts[i].chat, parts[i].thread
		}
		done = progress{parts: i + 1, ref: out.Ref}
		if key != "" {
			b.sent.put(id, done)
		}
	}
	return chat.Outcome{State: chat.Sent, Ref: done.ref}
}

// maxAlert is the longest text, in characters, of what is shown to whoever pressed a button.
const maxAlert = 200

// aside answers a press. It is true if that has said all; else, as when the press is too old by now, a message must.
func (b *Bot) aside(ctx context.Context, r chat.Reply) bool {
	text := r.Plain()
	if !r.Aside || utf8.RuneCountInString(text) > maxAlert { // only the waiting sign ends
		b.cosmetic(ctx, "answerCallbackQuery", func(ctx context.Context) error { return b.answer(ctx, []string{r.Press}) })
		return false
	}
	_, err := b.lib.AnswerCallbackQuery(ctx, &tg.AnswerCallbackQueryParams{CallbackQueryID: r.Press, Text: text, ShowAlert: true})
	return err == nil
}

// messages are the calls that carry a reply, in order.
func (b *Bot) messages(to string, r chat.Reply) ([]message, error) {
	var ms []message
	for _, p := range render(r.Text) {
		ms = append(ms, message{chat: to, part: p})
	}
	if len(ms) > 0 && r.Keyboard == nil { // a message with a reply keyboard cannot be an edited one
		ms[0].edits, _ = strconv.Atoi(r.Edits)
	}
	if r.File != nil {
		if err := r.File.Check(); err != nil {
			return nil, fmt.Errorf("telegram: %w", err)
		}
		if len(ms) != 1 || ms[0].edits != 0 || cut(ms[0].part.plain, maxCaption) < len(ms[0].part.plain) {
			ms = append(ms, message{chat: to})
		}
		ms[len(ms)-1].file, ms[len(ms)-1].photo = r.File, r.File.Picture() != ""
	}
	if len(ms) == 0 {
		return nil, errors.New("telegram: the reply has no text")
	}
	if isGroup(to) {
		r.Keyboard = nil // it would be everybody's
	}
	ms[len(ms)-1].markup = b.replyMarkup(r)
	at := readSeat(r.Answers, to)
	ms[0].answers = at.message
	for i := range ms {
		ms[i].thread = at.thread
	}
	return ms, nil
}

// message is one call.
type message struct {
	chat   string
	part   part       // the caption when there is a file
	bare   bool       // send the part without markup
	edits  int        // the message to edit, 0 to send a new one
	file   *chat.File // always a new message
	photo  bool       // the file is shown as a picture; else it stays a file, whatever is in it
	fileID string     // by which the file was sent, empty where it was uploaded
	markup any

	thread, answers int // of a new message: where it stands and below which; see seat
}

func (b *Bot) sendPart(ctx context.Context, m *message, pass passing) chat.Outcome {
	for moves := 0; ; {
		id, err := b.call(ctx, m, pass)
		switch {
		case err == nil:
			b.trouble.over()
			return chat.Outcome{State: chat.Sent, Ref: id}
		case refusedFor(err, notModified):
			return chat.Outcome{State: chat.Sent, Ref: strconv.Itoa(m.edits)}
		case refusedFor(err, badMarkup) && !m.bare:
			b.log.Error("telegram: the markup was refused, sending plain text")
			m.bare = true
		case m.fileID != "" && badID(err):
			b.log.Warn("telegram: a file's id was refused, uploading it each time", "err", err)
			b.uploads.spoil(imprintOf(m.file, m.photo))
		case refusedFor(err, badPhoto) && m.photo:
			b.log.Warn("telegram: a picture was refused, sending it as a file")
			m.photo = false
		case (refusedFor(err, uneditable) || refusedFor(err, noText)) && m.edits != 0:
			m.edits = 0
		case refusedFor(err, noTopic) && m.thread != 0: // below what it answers it may still find its topic
			m.thread = 0
		case refusedFor(err, noTopic) && m.answers != 0:
			m.answers = 0
		case movedTo(err) != 0 && moves < maxMoves:
			moves++
			b.follow(ctx, m, movedTo(err))
		default:
			out := b.outcome(err)
			if out.State == chat.Unreachable {
				b.reachable(ctx, m.chat, false)
			}
			return out
		}
	}
}

// call passes the gate and makes one call of the Bot API. It returns the message's id.
func (b *Bot) call(ctx context.Context, m *message, pass passing) (string, error) {
	if err := pass(ctx, m.chat); err != nil {
		return "", err
	}
	var sent *models.Message
	var err error
	text, mode := m.part.html, models.ParseModeHTML
	if m.bare {
		text, mode = m.part.plain, ""
	}
	noPreview := &models.LinkPreviewOptions{IsDisabled: tg.True()}
	var below *models.ReplyParameters
	if m.answers != 0 {
		below = &models.ReplyParameters{MessageID: m.answers, AllowSendingWithoutReply: true}
	}
	switch {
	case m.photo:
		sent, err = b.lib.SendPhoto(ctx, &tg.SendPhotoParams{
			ChatID: m.chat, Caption: text, ParseMode: mode, ReplyMarkup: m.markup, MessageThreadID: m.thread, ReplyParameters: below,
			Photo: b.attachment(m),
		})
	case m.file != nil:
		sent, err = b.lib.SendDocument(ctx, &tg.SendDocumentParams{
			ChatID: m.chat, Caption: text, ParseMode: mode, ReplyMarkup: m.markup, MessageThreadID: m.thread, ReplyParameters: below,
			Document: b.attachment(m), DisableContentTypeDetection: true,
		})
	case m.edits != 0:
		sent, err = b.lib.EditMessageText(ctx, &tg.EditMessageTextParams{
			ChatID: m.chat, MessageID: m.edits, Text: text, ParseMode: mode, ReplyMarkup: m.markup,
			LinkPreviewOptions: noPreview,
		})
	default:
		sent, err = b.lib.SendMessage(ctx, &tg.SendMessageParams{
			ChatID: m.chat, Text: text, ParseMode: mode, ReplyMarkup: m.markup, MessageThreadID: m.thread, ReplyParameters: below,
			LinkPreviewOptions: noPreview,
		})
	}
	if err == nil {
		b.learn(m, sent)
	}
	return b.answered(*m, sent, err)
}

func upload(f *chat.File) models.InputFile {
	return &models.InputFileUpload{Filename: f.Name, Data: bytes.NewReader(f.Data)}
}

func (b *Bot) answered(m message, sent *models.Message, err error) (string, error) {
	if e, ok := errors.AsType[*apiError](err); ok {
		if e.Code == http.StatusTooManyRequests {
			b.gate.refused(m.chat, e.RetryAfter)
		}
		return "", e
	}
	if e, ok := errors.AsType[*linkError](err); ok {
		return "", e
	}
	// Any other error is an accepted message whose description the library could not read.
	switch {
	case err == nil && sent.ID != 0:
		return strconv.Itoa(sent.ID), nil
	case m.edits != 0:
		return strconv.Itoa(m.edits), nil
	default:
		return "", nil
	}
}

// The library's own button type writes an empty copy_text into every button.
type (
	inlineMarkup struct {
		Rows [][]inlineButton `json:"inline_keyboard"`
	}
	inlineButton struct {
		Text string `json:"text"`
		Data string `json:"callback_data"`
	}
	keyboardMarkup struct {
		Rows       [][]keyboardButton `json:"keyboard"`
		Resize     bool               `json:"resize_keyboard"`
		Persistent bool               `json:"is_persistent"`
	}
	keyboardButton struct {
		Text string `json:"text"`
	}
)

// maxData is the longest callback_data in bytes.
const maxData = 64

func (b *Bot) replyMarkup(r chat.Reply) any {
	var inline inlineMarkup
	for _, row := range r.Buttons {
		var out []inlineButton
		for _, button := range row {
			if button.Label == "" || button.Data == "" || len(button.Data) > maxData {
				b.log.Error("telegram: a button that Telegram would refuse was left out")
				continue
			}
			out = append(out, inlineButton{button.Label, button.Data})
		}
		if out != nil {
			inline.Rows = append(inline.Rows, out)
		}
	}
	if inline.Rows != nil {
		return inline
	}
	words := keyboardMarkup{Resize: true, Persistent: true}
	for _, row := range r.Keyboard {
		var out []keyboardButton
		for _, word := range row {
			if word != "" {
				out = append(out, keyboardButton{word})
			}
		}
		if out != nil {
			words.Rows = append(words.Rows, out)
		}
	}
	if words.Rows != nil {
		return words
	}
	return nil
}
