package store

import (
	"slices"
	"strings"
	"testing"
	"time"

	"zhicheng/bot/chat"
	"zhicheng/handlers/access"
	"zhicheng/handlers/broadcast"
	"zhicheng/handlers/deadlines"
	"zhicheng/reminders/units"
)

// inGroup is what somebody says in a group.
func inGroup(id, group, person string, at time.Time) chat.Message {
	return chat.Message{ID: id, From: chat.Conversation{Channel: "telegram", Chat: group, Person: person}, Kind: chat.Text, Text: "问", At: at, Group: true}
}

func addUnit(t *testing.T, s *Store, name string) int64 {
	t.Helper()
	all := []units.Unit{{Name: name, Level: units.City, Kind: units.Institution}}
	ok(t, s.SaveUnits(t.Context(), chat.Message{ID: name, From: jia, At: noon}, all))
	return all[0].ID
}

func groupsOf(t *testing.T, s *Store) (all []string) {
	t.Helper()
	chats, err := s.UnitChats(t.Context())
	ok(t, err)
	for _, c := range chats {
		if c.Shared {
			all = append(all, c.To.Chat+" "+c.To.Person)
		}
	}
	return all
}

// Nobody is written to in a group on their own account: it is no address of theirs.
func TestAGroupIsNobodysAddress(t *testing.T) {
	s := open(t)
	receive1(t, s, inGroup("g:1", "-5", "jia", noon), text("t:1", yi, "私聊"))
	ok(t, s.Grant(t.Context(), "jia", access.Grant{Role: access.Staff}, "test", noon))
	if n := count(t, s, `SELECT count(*) FROM chats WHERE chat = '-5'`); n != 0 {
		t.Error("the group was taken for an address")
	}
	if staff, err := s.StaffChats(t.Context()); err != nil || len(staff) != 0 {
		t.Errorf("staff would read in the group: %+v, %v", staff, err)
	}
	c, err := announcing(s).Freeze(t.Context(), text("news", yi, ""), broadcast.Announcement{Text: "通知"}, everything)
	if err != nil || c.Recipients != 1 {
		t.Errorf("%d recipients, %v", c.Recipients, err)
	}
	job := wantNext(t, s, inGroup("", "-5", "jia", noon).From, "g:1")
	if !job.Message.Group {
		t.Error("it was forgotten that others read along")
	}
}

func TestAUnitInAGroup(t *testing.T) {
	s := open(t)
	one, two := addUnit(t, s, "一"), addUnit(t, s, "二")
	for n, who := range []string{"jia", "yi"} {
		at := noon.Add(time.Duration(n) * time.Hour)
		ok(t, s.Grant(t.Context(), who, access.Grant{Role: access.Liaison, Unit: one}, "test", noon))
		for range 2 {
			ok(t, s.RemindGroup(t.Context(), inGroup("g", "-5", who, at), one))
		}
	}
	if got := groupsOf(t, s); !slices.Equal(got, []string{"-5 jia"}) {
		t.Errorf("the group would be told twice: %v", got)
	}
	revoked := func(who string) {
		t.Helper()
		holders, err := s.Holders(t.Context())
		ok(t, err)
		for _, h := range holders {
			if h.Person == who {
				_, _, err := s.Revoke(t.Context(), inGroup("r", "-5", "admin", noon), h.ID)
				ok(t, err)
			}
		}
	}
	revoked("jia")
	if got := groupsOf(t, s); !slices.Equal(got, []string{"-5 yi"}) {
		t.Errorf("after the first lost their right: %v", got)
	}
	ok(t, s.SetReachable(t.Context(), "telegram", "-5", false, noon))
	if got := groupsOf(t, s); got != nil {
		t.Errorf("we were thrown out: %v", got)
	}
	ok(t, s.SetReachable(t.Context(), "telegram", "-5", true, noon))
	ok(t, s.LeaveGroup(t.Context(), inGroup("l", "-5", "bing", noon), []int64{two}))
	if got := groupsOf(t, s); len(got) != 1 {
		t.Errorf("another unit's liaison ended it: %v", got)
	}
	for range 2 {
		ok(t, s.LeaveGroup(t.Context(), inGroup("l", "-5", "yi", noon), []int64{one, two}))
	}
	if n := count(t, s, `SELECT count(*) FROM unit_chats`); n != 0 {
		t.Errorf("%d rows", n)
	}
	if n := count(t, s, `SELECT count(*) FROM audit WHERE action IN ('unit reminded in a group', 'unit no longer reminded in a group')`); n != 3 {
		t.Errorf("%d lines of audit, want two of beginning and one of ending", n)
	}
	ok(t, s.RemindGroup(t.Context(), inGroup("g", "-5", "yi", noon), one))
	revoked("yi")
	if n := count(t, s, `SELECT count(*) FROM unit_chats`); n != 0 {
		t.Error("the group is reminded although nobody has a right to the unit")
	}
}

// A liaison who blocked us is known not to read; once they write they do again.
func TestALiaisonWhoCannotBeReached(t *testing.T) {
	s := open(t)
	unit := addUnit(t, s, "一")
	ok(t, s.Meet(t.Context(), jia))
	ok(t, s.AddUnitChat(t.Context(), unit, jia, noon))
	for _, lost := range []bool{true, false} {
		ok(t, s.SetReachable(t.Context(), jia.Channel, jia.Chat, !lost, noon))
		if chats, err := s.UnitChats(t.Context()); err != nil || len(chats) != 1 || chats[0].Lost != lost {
			t.Errorf("%+v, %v", chats, err)
		}
	}
}

// Every table with a chat's address moves with it.
func TestMovedTablesAreAll(t *testing.T) {
	s := open(t)
	rows, err := s.db.QueryContext(t.Context(), `SELECT m.name FROM sqlite_master m WHERE m.type = 'table'
		AND EXISTS (SELECT 1 FROM pragma_table_info(m.name) WHERE name = 'chat') AND EXISTS (SELECT 1 FROM pragma_table_info(m.name) WHERE name = 'channel')`)
	ok(t, err)
	defer func() { _ = rows.Close() }()
	var listed []string
	for _, a := range addressed {
		listed = append(listed, a.table)
	}
	found := 0
	for rows.Next() {
		var name string
		ok(t, rows.Scan(&name))
		if found++; !slices.Contains(listed, name) {
			t.Errorf("%s keeps chats and does not move with them", name)
		}
	}
	if ok(t, rows.Err()); found != len(listed) {
		t.Errorf("%d tables found, %d listed", found, len(listed))
	}
}

func TestMove(t *testing.T) {
	s := open(t)
	ctx := t.Context()
	unit := addUnit(t, s, "一")
	old, now := inGroup("g:1", "-5", "jia", noon), inGroup("g:2", "-1005", "jia", noon)
	receive1(t, s, old, inGroup("g:3", "-5", "yi", noon), now)
	for _, m := range []chat.Message{old, now, inGroup("", "-5", "yi", noon)} {
		ok(t, s.SetDialogue(ctx, m.From, "g:0", "desk.day", m.From.Chat, noon))
	}
	ok(t, s.RemindGroup(ctx, old, unit))
	ok(t, s.SetReachable(ctx, "telegram", "-5", false, noon))
	from, err := s.LastTick(ctx, "plan", noon)
	ok(t, err)
	d := draft(old.From, "k")
	d.Facts[0].Subscriber = "pack/" + deadlines.Subscriber(old.From)
	remind(t, s, from, noon.Add(time.Hour), d)
	wantNext(t, s, old.From, "g:1")
	ok(t, s.Finish(ctx, "g:1", []chat.Reply{say("答")}))

	for range 2 {
		ok(t, s.Move(ctx, "telegram", "-5", "-1005"))
	}
	for _, a := range addressed {
		if n := count(t, s, `SELECT count(*) FROM `+a.table+` WHERE chat = '-5'`); n != 0 {
			t.Errorf("%s: %d rows stayed behind", a.table, n)
		}
	}
	if got := groupsOf(t, s); !slices.Equal(got, []string{"-1005 jia"}) {
		t.Errorf("reminded: %v", got)
	}
	if waiting, err := s.Waiting(ctx); err != nil || len(waiting) != 2 || waiting[0].Chat != "-1005" || waiting[1].Chat != "-1005" {
		t.Errorf("waiting: %v, %v", waiting, err)
	}
	wantNext(t, s, now.From, "g:1/0")
	ok(t, s.End(ctx, "g:1/0", chat.Outcome{State: chat.Sent}, noon))
	wantNext(t, s, now.From, "g:2")
	yi := inGroup("", "-1005", "yi", noon).From
	if job := wantNext(t, s, yi, "g:3"); job.Message.From != yi {
		t.Errorf("a message of %+v", job.Message.From)
	}
	if name, state, _, err := s.Dialogue(ctx, now.From, "x"); name != "desk.day" || state != "-1005" || err != nil {
		t.Errorf("the dialogue of the new address gave way: %s %s %v", name, state, err)
	}
	item, _, err := s.Claim(ctx, noon, noon, time.Minute)
	if ok(t, err); item.To.Chat != "-1005" {
		t.Errorf("to %+v", item.To)
	}
	told, err := s.Told(ctx, "pack")
	if ok(t, err); len(told) != 0 && told[ToldOf{Subscriber: deadlines.Subscriber(now.From)}] == nil {
		t.Errorf("what was told is told of %+v", told)
	}
	if n := count(t, s, `SELECT count(*) FROM reminders WHERE subscriber = '`+"pack/"+deadlines.Subscriber(now.From)+`'`); n != 1 {
		t.Error("what was told was forgotten")
	}
	if err := s.Move(ctx, "telegram", "-1005", "-1005"); err != nil {
		t.Error(err)
	}
	if got := strings.Join(groupsOf(t, s), ","); got != "-1005 jia" {
		t.Errorf("moved to itself: %s", got)
	}
}
