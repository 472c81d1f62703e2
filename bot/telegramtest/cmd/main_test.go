package main

import (
	"bufio"
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"
)

func TestTypedLinesAndPressesReachTheBot(t *testing.T) {
	in, typing := io.Pipe()
	shown, out := io.Pipe()
	done := make(chan error, 1)
	go func() { done <- run("127.0.0.1:0", "1:x", 7, in, out); _ = out.Close() }()

	lines := bufio.NewScanner(shown)
	until := func(part string) string {
		for lines.Scan() {
			if strings.Contains(lines.Text(), part) {
				return lines.Text()
			}
		}
		t.Fatalf("%q was not shown", part)
		return ""
	}
	get := func(path string) string {
		resp, err := http.Get(path)
		if err != nil {
			t.Error(err)
			return ""
		}
		defer func() { _ = resp.Body.Close() }()
		body, _ := io.ReadAll(resp.Body)
		return string(body)
	}
	api := regexp.MustCompile(`http://\S+`).FindString(until("TELEGRAM_API_URL=")) + "/bot1:x/"
	until("!quit")
	_, _ = io.WriteString(typing, "你好\n")
	if got := get(api + "getUpdates?timeout=10"); !strings.Contains(got, `"text":"你好"`) {
		t.Errorf("got %s", got)
	}
	go get(api + `sendMessage?chat_id=7&text=ok&reply_markup={"inline_keyboard":[[{"text":"b","callback_data":"d1"}]]}`)
	until("[1] b")
	_, _ = io.WriteString(typing, "!press 2\n!press 1\n")
	until("There is no such button.")
	if got := get(api + "getUpdates?offset=1002&timeout=10"); !strings.Contains(got, `"data":"d1"`) {
		t.Errorf("got %s", got)
	}
	_, _ = io.WriteString(typing, "!group -5\n!reply 1 好\n!upgrade -1005\n!press 1\n")
	until("There is no such button")
	got := get(api + "getUpdates?offset=1003&timeout=10")
	for _, want := range []string{`"status":"left"`, `"reply_to_message":{`, `"migrate_to_chat_id":-1005`, `"migrate_from_chat_id":-5`} {
		if !strings.Contains(got, want) {
			t.Errorf("%s is not in %s", want, got)
		}
	}
	_ = typing.Close()
	if err := <-done; err != nil {
		t.Error(err)
	}
}
