package deadlines

import (
	"bytes"
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"zhicheng/bot/chat"
	"zhicheng/handlers"
	"zhicheng/knowledge/packs"
	"zhicheng/reminders"
	"zhicheng/reminders/calendar"
	"zhicheng/reminders/milestones"
)

func book(t *testing.T) Book {
	t.Helper()
	p, err := packs.Open("").Load("chifeng-2023")
	if err != nil {
		t.Fatal(err)
	}
	return NewBook(p, calendar.New())
}

func at(s string) time.Time {
	t, err := time.ParseInLocation("2006-01-02 15:04", s, calendar.Zone)
	if err != nil {
		panic(err)
	}
	return t
}

// The latest posting days are those of the analysis of the notice.
func TestDatesOfTheNotice(t *testing.T) {
	got := map[string]string{}
	for _, d := range book(t).Dates {
		got[d.ID] = d.Version()
	}
	for id, want := range map[string]string{
		"senior_application": "2023-05-30", "mid_application": "2023-07-15", "committee_filing": "2023-05-30", "review": "2023-09-30",
		"approval": "2023-11-30", "senior_posting": "2023-05-12", "mid_posting": "2023-06-28", "mid_posting_county": "2023-07-06",
	} {
		if got[id] != want {
			t.Errorf("%s is on %s, want %s", id, got[id], want)
		}
	}
}

func due(b Book, from, to string, audiences ...string) []reminders.Reminder {
	var subs []reminders.Subscription
	for _, a := range audiences {
		subs = append(subs, reminders.Subscription{Subscriber: "s", Audience: a})
	}
	return b.Planner.Due(at(from), at(to), subs)
}

// items are the reminders of dates that hold.
func items(b Book, group []reminders.Reminder) (all []Item) {
	for _, r := range group {
		if d, ok := milestones.Find(b.Dates, r.Milestone); ok && d.Version() == r.Version {
			all = append(all, Item{Reminder: r, Date: d})
		}
	}
	return all
}

func data(r chat.Reply) (all []string) {
	for _, row := range r.Buttons {
		for _, b := range row {
			all = append(all, b.Data)
		}
	}
	return all
}

func TestReminder(t *testing.T) {
	b := book(t)
	// Three days before, a Saturday, and one day before fall on one Monday.
	group := due(b, "2023-05-28 09:00", "2023-05-29 08:00", "senior")
	if len(group) != 2 || group[0].Group() != group[1].Group() {
		t.Fatalf("due: %+v", group)
	}
	r, ok := b.Reminder(items(b, group), group[0].At)
	text := r.Plain()
	if !ok || strings.Count(text, "申报截止") != 1 || !strings.Contains(text, "5月30日（周二）") || !strings.Contains(text, "还有1天，其中1个工作日") ||
		!strings.Contains(text, "5月30日前完成申报工作") || !strings.Contains(text, "二（二）") {
		t.Errorf("the reminder: %s", text)
	}
	if want := []string{"show:2.2", "dates:senior:aside", "mute:senior:aside"}; !slices.Equal(data(r), want) {
		t.Errorf("buttons: %q", data(r))
	}
	// As it reads when it comes late.
	if late, _ := b.Reminder(items(b, group), at("2023-05-30 10:00")); !strings.Contains(late.Plain(), "就是今天") {
		t.Errorf("late: %s", late.Plain())
	}
}

func TestReminderOfSeveral(t *testing.T) {
	b := book(t)
	group := due(b, "2023-05-29 09:00", "2023-05-30 08:00", "senior", "committee")
	r, ok := b.Reminder(items(b, group), at("2023-05-30 08:00"))
	if !ok || len(group) != 2 || !strings.Contains(r.Plain(), "高级职称申报截止") || !strings.Contains(r.Plain(), "评委会备案") {
		t.Errorf("the reminder: %s", r.Plain())
	}
	if want := []string{"show:5.1.1", "show:2.2", "dates:committee:aside", "mute:committee:aside", "dates:senior:aside", "mute:senior:aside"}; len(data(r)) != len(want) {
		t.Errorf("buttons: %q", data(r))
	}
	if label := r.Buttons[2][1].Label; !strings.Contains(label, "：") {
		t.Errorf("which one does %q end?", label)
	}
	group[0].Version, group[1].Version = "2023-05-29", "2023-05-29"
	if r, ok := b.Reminder(items(b, group), at("2023-05-30 08:00")); ok {
		t.Errorf("of dates that hold no more: %s", r.Plain())
	}
}

// The longest data that a button may hold is 64 bytes; ids are as long as the pack allows.
func TestButtonsFit(t *testing.T) {
	if n := len(remind + ":" + strings.Repeat("a", 30) + aside); n > 64 {
		t.Errorf("%d bytes", n)
	}
}

func TestCalendarFile(t *testing.T) {
	r := &handlers.Router{Presses: map[string]handlers.Run{}}
	Flow{Book: book(t), Records: none{}}.Install(r)
	m := chat.Message{ID: "1", Kind: chat.Press, Data: "ics:mid_city", On: "7", At: at("2023-05-10 09:00")}
	replies, err := r.Handle(t.Context(), m)
	if err != nil || len(replies) != 1 || replies[0].File == nil || replies[0].Edits != "" {
		t.Fatalf("%+v, %v", replies, err)
	}
	f := *replies[0].File
	if err := f.Check(); err != nil || !strings.HasSuffix(f.Name, ".ics") || !strings.HasPrefix(f.Type, "text/calendar") {
		t.Errorf("%q %q: %v", f.Name, f.Type, err)
	}
	for _, want := range []string{"UID:mid_application@chifeng-2023.zhicheng\r\n", "DTSTART;VALUE=DATE:20230715\r\n", "DTSTAMP:20230510T010000Z\r\n"} {
		if !bytes.Contains(f.Data, []byte(want)) {
			t.Errorf("no %q in\n%s", want, f.Data)
		}
	}
	again, err := r.Handle(t.Context(), m)
	if err != nil || !bytes.Equal(again[0].File.Data, f.Data) {
		t.Error("the same press gives another file")
	}
}

// broken is a store that fails.
type broken struct{ Records }

func (broken) Subscribe(context.Context, chat.Conversation, string, string, time.Time, time.Time) error {
	return context.DeadlineExceeded
}

func (broken) Unsubscribe(context.Context, chat.Conversation, string, string) error {
	return context.DeadlineExceeded
}

func (broken) Subscribed(context.Context, chat.Conversation, string) ([]string, error) {
	return nil, context.DeadlineExceeded
}

// none holds no papers.
type none struct{ Records }

func (none) Papers(context.Context, string) ([]milestones.Paper, error) { return nil, nil }

func (broken) Papers(context.Context, string) ([]milestones.Paper, error) {
	return nil, context.DeadlineExceeded
}

func TestFaultsAreTold(t *testing.T) {
	r := &handlers.Router{Presses: map[string]handlers.Run{}}
	Flow{Book: book(t), Records: broken{}}.Install(r)
	for _, data := range []string{"dates:", "dates:senior", "remind:senior", "mute:senior"} {
		if replies, err := r.Handle(t.Context(), chat.Message{Kind: chat.Press, Data: data, At: at("2023-05-10 09:00")}); err == nil {
			t.Errorf("%s: %+v", data, replies)
		}
	}
}

func TestSubscriberIsNoAddress(t *testing.T) {
	a := chat.Conversation{Channel: "telegram", Chat: "1001", Person: "jia"}
	b := a
	b.Chat = "1002"
	if key := Subscriber(a); key != Subscriber(a) || key == Subscriber(b) || strings.Contains(key, "1001") || strings.Contains(key, "jia") {
		t.Errorf("%s, %s", key, Subscriber(b))
	}
}
