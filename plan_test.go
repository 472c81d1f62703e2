package main

import (
	"encoding/json"
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"zhicheng/bot/chat"
	"zhicheng/handlers/dates"
	"zhicheng/reminders/calendar"
	"zhicheng/reminders/milestones"
	"zhicheng/reminders/units"
	"zhicheng/store"
)

func readPlan(t *testing.T, out string) (all []planned) {
	t.Helper()
	for line := range strings.Lines(out) {
		var p planned
		if err := json.Unmarshal([]byte(line), &p); err != nil {
			t.Fatalf("%q: %v", line, err)
		}
		all = append(all, p)
	}
	return all
}

func TestPlanForALevel(t *testing.T) {
	plan := readPlan(t, succeeds(t, "", "plan", "--as-of=2023-05-16", "--level=senior", "--json"))
	var got []string
	for _, p := range plan {
		got = append(got, p.At[:16]+" "+p.Milestone)
		if p.Clause == "" || p.Quote == "" || p.Name == "" || p.To != "" {
			t.Errorf("%+v", p)
		}
	}
	want := []string{
		"2023-05-16T08:00 senior_application", "2023-05-23T08:00 senior_application", "2023-05-29T08:00 senior_application",
		"2023-05-29T08:00 senior_application", "2023-05-30T08:00 senior_application", "2023-09-25T08:00 review", "2023-11-23T08:00 approval",
	}
	if !slices.Equal(got, want) {
		t.Errorf("planned: %q", got)
	}
	if out := succeeds(t, "", "plan", "--as-of=2023-11-30", "--level=committee"); strings.Count(out, "\n") != 1 || !strings.Contains(out, "提前0天") {
		t.Errorf("on the last day: %s", out)
	}
	fails(t, 0, []string{"plan", "--as-of=2024-01-01"}, "nothing is planned", "2023-12-31") // out of force, and it says so
	if all := readPlan(t, succeeds(t, "", "plan", "--as-of=2023-05-10", "--json")); len(all) <= len(plan) {
		t.Errorf("for everybody only %d", len(all))
	}
	fails(t, 1, []string{"plan", "--level=nobody"}, "nobody", "senior", "committee")
	fails(t, 2, []string{"plan", "--unit=1", "--level=senior"}, "--unit")
	fails(t, 1, []string{"plan", "--as-of=10.5.2023"}, `"10.5.2023"`)
}

func TestPlanOfADatabase(t *testing.T) {
	file := filepath.Join(t.TempDir(), "zhicheng.db")
	s, err := store.Open(t.Context(), file)
	if err != nil {
		t.Fatal(err)
	}
	jia := chat.Conversation{Channel: "telegram", Chat: "1001", Person: "pseudonym"}
	since := time.Date(2023, 7, 14, 8, 0, 0, 0, calendar.Zone) // the moment of a reminder: it comes too late for that
	for _, audience := range []string{"mid_city", "mid_county"} {
		if err := s.Subscribe(t.Context(), jia, "chifeng-2023", audience, since, since.AddDate(1, 0, 0)); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	out := succeeds(t, "", "plan", "--db="+file, "--as-of=2023-05-10", "--json")
	var got []string
	for _, p := range readPlan(t, out) {
		got = append(got, p.At[:10]+" "+p.Milestone+" "+p.To)
	}
	want := []string{"2023-07-15 mid_application pseudonym", "2023-09-25 review pseudonym", "2023-11-23 approval pseudonym"}
	t.Setenv("ZHICHENG_DB", file)
	fails(t, 1, []string{"plan", "--unit=99"}, `no unit "99"`)
	if !slices.Equal(got, want) || strings.Contains(out, "1001") {
		t.Errorf("planned: %s", out)
	}
	fails(t, 2, []string{"plan", "--db=" + file, "--level=senior"}, "--level")
}

// TestPlanOfAUnitWithoutLiaison plans for nobody in particular, but with the unit's own day and without what it has done.
func TestPlanOfAUnitWithoutLiaison(t *testing.T) {
	file := filepath.Join(t.TempDir(), "zhicheng.db")
	s, err := store.Open(t.Context(), file)
	if err != nil {
		t.Fatal(err)
	}
	said := func(id string) chat.Message {
		return chat.Message{ID: id, From: chat.Conversation{Channel: "x", Chat: id, Person: id}, At: civil(10, 9)}
	}
	all := []units.Unit{{Name: "敖汉旗第一中学", Level: units.City, Kind: units.Institution, Titles: units.Titles},
		{Name: "敖汉旗第二中学", Level: units.City, Kind: units.Institution, Titles: units.Titles, Parent: -3},
		{Name: "敖汉旗教育局", Level: units.City, Kind: units.Organ, Titles: units.Titles}}
	_, _, err2 := s.EnterPaper(t.Context(), said("paper"), "chifeng-2023", dates.Paper{Paper: milestones.Paper{Milestone: "mid_application",
		On: calendar.Civil(time.Date(2023, 7, 5, 0, 0, 0, 0, time.UTC)), Source: milestones.Own, Document: "1", Quote: "x"}}, nil)
	err3 := s.SaveUnits(t.Context(), said("unit"), all)
	if err := errors.Join(err2, err3, s.AddUnitChat(t.Context(), all[2].ID, said("above").From, civil(10, 9))); err != nil {
		t.Fatal(err)
	}
	if _, _, err := s.ChangeReport(t.Context(), said("report"), "chifeng-2023", all[0].ID, "senior_application", func(r units.Report) (units.Report, bool) {
		r.Done = civil(10, 9)
		return r, true
	}); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if out := succeeds(t, "", "plan", "--db="+file, "--unit=敖汉旗第二中学", "--as-of=2023-05-10"); !strings.Contains(out, "2023-05-29T08:00:00+08:00 senior敖汉旗第二中学 → 上级单位 高级职称申报截止（2023-05-30，提前1天，2.2）above") {
		t.Errorf("to the parent: %s", out)
	}
	last := ""
	for _, p := range readPlan(t, succeeds(t, "", "plan", "--db="+file, "--unit=1", "--as-of=2023-05-10", "--json")) {
		if strings.HasPrefix(p.Milestone, "senior") {
			t.Errorf("told of what is done: %+v", p)
		}
		if p.Milestone == "mid_application" {
			last = p.At[:10] + " for " + p.On
		}
	}
	if last != "2023-07-05 for 2023-07-05" {
		t.Errorf("the last goes on %s", last)
	}
}
