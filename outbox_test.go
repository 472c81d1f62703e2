package main

import (
	"net/http"
	"os"
	"strings"
	"testing"

	"zhicheng/bot/chat"
	"zhicheng/store"
)

func TestOutboxCommands(t *testing.T) {
	r := newReminded(t)
	for _, day := range []int{10, 11} {
		if err := r.tick.Tick(t.Context(), civil(day, 9)); err != nil {
			t.Fatal(err)
		}
	}
	db := "--db=" + r.file
	campaign := "reminders/chifeng-2023/2023-05-11T09:00:00"
	sees := func(want ...string) {
		t.Helper()
		out := succeeds(t, "", "outbox", "status", db)
		for _, w := range want {
			if !strings.Contains(out, w) {
				t.Errorf("status without %q: %s", w, out)
			}
		}
	}
	sees(campaign + "\trunning\tqueued\t1\t")
	succeeds(t, "", "outbox", "pause", db, campaign)
	sees(campaign + "\tpaused\tqueued\t1\t")
	succeeds(t, "", "outbox", "resume", db, campaign)
	out := succeeds(t, "", "outbox", "show", db, "1")
	if !strings.Contains(out, `"State": "queued"`) || !strings.Contains(out, "2023-05-12") || strings.Contains(out, "公示") {
		t.Errorf("show: %s", out)
	}
	fails(t, 1, []string{"outbox", "retry", db, "1"}, store.ErrNoRow.Error())
	succeeds(t, "", "outbox", "cancel", db, campaign)
	sees(campaign + "\tcancelled\tcancelled\t1\t")
	fails(t, 1, []string{"outbox", "resume", db, campaign}, store.ErrNoCampaign.Error())

	copied := t.TempDir() + "/copy.db"
	succeeds(t, "", "backup", db, copied)
	if info, err := os.Stat(copied); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the copy: %v, %v", info, err)
	}
	if rows(t, copied) != rows(t, r.file) {
		t.Error("the copy differs")
	}
	fails(t, 1, []string{"backup", db, copied}, "exists")
}

func TestMetrics(t *testing.T) {
	t.Parallel()
	r := newReminded(t)
	if err := r.store.Notify(t.Context(), "news", r.me, chat.Reply{Text: []chat.Span{{Text: "新消息"}}}, civilNow()); err != nil {
		t.Fatal(err)
	}
	p := launch(t, r.file, r.flags()...)
	b := browser{Client: http.DefaultClient, page: p.address(t, "ZHICHENG_HEALTH")}
	r.wait(t, 42, 1)
	_, body := b.get(t, "/metrics")
	for !strings.Contains(body, `zhicheng_outbox_messages{kind="reminder",state="sent",reason=""} 1`) {
		if !strings.Contains(body, `state="sending"`) {
			t.Fatal(body)
		}
		_, body = b.get(t, "/metrics")
	}
	for _, want := range []string{"zhicheng_outbox_lag_seconds 0.000", "zhicheng_telegram_429_total 0", "zhicheng_telegram_tokens "} {
		if !strings.Contains(body, want) {
			t.Errorf("no %q in\n%s", want, body)
		}
	}
}
