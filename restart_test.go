//go:build unix

package main

import (
	"bufio"
	"context"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
	"syscall"
	"testing"

	"zhicheng/bot/telegramtest"
	"zhicheng/bot/words"
	"zhicheng/store"
)

// TestRestart stops the program while people wait for answers, lets them go on while it is down, and starts it again.
func TestRestart(t *testing.T) {
	t.Parallel()
	const people = 20
	w := newTown(t, telegramtest.Options{})
	db := t.TempDir() + "/zhicheng.db"
	first := launch(t, db, w.flags()...)
	all := func(text string) {
		for me := range int64(people) {
			w.Text(1+me, text)
		}
	}
	all(question)
	w.wait(t, people/4, 1)
	all("帮助")
	if status := first.stop(t); status != 0 {
		t.Errorf("exit status %d", status)
	}
	before := len(w.Sent())
	all("目录")

	second := launch(t, db, w.flags()...)
	for me := range int64(people) {
		got := w.wait(t, 1+me, 3)
		says(t, got[0], rule)
		says(t, got[1], words.Say(words.HelpHead))
		says(t, got[2], "职称评审工作的通知")
	}
	if status := second.stop(t); status != 0 {
		t.Errorf("exit status %d", status)
	}
	if n := len(w.Sent()); n != 3*people || before >= n {
		t.Errorf("%d messages before the restart, %d in all, want %d", before, n, 3*people)
	}
	nothingWaits(t, db)
}

func nothingWaits(t *testing.T, db string) {
	t.Helper()
	s, err := store.Open(t.Context(), db)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	if waiting, err := s.Waiting(t.Context()); err != nil || len(waiting) > 0 {
		t.Errorf("left over: %v, %v", waiting, err)
	}
}

// TestKilled kills the program, as a process with its settings in the environment, while it sends an answer.
func TestKilled(t *testing.T) {
	t.Parallel()
	w := newTown(t, telegramtest.Options{})
	dir := t.TempDir()
	if err := os.WriteFile(dir+"/token", []byte(w.Token+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	settings := []string{"TELEGRAM_BOT_TOKEN_FILE=" + dir + "/token", "TELEGRAM_API_URL=" + w.URL,
		"ZHICHENG_DB=" + dir + "/zhicheng.db", "ZHICHENG_HEALTH=off"}
	w.Fail(telegramtest.Fault{Method: "sendMessage", Hang: true})

	program, _ := process(t, settings)
	w.Text(1, question)
	w.Text(1, "目录")
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	if err := w.Wait(ctx, func() bool { return len(w.Calls("sendMessage")) > 0 }); err != nil {
		t.Fatal(err)
	}
	if err := program.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = program.Wait() // "killed"

	program, _ = process(t, settings)
	got := w.wait(t, 1, 2)
	says(t, got[0], rule)
	says(t, got[1], "职称评审工作的通知")
	if err := program.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := program.Wait(); err != nil {
		t.Errorf("after SIGTERM: %v", err)
	}
	if n := len(w.Sent()); n != 2 {
		t.Errorf("%d messages", n)
	}
}

// process starts the program as a process of its own and waits until it is ready. The log's lines up to then are
// returned.
func process(t testing.TB, settings []string, args ...string) (*exec.Cmd, []string) {
	t.Helper()
	c := exec.Command(os.Args[0], args...)
	c.Env = slices.DeleteFunc(os.Environ(), func(s string) bool {
		return strings.HasPrefix(s, "ZHICHENG_") || strings.HasPrefix(s, "TELEGRAM_") || strings.HasPrefix(s, "OPENAI_")
	})
	c.Env = append(append(c.Env, asProgram+"=1"), settings...)
	log, err := c.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Process.Kill() })
	var lines []string
	for sc := bufio.NewScanner(log); sc.Scan(); {
		if lines = append(lines, sc.Text()); strings.Contains(sc.Text(), `"msg":"ready"`) {
			go func() { _, _ = io.Copy(io.Discard, log) }()
			return c, lines
		}
	}
	t.Fatalf("the process did not become ready: %s", lines)
	return nil, nil
}
