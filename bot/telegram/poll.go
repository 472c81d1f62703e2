package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"time"

	tg "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"
)

// ErrToken says that the Bot API knows no such bot: the token or the address is wrong.
var ErrToken = errors.New("the Bot API does not know this token: check the token and the address of the Bot API")

// idle is the least time between two polls that brought nothing, against a server that answers at once.
const idle = 200 * time.Millisecond

// allowed are the updates that we ask for.
const allowed = `["message","callback_query","my_chat_member"]`

// Poll receives updates until ctx ends, and then returns nil. Errors of the network and of the server are waited out;
// only ErrToken, at the start, and an unreadable offset are returned. Call it once.
func (b *Bot) Poll(ctx context.Context) error {
	defer func() { _ = b.side.Wait() }()
	offset, err := b.cfg.Offset(ctx)
	if err != nil {
		return fmt.Errorf("telegram: read the offset: %w", err)
	}
	if err := b.identify(ctx); err != nil {
		return err
	}
	b.setMenu(ctx)
	for failures := 0; ctx.Err() == nil; {
		next, err := b.poll(ctx, offset)
		if err == nil {
			offset, failures = next, 0
			continue
		}
		failures++
		if ctx.Err() == nil {
			b.waitOut(ctx, "poll", err, failures)
		}
	}
	return nil
}

// identify learns our own name. It goes on until the server answers.
func (b *Bot) identify(ctx context.Context) error {
	for failures := 1; ; failures++ {
		me, err := b.lib.GetMe(ctx)
		if ctx.Err() != nil {
			return nil
		}
		e, refused := errors.AsType[*apiError](err)
		link, unreached := errors.AsType[*linkError](err)
		switch {
		case refused && (e.Code == http.StatusUnauthorized || e.Code == http.StatusNotFound):
			return fmt.Errorf("telegram: %w: %w", ErrToken, e)
		case refused:
			b.waitOut(ctx, "getMe", e, failures)
		case unreached:
			b.waitOut(ctx, "getMe", link, failures)
		default: // an answer that the library cannot read is an answer
			if me != nil {
				b.username.Store(&me.Username)
			}
			b.log.Info("telegram: polling", "bot", BotID(b.cfg.Token))
			return nil
		}
	}
}

func (b *Bot) setMenu(ctx context.Context) {
	b.cosmetic(ctx, "setMyCommands", func(ctx context.Context) error {
		return errors.Join(b.menu(ctx, b.cfg.Commands, nil),
			b.menu(ctx, b.cfg.GroupCommands, &models.BotCommandScopeAllGroupChats{}))
	})
}

func (b *Bot) menu(ctx context.Context, commands []Command, where models.BotCommandScope) error {
	if len(commands) == 0 {
		return nil
	}
	var menu []models.BotCommand
	for _, c := range commands {
		menu = append(menu, models.BotCommand{Command: c.Name, Description: c.Description})
	}
	_, err := b.lib.SetMyCommands(ctx, &tg.SetMyCommandsParams{Commands: menu, Scope: where})
	return err
}

// poll makes one long poll and stores what it brought. It returns the next offset.
func (b *Bot) poll(ctx context.Context, offset int64) (int64, error) {
	fields := map[string]string{
		"timeout":         strconv.Itoa(int(b.cfg.LongPoll.Seconds())),
		"allowed_updates": allowed,
	}
	if offset != 0 {
		fields["offset"] = strconv.FormatInt(offset, 10)
	}
	var updates []json.RawMessage
	began := b.gate.now()
	if err := b.poller.call(ctx, "getUpdates", fields, &updates); err != nil {
		return 0, err
	}
	b.batch = batch{here: map[string]bool{}}
	next, fresh := offset, false
	if len(updates) > 0 {
		last := int64(-1)
		for _, raw := range updates {
			last = max(last, b.take(ctx, raw))
		}
		// An id below the offset is a repetition, or the first one after Telegram began to count anew.
		next, fresh = last+1, last >= offset
		if err := b.store(ctx, b.batch, next); err != nil {
			return 0, err
		}
	}
	if spent := b.gate.now().Sub(began); !fresh && spent < idle {
		_ = b.sleep(ctx, idle-spent)
	}
	return next, nil
}

func (b *Bot) store(ctx context.Context, got batch, next int64) error {
	for _, m := range got.moves {
		if err := b.moved(ctx, m); err != nil {
			return err
		}
		got.move(m)
	}
	for chatID, ok := range got.here {
		b.reachable(ctx, chatID, ok)
	}
	if err := b.cfg.Receive(ctx, got.messages, next); err != nil {
		return fmt.Errorf("store what arrived: %w", err)
	}
	if len(got.presses) > 0 {
		b.cosmetic(ctx, "answerCallbackQuery", func(ctx context.Context) error { return b.answer(ctx, got.presses) })
	}
	return nil
}

// answer ends the waiting signs on pressed buttons. A press that is too old to be answered is nothing to speak of.
func (b *Bot) answer(ctx context.Context, presses []string) error {
	for _, id := range presses {
		_, err := b.lib.AnswerCallbackQuery(ctx, &tg.AnswerCallbackQueryParams{CallbackQueryID: id})
		if e, ok := errors.AsType[*apiError](err); err != nil && (!ok || e.Code != http.StatusBadRequest) {
			return err
		}
	}
	return nil
}

// waitOut logs a failure and waits as long as it asks for.
func (b *Bot) waitOut(ctx context.Context, what string, err error, failures int) {
	wait := backoff(failures)
	text := "telegram: " + what + " failed"
	if e, ok := errors.AsType[*apiError](err); ok {
		switch {
		case e.Code == http.StatusTooManyRequests:
			wait = e.RetryAfter
		case e.Code == http.StatusConflict && e.Reason == webhook:
			text = "telegram: a webhook is set for this bot; delete it (deleteWebhook) to receive by polling"
		case e.Code == http.StatusConflict:
			text = "telegram: another program polls with the same token; only one may"
		case e.Code == http.StatusUnauthorized:
			text = "telegram: the token is no longer valid"
			wait = backoff(100)
		}
	}
	b.log.Warn(text, "err", err, "wait", wait.Round(time.Millisecond))
	_ = b.sleep(ctx, wait)
}
