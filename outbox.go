package main

import (
	"context"
	"encoding/json"
	"fmt"

	"zhicheng/store"
)

type outboxCmd struct {
	Status outboxStatusCmd `cmd:"" help:"Count the messages of each campaign."`
	Show   outboxShowCmd   `cmd:"" help:"Show how one message stands; never its text."`
	Retry  outboxRetryCmd  `cmd:"" help:"Send a message again that failed or of which nothing was heard."`
	Pause  outboxPauseCmd  `cmd:"" help:"Hold a campaign before its next message."`
	Resume outboxResumeCmd `cmd:"" help:"Let a paused campaign go on."`
	Cancel outboxCancelCmd `cmd:"" help:"End a campaign before its next message."`
}

type outboxDB struct {
	DB string `help:"The database." env:"ZHICHENG_DB" default:"data/zhicheng.db" type:"existingfile"`
}

func (d outboxDB) use(ctx context.Context, f func(*store.Store) error) error {
	s, err := store.OpenExisting(ctx, d.DB)
	if err != nil {
		return err
	}
	defer func() { _ = s.Close() }()
	return f(s)
}

type outboxStatusCmd struct{ outboxDB }

// Help is shown by --help.
func (outboxStatusCmd) Help() string { return "Example:\n\n  zhicheng outbox status" }

// Run prints a line for each campaign and state.
func (c outboxStatusCmd) Run(ctx context.Context, out streams) error {
	return c.use(ctx, func(s *store.Store) error {
		all, err := s.Outbox(ctx)
		if err != nil {
			return err
		}
		for _, t := range all {
			if _, err := fmt.Fprintf(out.out, "%s\t%s\t%s\t%d\t%s\n", t.Campaign, t.State, t.Rows, t.Number, t.Reason); err != nil {
				return err
			}
		}
		unseen, err := s.Unseen(ctx)
		if err == nil && unseen > 0 {
			_, err = fmt.Fprintf(out.out, "sent to a web chat, not seen yet\t\t\t%d\t\n", unseen)
		}
		if err != nil {
			return err
		}
		dropped, err := s.Dropped(ctx)
		if err == nil && dropped > 0 {
			_, err = fmt.Fprintf(out.out, "dropped, too late\t\t\t%d\t\n", dropped)
		}
		return err
	})
}

type outboxShowCmd struct {
	outboxDB
	ID int64 `arg:"" help:"The message's number in the log."`
}

// Help is shown by --help.
func (outboxShowCmd) Help() string { return "Example:\n\n  zhicheng outbox show 17" }

// Run prints the row as JSON.
func (c outboxShowCmd) Run(ctx context.Context, out streams) error {
	return c.use(ctx, func(s *store.Store) error {
		r, err := s.OutboxRow(ctx, c.ID)
		if err != nil {
			return err
		}
		enc := json.NewEncoder(out.out)
		enc.SetIndent("", "  ")
		return enc.Encode(r)
	})
}

type outboxRetryCmd struct{ outboxShowCmd }

// Help is shown by --help.
func (outboxRetryCmd) Help() string { return "Example:\n\n  zhicheng outbox retry 17" }

// Run queues the message again.
func (c outboxRetryCmd) Run(ctx context.Context) error {
	return c.use(ctx, func(s *store.Store) error { return s.Resend(ctx, c.ID) })
}

type outboxCampaign struct {
	outboxDB
	Campaign string `arg:"" help:"As status names it."`
}

type outboxPauseCmd struct{ outboxCampaign }

// Help is shown by --help.
func (outboxPauseCmd) Help() string {
	return "Example:\n\n  zhicheng outbox pause reminders/chifeng-2023/2023-05-16T08:00:00"
}

// Run pauses.
func (c outboxPauseCmd) Run(ctx context.Context) error {
	return c.use(ctx, func(s *store.Store) error { return s.Pause(ctx, c.Campaign) })
}

type outboxResumeCmd struct{ outboxCampaign }

// Help is shown by --help.
func (outboxResumeCmd) Help() string {
	return "Example:\n\n  zhicheng outbox resume reminders/chifeng-2023/2023-05-16T08:00:00"
}

// Run resumes.
func (c outboxResumeCmd) Run(ctx context.Context) error {
	return c.use(ctx, func(s *store.Store) error { return s.Resume(ctx, c.Campaign) })
}

type outboxCancelCmd struct{ outboxCampaign }

// Help is shown by --help.
func (outboxCancelCmd) Help() string {
	return "Example:\n\n  zhicheng outbox cancel reminders/chifeng-2023/2023-05-16T08:00:00"
}

// Run cancels.
func (c outboxCancelCmd) Run(ctx context.Context) error {
	return c.use(ctx, func(s *store.Store) error { return s.Cancel(ctx, c.Campaign) })
}
