package llm

import (
	"testing"
	"time"
)

func TestBreaker(t *testing.T) {
	now := time.Unix(0, 0)
	b := &breaker{now: func() time.Time { return now }}
	try := func(want bool, o outcome) {
		t.Helper()
		if got := b.allow(); got != want {
			t.Fatalf("at %v: allowed %v", now.Unix(), got)
		}
		if want {
			b.done(o)
		}
	}
	try(true, broke)
	try(true, broke)
	try(true, worked) // forgets both
	try(true, broke)
	try(true, cancelled) // counts for nothing
	try(true, broke)
	try(true, broke)
	for _, rest := range []time.Duration{30, 60, 120, 240, 300, 300} {
		now = now.Add(rest*time.Second - 1)
		try(false, broke)
		now = now.Add(1)
		try(true, broke)
	}
	now = now.Add(5 * time.Minute)
	try(true, cancelled) // the next one tries instead
	if !b.allow() || b.allow() {
		t.Fatal("not exactly one tries after a rest")
	}
	b.done(worked)
	try(true, broke)
	try(true, broke)
	try(true, broke)
	try(false, broke)
	now = now.Add(firstRest)
	try(true, worked) // the first rest was short again
}

func TestBreakerCountsACrowdOnce(t *testing.T) {
	now := time.Unix(0, 0)
	b := &breaker{now: func() time.Time { return now }}
	for range maxParallel {
		b.allow()
	}
	for range maxParallel {
		b.done(broke)
	}
	now = now.Add(firstRest)
	if !b.allow() {
		t.Error("one crowd made the rest longer")
	}
}
