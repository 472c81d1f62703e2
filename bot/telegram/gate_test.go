package telegram

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

func newTestGate() (*gate, *clock) {
	clk := newClock()
	return newGate(clk.Now, clk.Sleep, 0), clk
}

func TestGateKeepsTelegramsLimits(t *testing.T) {
	g, clk := newTestGate()
	start := clk.Now()
	for range 6 {
		if err := g.pass(t.Context(), "1"); err != nil {
			t.Fatal(err)
		}
	}
	if d := clk.Now().Sub(start); d < 3*time.Second || d > 3500*time.Millisecond {
		t.Errorf("six messages to one chat took %s, want a burst of three and one a second", d)
	}
	var at []time.Time
	for i := range 90 {
		if err := g.pass(t.Context(), fmt.Sprint("many", i)); err != nil {
			t.Fatal(err)
		}
		at = append(at, clk.Now())
	}
	for i := 30; i < len(at); i++ {
		if d := at[i].Sub(at[i-30]); d < time.Second {
			t.Fatalf("31 messages within %s", d)
		}
	}
	if d := at[89].Sub(at[0]); d > 3200*time.Millisecond {
		t.Errorf("90 messages took %s", d)
	}
}

func TestGateObeysRefusalsByWhatTheyConcern(t *testing.T) {
	g, clk := newTestGate()
	g.refused("1", 30*time.Second)
	var held *heldError
	if err := g.pass(t.Context(), "1"); !errors.As(err, &held) || held.For != 30*time.Second {
		t.Fatalf("the refused chat: %v", err)
	}
	if err := g.pass(t.Context(), "2"); err != nil {
		t.Fatalf("another chat: %v", err)
	}
	_ = clk.Sleep(t.Context(), together)
	g.refused("2", 30*time.Second)
	if err := g.pass(t.Context(), "3"); err != nil {
		t.Fatalf("two refusals apart concern their chats: %v", err)
	}
	g.refused("4", 20*time.Second)
	if err := g.pass(t.Context(), "3"); !errors.As(err, &held) || held.For < 19*time.Second {
		t.Fatalf("refusals together concern all: %v", err)
	}
	_ = clk.Sleep(t.Context(), 15*time.Second)
	before := clk.Now()
	if err := g.pass(t.Context(), "3"); err != nil {
		t.Fatalf("a short hold is waited for: %v", err)
	}
	if d := clk.Now().Sub(before); d < 4*time.Second {
		t.Errorf("waited only %s", d)
	}
}

func TestGateDoesNotKeepPeopleWaitingForLong(t *testing.T) {
	g, _ := newTestGate()
	g.sleep = func(context.Context, time.Duration) error { return nil } // others wait, time stands still
	// The loop over holds ends at once, as nothing is held.
	for range chatBurst + int(patience.Seconds()) {
		if err := g.pass(t.Context(), "1"); err != nil {
			t.Fatal(err)
		}
	}
	var held *heldError
	if err := g.pass(t.Context(), "1"); !errors.As(err, &held) || held.For <= patience {
		t.Errorf("got %v", err)
	}
}

func TestGateForgetsIdleChats(t *testing.T) {
	g, clk := newTestGate()
	for i := range 500 {
		_ = g.pass(t.Context(), fmt.Sprint(i))
	}
	g.refused("7", 10*time.Minute)
	if len(g.lanes) != 500 {
		t.Fatalf("%d chats", len(g.lanes))
	}
	_ = clk.Sleep(t.Context(), 2*time.Minute)
	_ = g.pass(t.Context(), "new")
	if len(g.lanes) != 2 || g.lanes["7"] == nil {
		t.Errorf("%d chats remain, want the new one and the held one", len(g.lanes))
	}
}

func TestCosmeticRefusalsNeverHoldMessages(t *testing.T) {
	g, clk := newTestGate()
	g.hush(time.Hour)
	if err := g.pass(t.Context(), "1"); err != nil || !g.hushed() {
		t.Errorf("pass: %v, hushed %v", err, g.hushed())
	}
	_ = clk.Sleep(t.Context(), time.Hour)
	if g.hushed() {
		t.Error("hushed for ever")
	}
}

func TestLedgerIsBounded(t *testing.T) {
	l := newLedger(3)
	for i := range 5 {
		l.put(fmt.Sprint(i), progress{parts: i})
		l.put(fmt.Sprint(i), progress{parts: i + 1})
	}
	if len(l.rows) != 3 || l.get("1").parts != 0 || l.get("4").parts != 5 {
		t.Errorf("%+v", l.rows)
	}
}

// However slow the answer to whether one is wanted is, the next is asked about after it: what is held meanwhile is held
// for all behind it.
func TestGateAsksForOneAtATime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := newGate(time.Now, func(_ context.Context, d time.Duration) error { time.Sleep(d); return nil }, 0)
		answers, passed := make(chan bool), make(chan error, 3)
		var asked atomic.Int32
		for i := range 3 {
			go func() {
				passed <- g.passIf(t.Context(), fmt.Sprint(i), func() bool { asked.Add(1); return <-answers })
			}()
		}
		for i, want := range []bool{true, false, false} {
			time.Sleep(time.Minute)
			if n := asked.Load(); n != int32(i+1) {
				t.Errorf("%d were asked about, want %d", n, i+1)
			}
			answers <- want
			if err := <-passed; (err == nil) != want {
				t.Errorf("%d: %v", i, err)
			}
		}
	})
}
