package main

import (
	"bytes"
	"context"
	"log/slog"
	"testing"
	"time"

	"zhicheng/store"
)

// A program that is told to stop while it looks has not failed.
func TestStoppingIsNoFailureOfTheAudit(t *testing.T) {
	s, err := store.Open(t.Context(), t.TempDir()+"/zhicheng.db")
	if err != nil {
		t.Fatal(err)
	}
	var log bytes.Buffer
	l := headLog{store: s, log: slog.New(slog.NewTextHandler(&log, nil))}
	stopping, stop := context.WithCancel(t.Context())
	stop()
	if l.on(stopping, time.Now()); log.Len() > 0 {
		t.Errorf("logged: %s", &log)
	}
	_ = s.Close()
	if l.on(t.Context(), time.Now()); log.Len() == 0 {
		t.Error("a closed database is no failure")
	}
}
