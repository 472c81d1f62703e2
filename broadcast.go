package main

import (
	"cmp"
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"zhicheng/bot/chat"
	"zhicheng/bot/outbox"
	"zhicheng/bot/web"
	"zhicheng/handlers/access"
	"zhicheng/handlers/broadcast"
	"zhicheng/knowledge/packs"
	"zhicheng/store"
)

type broadcastCmd struct {
	packFlags
	outboxDB
	To         []string `help:"Whom: role=, district=, level=, series=, title=, open= (a milestone), unit= (a name); several may be given, all must hold; \"all\" for everybody." required:"" placeholder:"KEY=VALUE"`
	TextFile   string   `help:"The text, with {单位} and the like filled in for each unit." required:"" type:"existingfile" placeholder:"FILE"`
	File       string   `help:"A file that goes with it." type:"existingfile" placeholder:"FILE"`
	At         string   `help:"When, in the offices' time; at once if not given." placeholder:"YYYY-MM-DDTHH:MM"`
	Urgent     bool     `help:"Also at night."`
	DryRun     bool     `help:"Print the preview and keep nothing." xor:"do" required:""`
	Confirm    bool     `help:"Let it go." xor:"do" required:""`
	JSON       bool     `help:"Print JSON."`
	SecondFrom string   `help:"From so many recipients on a second staff member confirms in a chat; 0 for never." env:"ZHICHENG_SECOND_FROM" default:"500" placeholder:"NUMBER"`
}

// Help is shown by --help.
func (broadcastCmd) Help() string {
	return "It runs beside serve, which sends. Example:\n\n" +
		"  zhicheng broadcast --to district=敖汉旗,role=liaison --text-file notice.txt --dry-run\n" +
		"  zhicheng broadcast --to district=敖汉旗,role=liaison --text-file notice.txt --confirm"
}

// Run prints the preview and, when it is told to, confirms it.
func (c broadcastCmd) Run(ctx context.Context, out streams) error {
	book, err := c.loadDates()
	if err != nil {
		return err
	}
	second, err := strconv.ParseInt(c.SecondFrom, 10, 64)
	if err != nil || second < 0 {
		return fmt.Errorf("--second-from: %q is no number of recipients", c.SecondFrom)
	}
	return c.use(ctx, func(s *store.Store) error {
		now, err := civilOf(ctx, s, book.Pack)
		if err != nil {
			return err
		}
		said, err := c.said(ctx, book.Pack, s, now)
		if err != nil {
			return err
		}
		return c.announce(ctx, out.out, announcements(s, book, randomBytes(32), second), said, now)
	})
}

// civilOf is the civil time of a database: a sandbox has its own, by which alone anything is sent there.
func civilOf(ctx context.Context, s *store.Store, p *packs.Pack) (time.Time, error) {
	sandbox, err := s.HasSandbox(ctx)
	if err != nil || !sandbox {
		return civilNow(), err
	}
	clock, err := web.OpenClock(ctx, s, p.Morning())
	if err != nil {
		return time.Time{}, err
	}
	return clock.Now(), nil
}

func (c broadcastCmd) announce(ctx context.Context, out io.Writer, a store.Announcements, said broadcast.Announcement, now time.Time) error {
	by := []access.Grant{{Role: access.Admin}}
	m := chat.Message{ID: "cli:" + hex.EncodeToString(randomBytes(8)), From: store.FromCommandLine(), At: now}
	said.Text = broadcast.Signed(by, said.Text)
	frozen, err := a.Freeze(ctx, m, said, by)
	if err != nil {
		return err
	}
	m.ID += ":" + frozen.ID
	if !c.Confirm {
		return errors.Join(c.print(out, frozen), a.Unfreeze(ctx, frozen.ID))
	}
	confirmed, err := a.Confirm(ctx, m, frozen.ID, frozen.Token)
	if err != nil {
		return errors.Join(c.print(out, frozen), err, a.Unfreeze(ctx, frozen.ID))
	}
	if err := c.print(out, confirmed); err != nil || confirmed.State != outbox.Waiting {
		return err
	}
	n, err := a.AskSeconds(ctx, m, confirmed.ID, broadcast.Question(confirmed, by))
	switch {
	case err == nil && n == 0:
		err = errors.New("it waits for a second person, and there is nobody who could be: whoever may announce to as many must be invited first. After a day it is gone")
	case err == nil && !c.JSON:
		_, err = fmt.Fprintf(out, "it waits for a second person: %d conversations were asked\n", n)
	}
	return err
}

// said is the announcement that the flags make.
func (c broadcastCmd) said(ctx context.Context, p *packs.Pack, s *store.Store, now time.Time) (a broadcast.Announcement, err error) {
	text, err := readAtMost(c.TextFile, chat.MaxText)
	if err != nil {
		return a, fmt.Errorf("--text-file: %w", err)
	}
	if !utf8.Valid(text) {
		return a, errors.New("--text-file: it is not UTF-8; save it anew as UTF-8")
	}
	a = broadcast.Announcement{Text: broadcast.Clean(strings.TrimPrefix(string(text), "\ufeff")), Urgent: c.Urgent}
	if a.Text == "" {
		return a, errors.New("--text-file: it is empty")
	}
	if a.At, err = readAt(c.At, now); err != nil {
		return a, fmt.Errorf("--at: %w", err)
	}
	if c.File != "" {
		if a.File, err = readFile(c.File); err != nil {
			return a, fmt.Errorf("--file: %w", err)
		}
	}
	known, err := c.known(ctx, p, s)
	if err == nil {
		a.To, err = readFilter(c.To, known)
	}
	return a, err
}

// readAt is when to send, as the flag says; at once if it says nothing.
func readAt(text string, now time.Time) (at time.Time, err error) {
	if text == "" {
		return at, nil
	}
	at, err = time.ParseInLocation("2006-01-02T15:04", text, now.Location())
	switch {
	case err != nil:
		return at, fmt.Errorf("%q is no time like 2023-05-12T09:00", text)
	case at.Before(now):
		return at, fmt.Errorf("%s is over", text)
	case at.After(now.AddDate(0, 0, broadcast.MaxDaysAhead)):
		return at, fmt.Errorf("%s is more than %d days ahead", text, broadcast.MaxDaysAhead)
	}
	return at, nil
}

func readAtMost(name string, limit int64) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }()
	data, err := io.ReadAll(io.LimitReader(f, limit+1))
	if err == nil && int64(len(data)) > limit {
		err = fmt.Errorf("it has more than %d bytes", limit)
	}
	return data, err
}

func readFile(name string) (*chat.File, error) {
	data, err := readAtMost(name, chat.MaxFile)
	if err != nil {
		return nil, err
	}
	f := &chat.File{Name: chat.CleanName(filepath.Base(name)), Data: data,
		Type: cmp.Or(mime.TypeByExtension(filepath.Ext(name)), "application/octet-stream")}
	return f, f.Check()
}

// previewed is a preview for programs: without the file and the token.
type previewed struct {
	ID          string            `json:"id"`
	State       string            `json:"state"`
	Hash        string            `json:"hash"`
	At          string            `json:"at"`
	Recipients  int64             `json:"recipients"`
	Segments    []broadcast.Count `json:"segments"`
	Unreachable int64             `json:"unreachable"`
	Muted       int64             `json:"muted"`
	File        string            `json:"file,omitempty"`
	Picture     bool              `json:"picture,omitempty"` // the file is shown in place
	Missing     []string          `json:"missing"`
	TooLong     int64             `json:"too_long"`
	Seconds     int               `json:"seconds"` // it will take
	Second      bool              `json:"needs_second"`
	Samples     []string          `json:"samples"`
}

func (c broadcastCmd) print(out io.Writer, a broadcast.Campaign) error {
	line := previewed{ID: a.ID, State: a.State, Hash: a.Hash, At: a.At.Format(time.RFC3339), Recipients: a.Recipients, Segments: a.Segments,
		Unreachable: a.Unreachable, Muted: a.Muted, Missing: a.Missing, TooLong: a.TooLong, Seconds: int(a.Takes.Seconds()), Second: a.Second}
	for _, s := range a.Samples {
		line.Samples = append(line.Samples, s.Reply.Plain())
		if f := s.Reply.File; f != nil {
			line.File, line.Picture = f.Name, f.Picture() != ""
		}
	}
	if c.JSON {
		enc := json.NewEncoder(out)
		enc.SetEscapeHTML(false)
		return enc.Encode(line)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "campaign\t%s\nstate\t%s\nhash\t%s\nat\t%s\nrecipients\t%d\n", line.ID, line.State, line.Hash, line.At, line.Recipients)
	if line.File != "" {
		fmt.Fprintf(&b, "file\t%s\nshown as a picture\t%t\n", line.File, line.Picture)
	}
	for _, s := range line.Segments {
		fmt.Fprintf(&b, "  %s\t%d\n", s.Segment, s.N)
	}
	fmt.Fprintf(&b, "unreachable\t%d\nmuted\t%d\ntoo long\t%d\nmissing\t%s\ntakes\t%s\nneeds a second\t%t\n",
		line.Unreachable, line.Muted, line.TooLong, strings.Join(line.Missing, ", "), a.Takes.Round(time.Second), line.Second)
	for _, s := range line.Samples {
		fmt.Fprintf(&b, "---\n%s\n", s)
	}
	_, err := io.WriteString(out, b.String())
	return err
}
