package telegram

import (
	"fmt"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// TestRepliesGoFirst answers twice a second while a thousand unasked messages press on.
func TestRepliesGoFirst(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := newGate(time.Now, sleep, 0)
		const unasked, beside = 1000, 32
		start := time.Now()
		todo := make(chan int)
		var workers sync.WaitGroup
		for range beside {
			workers.Go(func() {
				for n := range todo {
					if err := g.passAfter(t.Context(), fmt.Sprint("unasked", n)); err != nil {
						t.Error(err)
					}
				}
			})
		}
		replied := make(chan struct{})
		go func() {
			defer close(replied)
			for n := range 60 {
				time.Sleep(500 * time.Millisecond)
				asked := time.Now()
				if err := g.pass(t.Context(), fmt.Sprint("reply", n)); err != nil {
					t.Error(err)
				}
				if d := time.Since(asked); d > 100*time.Millisecond {
					t.Errorf("a reply waited %s", d)
				}
			}
		}()
		for n := range unasked {
			todo <- n
		}
		close(todo)
		workers.Wait()
		rate := unasked / time.Since(start).Seconds()
		if <-replied; rate < 25 {
			t.Errorf("%.1f unasked messages a second", rate)
		}
	})
}
