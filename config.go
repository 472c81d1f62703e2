package main

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"zhicheng/bot/web"
	"zhicheng/knowledge/llm"
)

// config is every setting of serve. Values that can be wrong are text, so that check reports all faults at once.
type config struct {
	packFlags
	DB         string `help:"The database file; its folder is made." env:"ZHICHENG_DB" default:"data/zhicheng.db" placeholder:"FILE"`
	Addr       string `help:"Where the web chat listens; loopback only." env:"ZHICHENG_ADDR" default:"127.0.0.1:8080" placeholder:"HOST:PORT"`
	Health     string `help:"Where /healthz, /readyz and /metrics listen; loopback only, \"off\" for nowhere." env:"ZHICHENG_HEALTH" default:"127.0.0.1:8090" placeholder:"HOST:PORT"`
	Sandbox    bool   `help:"Serve the web chat sandbox beside Telegram too." env:"ZHICHENG_SANDBOX"`
	Token      secret `help:"The bot's token; prefer the file." env:"TELEGRAM_BOT_TOKEN" name:"telegram-bot-token" placeholder:"TOKEN"`
	TokenFile  string `help:"A file that holds the bot's token." env:"TELEGRAM_BOT_TOKEN_FILE" name:"telegram-bot-token-file" placeholder:"FILE"`
	APIURL     string `help:"A server that speaks the Bot API; the public one if not given." env:"TELEGRAM_API_URL" name:"telegram-api-url" placeholder:"URL"`
	Calendar   string `help:"Where calendar feeds listen, behind your proxy; loopback only, nowhere if not given." env:"ZHICHENG_CALENDAR" placeholder:"HOST:PORT"`
	PublicURL  string `help:"The address under which the proxy serves them." env:"ZHICHENG_PUBLIC_URL" name:"public-url" placeholder:"URL"`
	KeyFile    string `help:"The key of the pseudonyms; made beside the database if not given." env:"ZHICHENG_KEY_FILE" placeholder:"FILE"`
	Admins     string `help:"Telegram user ids of the admins, separated by commas." env:"ZHICHENG_ADMINS" placeholder:"ID,ID"`
	KeepDays   string `help:"For how many days questions are kept." env:"ZHICHENG_KEEP_DAYS" default:"180" placeholder:"DAYS"`
	SecondFrom string `help:"From so many recipients on a second staff member confirms an announcement; 0 for never." env:"ZHICHENG_SECOND_FROM" default:"500" placeholder:"NUMBER"`
	LogLevel   string `help:"debug, info, warn or error." env:"ZHICHENG_LOG_LEVEL" default:"info" placeholder:"LEVEL"`
	modelFlags
}

// secret is never printed.
type secret string

const redacted = "[secret]"

func (s secret) String() string               { return redacted }
func (s secret) GoString() string             { return redacted }
func (s secret) LogValue() slog.Value         { return slog.StringValue(redacted) }
func (s secret) MarshalText() ([]byte, error) { return []byte(redacted), nil }

// settings is a checked config.
type settings struct {
	config
	keepDays int
	second   int64
	admins   []string
	level    slog.Level
	model    llm.Config // without a name there is no model
}

// check reads the secrets and reports every fault at once.
func (c config) check() (s settings, err error) {
	s.config = c
	var errs []error
	bad := func(name string, err error) {
		if err != nil {
			errs = append(errs, fmt.Errorf("%s: %w", name, err))
		}
	}
	token, err := readSecret(c.Token, c.TokenFile)
	s.Token = secret(token)
	bad("TELEGRAM_BOT_TOKEN_FILE", err)
	s.model = s.modelFlags.check(bad)
	s.keepDays, err = strconv.Atoi(c.KeepDays)
	if err != nil || s.keepDays < 1 || s.keepDays > 3650 {
		bad("ZHICHENG_KEEP_DAYS", fmt.Errorf("%q is no number of days from 1 to 3650", c.KeepDays))
	}
	s.second, err = strconv.ParseInt(c.SecondFrom, 10, 64)
	if err != nil || s.second < 0 {
		bad("ZHICHENG_SECOND_FROM", fmt.Errorf("%q is no number of recipients", c.SecondFrom))
	}
	s.admins, err = userIDs(c.Admins)
	bad("ZHICHENG_ADMINS", err)
	if err := s.level.UnmarshalText([]byte(c.LogLevel)); err != nil {
		bad("ZHICHENG_LOG_LEVEL", fmt.Errorf("%q is none of debug, info, warn, error", c.LogLevel))
	}
	bad("ZHICHENG_ADDR", web.LoopbackAddr(c.Addr))
	if c.Health != "off" {
		bad("ZHICHENG_HEALTH", web.LoopbackAddr(c.Health))
	}
	if c.Calendar != "" {
		bad("ZHICHENG_CALENDAR", web.LoopbackAddr(c.Calendar))
	}
	bad("ZHICHENG_PUBLIC_URL", checkURL(c.PublicURL))
	if (c.Calendar == "") != (c.PublicURL == "") {
		bad("ZHICHENG_CALENDAR", errors.New("it and ZHICHENG_PUBLIC_URL are given together or not at all"))
	}
	bad("TELEGRAM_API_URL", checkURL(c.APIURL))
	if c.DB == "" {
		bad("ZHICHENG_DB", errors.New("no file is named"))
	}
	return s, errors.Join(errs...)
}

// readSecret is what the file holds or, without one, the value.
func readSecret(value secret, file string) (string, error) {
	if file == "" {
		return strings.TrimSpace(string(value)), nil
	}
	data, err := os.ReadFile(file)
	text := strings.TrimSpace(string(data))
	switch { // without the name: it may be the secret itself, set in the wrong place
	case errors.Is(err, fs.ErrNotExist):
		return "", errors.New("there is no such file")
	case err != nil:
		return "", errors.New("the file cannot be read")
	case text == "":
		return "", errors.New("the file is empty")
	}
	return text, nil
}

func checkURL(s string) error {
	if s == "" {
		return nil
	}
	u, err := url.Parse(s)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return errors.New("not an address like https://host") // its text may hold a secret
	}
	if _, _, err := net.SplitHostPort(u.Host); err != nil && u.Port() != "" {
		return errors.New("the port is wrong")
	}
	return nil
}

// sandboxed says whether the web chat runs.
func (s settings) sandboxed() bool { return s.Token == "" || s.Sandbox }

func (s settings) keep() time.Duration { return time.Duration(s.keepDays) * 24 * time.Hour }

// sandboxDB is the sandbox's own file, which 重新开始 wipes.
func (s settings) sandboxDB() string {
	ext := filepath.Ext(s.DB)
	return strings.TrimSuffix(s.DB, ext) + "-sandbox" + ext
}

// key reads the key of the pseudonyms, or makes it on the first start.
func (s settings) key() ([]byte, error) {
	name := s.KeyFile
	if name == "" {
		name = s.DB + ".key"
	}
	data, err := os.ReadFile(name)
	if errors.Is(err, os.ErrNotExist) {
		data = []byte(hex.EncodeToString(randomBytes(32)))
		err = os.WriteFile(name, data, 0o600)
	}
	if err != nil {
		return nil, fmt.Errorf("the key of the pseudonyms: %w", err)
	}
	key, err := hex.DecodeString(strings.TrimSpace(string(data)))
	if err != nil || len(key) < 32 {
		return nil, fmt.Errorf("the key of the pseudonyms: %s does not hold at least 64 hexadecimal digits", name)
	}
	return key, nil
}

func randomBytes(n int) []byte {
	b := make([]byte, n)
	rand.Read(b) // never fails
	return b
}
