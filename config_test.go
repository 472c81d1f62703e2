package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const hidden = "123456:never-to-be-printed"

// good is a config without fault.
func good() config {
	return config{DB: "x.db", Addr: "127.0.0.1:8080", Health: "off", KeepDays: "180", SecondFrom: "500", LogLevel: "info"}
}

func TestConfigNamesAllFaultsAtOnce(t *testing.T) {
	fails(t, 1, []string{"serve", "--db=", "--addr=0.0.0.0:8080", "--health=example.org:80", "--keep-days=0", "--log-level=loud",
		"--telegram-api-url=ftp://x", "--telegram-bot-token-file=" + filepath.Join(t.TempDir(), "none")},
		"ZHICHENG_DB", "ZHICHENG_ADDR", "ZHICHENG_HEALTH", "ZHICHENG_KEEP_DAYS", "ZHICHENG_LOG_LEVEL", "TELEGRAM_API_URL", "TELEGRAM_BOT_TOKEN_FILE")
}

func TestConfigCheck(t *testing.T) {
	if s, err := good().check(); err != nil || s.keepDays != 180 || !s.sandboxed() {
		t.Errorf("a good config: %v, %d days", err, s.keepDays)
	}
	for _, c := range []struct {
		fault string
		make  func(*config)
	}{
		{"ZHICHENG_KEEP_DAYS", func(c *config) { c.KeepDays = "many" }},
		{"ZHICHENG_KEEP_DAYS", func(c *config) { c.KeepDays = "3651" }},
		{"ZHICHENG_SECOND_FROM", func(c *config) { c.SecondFrom = "-1" }},
		{"ZHICHENG_LOG_LEVEL", func(c *config) { c.LogLevel = "" }},
		{"ZHICHENG_ADDR", func(c *config) { c.Addr = ":8080" }},
		{"ZHICHENG_ADDR", func(c *config) { c.Addr = "127.0.0.1" }},
		{"ZHICHENG_HEALTH", func(c *config) { c.Health = "192.168.0.1:80" }},
		{"TELEGRAM_API_URL", func(c *config) { c.APIURL = "api.telegram.org" }},
		{"TELEGRAM_API_URL", func(c *config) { c.APIURL = "http://host:port" }},
		{"ZHICHENG_DB", func(c *config) { c.DB = "" }},
	} {
		bad := good()
		c.make(&bad)
		_, err := bad.check()
		if err == nil || !strings.Contains(err.Error(), c.fault) || strings.Contains(err.Error(), "\n") {
			t.Errorf("want one fault of %s, got %v", c.fault, err)
		}
	}
}

func TestSecretsFromFiles(t *testing.T) {
	c := good()
	c.TokenFile = filepath.Join(t.TempDir(), "token")
	write := func(text string) {
		if err := os.WriteFile(c.TokenFile, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("  " + hidden + "\n")
	c.Token = "of-the-environment"
	s, err := c.check()
	if err != nil || s.Token != hidden || s.sandboxed() {
		t.Errorf("the file does not win: %v", err)
	}
	write(" \n")
	if _, err := c.check(); err == nil || !strings.Contains(err.Error(), "empty") {
		t.Errorf("an empty file: %v", err)
	}
}

func TestPseudonymKey(t *testing.T) {
	c := good()
	c.DB = filepath.Join(t.TempDir(), "x.db")
	s, err := c.check()
	if err != nil {
		t.Fatal(err)
	}
	made, err := s.key()
	info, statErr := os.Stat(c.DB + ".key")
	if err = errors.Join(err, statErr); err != nil || len(made) != 32 || info.Mode().Perm() != 0o600 {
		t.Fatalf("%d bytes, %v", len(made), err)
	}
	if again, err := s.key(); err != nil || string(again) != string(made) {
		t.Errorf("the key changed, %v", err)
	}
	s.KeyFile = filepath.Join(t.TempDir(), "short.key")
	if err := os.WriteFile(s.KeyFile, []byte("5ec7e7"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := s.key(); err == nil || strings.Contains(err.Error(), "5ec7e7") {
		t.Errorf("a short key: %v", err)
	}
}

func TestSecretsAreNeverPrinted(t *testing.T) {
	c := good()
	c.Token, c.ModelKey = hidden, hidden
	var log strings.Builder
	newLogger(&log, slog.LevelDebug).Info("started", "config", c, "token", c.Token)
	slog.New(slog.NewTextHandler(&log, nil)).Info("started", "config", c, "token", c.Token)
	text, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	printed := []string{log.String(), string(text)}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x"} {
		printed = append(printed, fmt.Sprintf(verb, c), fmt.Sprintf(verb, &c), fmt.Sprintf(verb, c.Token), fmt.Sprintf(verb, []secret{c.Token}))
	}
	c.APIURL = "htp://user:" + hidden + "@host"
	_, err = c.check()
	printed = append(printed, fmt.Sprint(err))
	t.Setenv("TELEGRAM_BOT_TOKEN", hidden)
	t.Setenv("OPENAI_API_KEY", hidden)
	for _, args := range [][]string{{"--help"}, {"serve", "--help"}, {"serve", "--nosuch"}, {"serve", "--telegram-bot-token=" + hidden, "--nosuch"},
		{"serve", "--keep-days=0"}, {"serve", "--keep-days=0", "--telegram-bot-token", hidden}} {
		_, out, errs := command(t, "", args...)
		printed = append(printed, out, errs)
	}
	for _, p := range printed {
		if strings.Contains(p, hidden) || strings.Contains(p, fmt.Sprintf("%x", hidden)) {
			t.Errorf("the secret stands in %s", p)
		}
	}
}

func TestCheckedSettingsPrintNoSecret(t *testing.T) {
	c := withModel("https://model.example/v1")
	c.Token = hidden
	s, err := c.check()
	if err != nil {
		t.Fatal(err)
	}
	c.TokenFile = hidden // a token where a file's name belongs
	_, err = c.check()
	for _, text := range []string{fmt.Sprintf("%v %+v %#v", s, s, s), fmt.Sprint(err)} {
		if strings.Contains(text, hidden) {
			t.Errorf("a secret is printed: %s", text)
		}
	}
}
