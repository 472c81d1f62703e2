package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"zhicheng/bot"
	"zhicheng/bot/chat"
	"zhicheng/handlers/access"
	"zhicheng/reminders/units"
	"zhicheng/store"
)

// bureau is a database with two units, their liaisons, somebody who only asks, and an admin.
func bureau(t *testing.T) (s *store.Store, file string) {
	t.Helper()
	file = filepath.Join(t.TempDir(), "zhicheng.db")
	s, err := store.Open(t.Context(), file)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	at := civil(10, 9)
	must(s.SaveUnits(t.Context(), chat.Message{ID: "units", From: store.FromCommandLine(), At: at}, []units.Unit{
		{Name: "敖汉一中", Level: units.County, District: "敖汉旗", Kind: units.Institution, Titles: []units.Title{units.Senior}},
		{Name: "市医院", Level: units.City, Kind: units.Institution, Titles: []units.Title{units.Senior}},
	}))
	for person, g := range map[string]access.Grant{"one": {Role: access.Liaison, Unit: 1}, "two": {Role: access.Liaison, Unit: 2}, "admin": {Role: access.Admin}, "asks": {}} {
		if g.Role != "" {
			must(s.Grant(t.Context(), person, g, store.BySettings, at))
		}
		m := chat.Message{ID: person, From: chat.Conversation{Channel: "telegram", Chat: "1" + person, Person: person}, Kind: chat.Text, Text: "x", At: at}
		must(s.Receive(t.Context(), []chat.Message{m}, bot.Mark{}))
	}
	return s, file
}

func textFile(t *testing.T, text string) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "text.txt")
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

func TestBroadcastCommand(t *testing.T) {
	s, file := bureau(t)
	before, err := s.AuditHead(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	run := func(text string, more ...string) (p previewed) {
		t.Helper()
		args := append([]string{"broadcast", "--db=" + file, "--text-file=" + textFile(t, text), "--json"}, more...)
		if err := json.Unmarshal([]byte(succeeds(t, "", args...)), &p); err != nil {
			t.Fatal(err)
		}
		return p
	}
	p := run("{单位}：明天停电", "--to", "district=敖汉旗,role=liaison", "--dry-run")
	if p.State != "draft" || p.Recipients != 1 || len(p.Hash) != 64 || len(p.Samples) != 1 || !strings.Contains(p.Samples[0], "敖汉一中：明天停电") {
		t.Errorf("a dry run: %+v", p)
	}
	if rows, err := s.Outbox(t.Context()); err != nil || len(rows) != 0 {
		t.Errorf("a dry run left %v, %v", rows, err)
	}
	if _, err := s.OutboxRow(t.Context(), 1); err == nil {
		t.Error("a dry run left a row")
	}
	if head, err := s.AuditHead(t.Context()); err != nil || head != before {
		t.Errorf("a dry run is in the audit: %v, %v", head, err)
	}
	if p = run("明天停电", "--to=series=中小学教师", "--dry-run"); p.Recipients != 0 {
		t.Errorf("a series by its name: %+v", p)
	}
	p = run("明天停电", "--to=all", "--confirm")
	if p.State != "running" || p.Recipients != 4 {
		t.Errorf("confirmed: %+v", p)
	}
	p = run("明天停电", "--to=role=liaison", "--confirm", "--second-from=2")
	if p.State != "waiting" || !p.Second {
		t.Errorf("above the size: %+v", p)
	}
	all, err := s.Outbox(t.Context())
	asked := 0
	for _, row := range all {
		if strings.HasPrefix(row.Campaign, "notice/second/") {
			asked++
		}
	}
	if err != nil || asked != 1 {
		t.Errorf("%d were asked: %v, %v", asked, all, err)
	}
	if head, err := s.VerifyAudit(t.Context(), store.AuditHead{}); err != nil || head.Seq == 0 {
		t.Errorf("the audit: %v, %v", head, err)
	}
}

func TestBroadcastRefuses(t *testing.T) {
	_, file := bureau(t)
	text := textFile(t, "{单位}：明天停电")
	base := []string{"broadcast", "--db=" + file, "--text-file=" + text}
	for flags, want := range map[string]string{
		"--to=role=king --dry-run":                     "applicant",
		"--to=district=北京 --dry-run":                   "--to district=",
		"--to=colour=red --dry-run":                    "role, district",
		"--to=series=教书 --dry-run":                     "--to series=教书",
		"--to=all,role=liaison --dry-run":              "stands alone",
		"--to=role=liaison,all --dry-run":              "stands alone",
		"--to=all --dry-run --at=2093-01-01T09:00":     "90 days ahead",
		"--to=unit=none --dry-run":                     "no such unit",
		"--to=open=none --dry-run":                     "--to open=none",
		"--to=role= --dry-run":                         "KEY=VALUE",
		"--to=all --dry-run --at=tomorrow":             "--at",
		"--to=all --dry-run --at=2001-01-01T09:00":     "is over",
		"--to=all --dry-run --second-from=x":           "--second-from",
		"--to=all --dry-run --file=" + textFile(t, ""): "--file",
	} {
		fails(t, 1, append(base, strings.Fields(flags)...), want)
	}
	fails(t, 2, append(base, "--to=all"), "--dry-run")
	fails(t, 2, append(base, "--to=all", "--dry-run", "--confirm"), "--dry-run")
	// A template that has no value for somebody stops it, after the preview that says so.
	status, out, errs := command(t, "", append(base, "--to=all", "--confirm")...)
	if status != 1 || !strings.Contains(out, "missing\t单位") || !strings.Contains(errs, "template") {
		t.Errorf("status %d: %s %s", status, out, errs)
	}
	_, out, _ = command(t, "", append(base, "--to=role=staff", "--confirm")...)
	if !strings.Contains(out, "recipients\t0") {
		t.Errorf("nobody: %s", out)
	}
}

// What the file holds is what goes out, without what steers a screen; a file that is not UTF-8 would go out as rubbish.
func TestTheTextOfABroadcast(t *testing.T) {
	_, file := bureau(t)
	sample := func(text string) string {
		t.Helper()
		var p previewed
		out := succeeds(t, "", "broadcast", "--db="+file, "--text-file="+textFile(t, text), "--to=role=liaison", "--dry-run", "--json")
		if err := json.Unmarshal([]byte(out), &p); err != nil || len(p.Samples) == 0 {
			t.Fatal(out, err)
		}
		_, said, _ := strings.Cut(p.Samples[0], "\n")
		return said
	}
	if said := sample("\ufeff明天停电。\r\n请\u202e知悉\x07\n"); said != "明天停电。\n请知悉" {
		t.Errorf("%q", said)
	}
	gbk := "\xc3\xf7\xcc\xec\xcd\xa3\xb5\xe7"
	fails(t, 1, []string{"broadcast", "--db=" + file, "--text-file=" + textFile(t, gbk), "--to=all", "--dry-run"}, "UTF-8")
}

// A second person is needed and there is none: whoever let it go must know that nothing will go out.
func TestABroadcastThatNobodyCanSecond(t *testing.T) {
	s, file := bureau(t)
	if err := s.Forget(t.Context(), "admin", "m"); err != nil {
		t.Fatal(err)
	}
	status, out, errs := command(t, "", "broadcast", "--db="+file, "--text-file="+textFile(t, "明天停电"), "--to=role=liaison", "--confirm", "--second-from=2")
	if status != 1 || !strings.Contains(out, "state\twaiting") || !strings.Contains(errs, "nobody who could be") {
		t.Errorf("status %d: %s %s", status, out, errs)
	}
}

func TestABroadcastWithAPicture(t *testing.T) {
	_, file := bureau(t)
	out := succeeds(t, "", "broadcast", "--db="+file, "--text-file="+textFile(t, "请看"), "--file=testdata/files/海报.png", "--to=role=liaison", "--dry-run")
	if !strings.Contains(out, "file\t海报.png\nshown as a picture\ttrue\n") {
		t.Error(out)
	}
}

// In a sandbox the day is that of its clock, else nothing would arrive until the real day has come there.
func TestABroadcastInASandbox(t *testing.T) {
	s, file := bureau(t)
	at := func() string {
		t.Helper()
		var p previewed
		out := succeeds(t, "", "broadcast", "--db="+file, "--text-file="+textFile(t, "明天停电"), "--to=role=liaison", "--dry-run", "--json")
		if err := json.Unmarshal([]byte(out), &p); err != nil {
			t.Fatal(err)
		}
		return p.At
	}
	if got := at(); strings.HasPrefix(got, "2023-") {
		t.Errorf("real time is %s", got)
	}
	if err := s.OpenWebChats(t.Context(), "session", []chat.Conversation{{Channel: "web", Chat: "page", Person: "web"}}); err != nil {
		t.Fatal(err)
	}
	if got := at(); got != "2023-05-10T09:00:00+08:00" {
		t.Errorf("a clock that was never moved: %s", got)
	}
	if err := s.SetSandboxClock(t.Context(), civil(12, 10)); err != nil {
		t.Fatal(err)
	}
	if got := at(); got != "2023-05-12T10:00:00+08:00" {
		t.Errorf("a clock that was moved: %s", got)
	}
}
