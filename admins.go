package main

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/mattn/go-isatty"

	"zhicheng/bot/chat"
	"zhicheng/bot/telegram"
	"zhicheng/bot/web"
	"zhicheng/handlers/access"
	"zhicheng/handlers/people"
	"zhicheng/store"
)

// firstCodeFor is how long the code is good by which the first admin joins.
const firstCodeFor = time.Hour

func userIDs(list string) (ids []string, err error) {
	for _, id := range strings.FieldsFunc(list, func(r rune) bool { return r == ',' || r == ' ' }) {
		if n, err := strconv.ParseInt(id, 10, 64); err != nil || n <= 0 {
			return nil, errors.New("want Telegram user ids, numbers separated by commas")
		}
		ids = append(ids, id)
	}
	return ids, nil
}

// openAdmins makes the admins of the settings. Where nobody is admin then, whoever gets hold of a one-time code becomes
// the first one: it is printed to the terminal or, without one, written to a file beside the database.
func (h *house) openAdmins(ctx context.Context, s *store.Store, key []byte) error {
	var persons []string
	for _, id := range h.admins {
		persons = append(persons, chat.Pseudonym(key, telegram.Channel, id))
	}
	if err := s.SetAdmins(ctx, persons, civilNow()); err != nil {
		return err
	}
	file := h.DB + ".admin-code"
	if err := os.Remove(file); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("remove the old code of the first admin: %w", err)
	}
	has, err := s.HasAdmin(ctx)
	if err != nil || has {
		return err
	}
	now := civilNow()
	nonce := hex.EncodeToString(randomBytes(16))
	code := firstCode(key, nonce)
	m := chat.Message{ID: "first admin/" + nonce, From: chat.Conversation{Person: store.ByProgram}, At: now}
	err = s.Invite(ctx, m, people.Hash(code), people.Invitation{Role: access.Admin, Seats: 1, Expires: now.Add(firstCodeFor)})
	if err != nil {
		return err
	}
	if f, ok := h.terminal.(*os.File); ok && isatty.IsTerminal(f.Fd()) {
		_, err = fmt.Fprintf(f, "Nobody is admin yet. Within an hour, send the bot:  /join %s\n", code)
		return err
	}
	if err := os.WriteFile(file, []byte(code+"\n"), 0o600); err != nil {
		return fmt.Errorf("write the code of the first admin: %w", err)
	}
	h.log.Info("nobody is admin yet; the code to become one stands in a file for an hour", "file", file)
	h.later(func(context.Context) error { _ = os.Remove(file); return nil })
	return nil
}

func firstCode(key []byte, nonce string) string {
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte("first admin\x00" + nonce))
	return people.Code(mac.Sum(nil))
}

// sandboxStaff gives the sandbox's staff member all rights of the office; the liaison joins by a code, as in life.
func sandboxStaff(s *store.Store, civil func() time.Time) func(context.Context, func(string) chat.Conversation) error {
	return func(ctx context.Context, as func(string) chat.Conversation) error {
		staff := as(web.AsStaff)
		if err := s.Meet(ctx, staff); err != nil { // they are on duty before they have said a word
			return err
		}
		person := staff.Person
		for _, role := range []access.Role{access.Staff, access.Admin} {
			if err := s.Grant(ctx, person, access.Grant{Role: role}, store.BySandbox, civil()); err != nil {
				return err
			}
		}
		return nil
	}
}
