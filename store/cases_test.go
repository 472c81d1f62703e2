package store

import (
	"fmt"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"zhicheng/bot/chat"
	desk "zhicheng/handlers/cases"
	"zhicheng/reminders/cases"
)

const secretQuestion = "我的证书编号是甲一二三"

func openedCase(t *testing.T, s *Store, id string, c cases.Case) (cases.Case, desk.Opening) {
	t.Helper()
	c, how, err := s.OpenCase(t.Context(), chat.Message{ID: id, From: jia, At: noon}, c, func(cases.Case) []desk.Notice {
		return []desk.Notice{{To: jia, Reply: chat.Reply{Text: []chat.Span{{Text: "new"}}}, At: noon}}
	})
	if err != nil {
		t.Fatal(err)
	}
	return c, how
}

// take is a move by which a member of staff takes a case.
func take(me string) desk.Move {
	return desk.Move{Staff: true, Taker: &me, To: func(c cases.Case) (cases.State, bool) { return cases.Taken, c.State == cases.Open }}
}

func TestCasesOfOnePersonAreBounded(t *testing.T) {
	s := open(t)
	for i := range cases.MaxWaiting + 2 {
		for range 2 { // each message is handled twice
			c, how := openedCase(t, s, fmt.Sprint("m", i), cases.Case{Question: "?", Found: cases.Found{Code: "x"}})
			if want := map[bool]desk.Opening{true: desk.New, false: desk.TooMany}[i < cases.MaxWaiting]; how != want || how == desk.New && (c.ID != int64(i+1) || c.Found.Code != "x") {
				t.Errorf("%d: %s, %+v", i, how, c)
			}
		}
	}
	rows, err := s.Outbox(t.Context())
	if err != nil || len(rows) != cases.MaxWaiting {
		t.Errorf("told %d times, %v", len(rows), err)
	}
}

// What is answered keeps nobody from asking something else, also where they never press 结束.
func TestAnsweredCasesBarNothing(t *testing.T) {
	s := open(t)
	for i := range cases.MaxWaiting + 1 {
		c, how := openedCase(t, s, fmt.Sprint("m", i), cases.Case{Question: "?"})
		if how != desk.New {
			t.Fatalf("%d: %s", i, how)
		}
		answer := desk.Move{Staff: true, Line: "!", To: func(cases.Case) (cases.State, bool) { return cases.Answered, true }}
		for step, move := range []desk.Move{take(yi.Person), answer} {
			if _, moved, err := s.MoveCase(t.Context(), chat.Message{ID: fmt.Sprint(i, step), From: yi, At: noon}, c.ID, move); err != nil || !moved {
				t.Fatal(moved, err)
			}
		}
	}
}

// To close a case and open the next one is no way to call staff again and again.
func TestCasesOfADayAreBounded(t *testing.T) {
	s := open(t)
	end := desk.Move{To: func(cases.Case) (cases.State, bool) { return cases.Closed, true }}
	ask := func(id string, at time.Time) desk.Opening {
		t.Helper()
		m := chat.Message{ID: id, From: jia, At: at}
		c, how, err := s.OpenCase(t.Context(), m, cases.Case{Question: "?"}, func(cases.Case) []desk.Notice { return nil })
		if err != nil {
			t.Fatal(err)
		}
		if how == desk.New {
			if _, _, err := s.MoveCase(t.Context(), chat.Message{ID: id + " end", From: jia, At: at}, c.ID, end); err != nil {
				t.Fatal(err)
			}
		}
		return how
	}
	for i := range cases.MaxADay + 2 {
		if how, want := ask(fmt.Sprint("m", i), noon), map[bool]desk.Opening{true: desk.New, false: desk.TooOften}[i < cases.MaxADay]; how != want {
			t.Errorf("%d: %s", i, how)
		}
	}
	if how := ask("m0", noon); how != desk.New {
		t.Errorf("handled again: %s", how)
	}
	if how := ask("tomorrow", noon.AddDate(0, 0, 1)); how != desk.New {
		t.Errorf("a day later: %s", how)
	}
}

func TestACaseOfTheSameQuestionIsTheSame(t *testing.T) {
	s := open(t)
	first, _ := openedCase(t, s, "a", cases.Case{About: "q", Question: "?"})
	if again, how := openedCase(t, s, "b", cases.Case{About: "q", Question: "?"}); how != desk.Again || again.ID != first.ID {
		t.Errorf("%s, %+v", how, again)
	}
}

// Of many who take a case at once one gets it, and hears so again when the message is handled again.
func TestOneTakesACase(t *testing.T) {
	s := open(t)
	c, _ := openedCase(t, s, "a", cases.Case{Question: "?"})
	var all sync.WaitGroup
	var mu sync.Mutex
	got := map[string]bool{}
	for i := range 16 {
		all.Go(func() {
			me := fmt.Sprint("staff ", i)
			for range 2 {
				taken, ok, err := s.MoveCase(t.Context(), chat.Message{ID: "take " + me, From: chat.Conversation{Person: me}, At: noon}, c.ID, take(me))
				mu.Lock()
				if err != nil || ok != (taken.Taker == me) {
					t.Error(ok, err, taken.Taker)
				}
				got[me] = got[me] || ok
				mu.Unlock()
			}
		})
	}
	all.Wait()
	n := 0
	for _, ok := range got {
		if ok {
			n++
		}
	}
	if n != 1 {
		t.Errorf("%d got it", n)
	}
}

func TestAWaitingIsEscalatedOnce(t *testing.T) {
	s := open(t)
	c, _ := openedCase(t, s, "a", cases.Case{Question: "?"})
	for range 2 {
		if err := s.Escalate(t.Context(), c, noon, []desk.Notice{{To: jia, Reply: chat.Reply{Text: []chat.Span{{Text: "late"}}}, At: noon}}); err != nil {
			t.Fatal(err)
		}
	}
	rows, err := s.Outbox(t.Context())
	if err != nil || len(rows) != 2 {
		t.Errorf("%+v, %v", rows, err)
	}
	if late, _, err := s.Case(t.Context(), c.ID); err != nil || late.Escalated.IsZero() || !late.Waiting.Equal(noon) {
		t.Errorf("%+v, %v", late, err)
	}
}

// Who is forgotten leaves a closed case without a word; what staff had taken waits for others when they are forgotten.
func TestForgottenCases(t *testing.T) {
	s := open(t)
	c, _ := openedCase(t, s, "a", cases.Case{About: "q", Question: secretQuestion, Facts: []string{secretQuestion}})
	if _, ok, err := s.MoveCase(t.Context(), chat.Message{ID: "b", From: yi, At: noon}, c.ID, take(yi.Person)); !ok || err != nil {
		t.Fatal(ok, err)
	}
	said := desk.Move{Line: secretQuestion, To: func(cases.Case) (cases.State, bool) { return cases.Taken, true }}
	if _, ok, err := s.MoveCase(t.Context(), chat.Message{ID: "c", From: jia, At: noon}, c.ID, said); !ok || err != nil {
		t.Fatal(ok, err)
	}
	if err := s.Forget(t.Context(), yi.Person, "d"); err != nil {
		t.Fatal(err)
	}
	if c, _, err := s.Case(t.Context(), c.ID); err != nil || c.State != cases.Open || c.Taker != "" {
		t.Errorf("%+v, %v", c, err)
	}
	if err := s.Forget(t.Context(), jia.Person, "e"); err != nil {
		t.Fatal(err)
	}
	c, ok, err := s.Case(t.Context(), c.ID)
	if err != nil || !ok || c.State != cases.Closed || c.Person != "" || c.Question != "" || len(c.Facts)+len(c.Lines) > 0 {
		t.Errorf("%+v, %v, %v", c, ok, err)
	}
	if _, err := s.Purge(t.Context(), noon, time.Hour, time.Hour); err != nil {
		t.Fatal(err)
	}
	for _, file := range []string{s.path, s.path + "-wal"} {
		if data, err := os.ReadFile(file); err == nil && strings.Contains(string(data), secretQuestion) {
			t.Errorf("%s still holds what was said", file)
		}
	}
}

func TestOldCasesGo(t *testing.T) {
	s := open(t)
	c, _ := openedCase(t, s, "a", cases.Case{Question: "?"})
	for _, after := range []struct {
		days int
		kept bool
	}{{1, true}, {30, false}} {
		if _, err := s.Purge(t.Context(), noon.AddDate(0, 0, after.days), 10*24*time.Hour, time.Hour); err != nil {
			t.Fatal(err)
		}
		if _, ok, err := s.Case(t.Context(), c.ID); err != nil || ok != after.kept {
			t.Errorf("after %d days: %v, %v", after.days, ok, err)
		}
	}
}
