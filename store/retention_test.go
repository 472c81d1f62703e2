package store

import (
	"database/sql"
	"fmt"
	"os"
	"reflect"
	"strings"
	"testing"
	"time"

	"zhicheng/bot/chat"
	"zhicheng/handlers/mine"
)

const day = 24 * time.Hour

func TestMine(t *testing.T) {
	s := open(t)
	ctx := t.Context()
	if got, err := s.Mine(ctx, "jia"); err != nil || !reflect.DeepEqual(got, mine.Data{}) {
		t.Errorf("of a stranger: %+v, %v", got, err)
	}
	m := text("t:1", jia, "/start unit7")
	receive1(t, s, m)
	m.ID, m.At = "t:2", noon.Add(3*day)
	receive1(t, s, m)
	ok(t, s.SetPayload(ctx, "jia", "unit7", noon))
	ok(t, s.SetPayload(ctx, "jia", strings.Repeat("x", 65), noon))
	ok(t, s.SetDialogue(ctx, jia, "t:2", "check", "x", noon))
	asked(t, s, "t:1", "jia", "answered", noon)
	asked(t, s, "t:2", "jia", "answered", noon)
	_, err := s.Rate(ctx, "t:1", "jia", "useful", noon)
	ok(t, err)

	got, err := s.Mine(ctx, "jia")
	ok(t, err)
	if strings.Join(got.Latest, " ") != "问题t:2 问题t:1" {
		t.Errorf("latest: %v", got.Latest)
	}
	got.Latest = nil
	want := mine.Data{FirstSeen: midnight(noon), LastSeen: midnight(noon.Add(3 * day)), Payload: "unit7",
		Chats: 1, Questions: 2, Useful: 1, Dialogues: []string{"check"}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v", got)
	}
}

func TestForget(t *testing.T) {
	s := open(t)
	ctx := t.Context()
	other := chat.Conversation{Channel: "web", Chat: "secret-chat", Person: "jia"}
	receive1(t, s, text("t:1", jia, "secret-one"), text("t:2", other, "secret-two"), text("t:3", yi, "kept-words"),
		text("t:4", jia, "/forget"), text("t:5", jia, "sent-after"))
	ok(t, s.Finish(ctx, "t:1", nil))
	ok(t, s.Finish(ctx, "t:2", []chat.Reply{say("secret-reply")})) // not yet sent
	ok(t, s.SetPayload(ctx, "jia", "secret-payload", noon))
	asked(t, s, "secret-question", "jia", "answered", noon)
	asked(t, s, "kept-question", "yi", "answered", noon)
	ok(t, s.SetDialogue(ctx, jia, "t:1", "check", "secret-state", noon))
	if !inFiles(t, s, "secret-") {
		t.Fatal("the test looks in the wrong place")
	}

	wantNext(t, s, jia, "t:4")
	ok(t, s.Forget(ctx, "jia", "t:4"))
	wantNext(t, s, jia, "t:4") // after a crash
	ok(t, s.Forget(ctx, "jia", "t:4"))
	ok(t, s.Finish(ctx, "t:4", []chat.Reply{say("goodbye")}))
	if job := wantNext(t, s, jia, "t:4/0"); job.Reply.Plain() != "goodbye" {
		t.Errorf("the reply is %+v", job.Reply)
	}
	ok(t, s.End(ctx, "t:4/0", chat.Outcome{State: chat.Sent}, noon))
	wantNext(t, s, jia, "t:5")
	wantNext(t, s, yi, "t:3")
	if got, err := s.Mine(ctx, "jia"); err != nil || !reflect.DeepEqual(got, mine.Data{}) {
		t.Errorf("left: %+v, %v", got, err)
	}
	ok(t, s.checkpoint(ctx))
	if inFiles(t, s, "secret-") || inFiles(t, s, "问题secret") {
		t.Error("the files still hold what was forgotten")
	}
	if !inFiles(t, s, "问题kept-question") {
		t.Error("somebody else was forgotten, too")
	}
}

func TestPurge(t *testing.T) {
	s := open(t)
	ctx := t.Context()
	at := func(id string, c chat.Conversation, age time.Duration) chat.Message {
		m := text(id, c, "x")
		m.At = noon.Add(-age)
		return m
	}
	receive1(t, s, at("old", jia, 25*time.Hour), at("unsent", jia, 25*time.Hour), at("unhandled", jia, 25*time.Hour), at("new", jia, 23*time.Hour))
	for _, id := range []string{"old", "new"} {
		ok(t, s.Finish(ctx, id, nil))
	}
	ok(t, s.Finish(ctx, "unsent", []chat.Reply{say("x")}))
	asked(t, s, "q:old", "jia", "answered", noon.Add(-181*day))
	asked(t, s, "q:new", "jia", "answered", noon.Add(-179*day))
	ok(t, s.SetDialogue(ctx, jia, "m", "check", "x", noon.Add(-181*day)))
	ok(t, s.SetDialogue(ctx, yi, "m", "check", "x", noon.Add(-179*day)))

	got, err := s.Purge(ctx, noon, 180*day, day)
	ok(t, err)
	if want := (Purged{Questions: 1, Dialogues: 1, Messages: 2}); got != want {
		t.Errorf("purged %+v, want %+v", got, want)
	}
	for id, want := range map[string]int{"old": 0, "unhandled": 0, "unsent": 1, "new": 1} {
		if got := count(t, s, `SELECT count(*) FROM inbox WHERE id = $1`, id); got != want {
			t.Errorf("%s: %d rows, want %d", id, got, want)
		}
	}
}

func TestWipe(t *testing.T) {
	s := open(t)
	receive1(t, s, text("t:1", jia, "x"))
	ok(t, s.Finish(t.Context(), "t:1", []chat.Reply{say("x")}))
	asked(t, s, "q", "jia", "answered", noon)
	ok(t, s.Wipe(t.Context()))
	for _, table := range []string{"inbox", "replies", "chats", "people", "questions"} {
		if n := count(t, s, `SELECT count(*) FROM `+table); n != 0 {
			t.Errorf("%s keeps %d rows", table, n)
		}
	}
	if version := count(t, s, `SELECT max(version_id) FROM goose_db_version`); version == 0 {
		t.Error("the schema's version is gone")
	}
}

// What has grown old goes in parts, each of which stands by itself, and what is among it and is not old stays.
func TestPurgeGoesInParts(t *testing.T) {
	s := open(t)
	_, err := s.write(t.Context(), `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < $1)
		INSERT INTO questions (id, person, text, status, clauses, pack, score, at) SELECT i, 'p', 'x', 'refused', '[]', 'p', 0, CASE i WHEN 7 THEN $2 ELSE 1 END FROM n`,
		2*purgedAtOnce+10, millis(noon))
	ok(t, err)
	_, err = s.write(t.Context(), fmt.Sprintf(`CREATE TRIGGER held BEFORE DELETE ON questions WHEN OLD.seq = %d BEGIN SELECT RAISE(ABORT, 'held'); END`, 2*purgedAtOnce))
	ok(t, err)
	if _, err := s.Purge(t.Context(), noon, day, day); err == nil {
		t.Error("nothing was held")
	}
	if n := count(t, s, `SELECT count(*) FROM questions`); n != purgedAtOnce+10 {
		t.Errorf("%d are left of the rest", n)
	}
	_, err = s.write(t.Context(), `DROP TRIGGER held`)
	ok(t, err)
	p, err := s.Purge(t.Context(), noon, day, day)
	if ok(t, err); p.Questions != purgedAtOnce+9 || count(t, s, `SELECT count(*) FROM questions WHERE id = '7'`) != 1 {
		t.Errorf("purged %+v", p)
	}
}

// An application that moved lately keeps its names, its notes and who is bound to it, among others that did not.
func TestOnlyOldApplicationsAreForgotten(t *testing.T) {
	s := open(t)
	s.Tell = plainTell
	before := boundTo(t, s, 3)
	moveTo(t, s, &before[1], "late", "b", applicationsFor)
	_, err := s.Purge(t.Context(), noon.Add(applicationsFor+day), 2*applicationsFor, day)
	ok(t, err)
	if n := count(t, s, `SELECT count(*) FROM applications WHERE name = '-'`); n != 2 {
		t.Errorf("%d are forgotten", n)
	}
	for _, query := range []string{`SELECT COALESCE(MAX(id), 0) FROM applications WHERE name <> '-'`, `SELECT COALESCE(MAX(application), 0) FROM bindings`} {
		if id := count(t, s, query); int64(id) != before[1].ID {
			t.Errorf("%s: %d", query, id)
		}
	}
}

// docs/privacy.md says of each table what is in it, why, and for how long.
func TestEveryTableIsInThePrivacyPage(t *testing.T) {
	page, err := os.ReadFile("../docs/privacy.md")
	ok(t, err)
	rows, err := opened(t).db.QueryContext(t.Context(), `SELECT name FROM sqlite_master
		WHERE type = 'table' AND name NOT LIKE 'goose%' AND name NOT LIKE 'sqlite%'`)
	tables, err := collect(rows, err, func(r *sql.Rows) (name string, err error) { return name, r.Scan(&name) })
	ok(t, err)
	for _, table := range tables {
		if !strings.Contains(string(page), "`"+table+"`") {
			t.Errorf("it does not tell what is in %s", table)
		}
	}
}
