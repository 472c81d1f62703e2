package main

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"strconv"
	"strings"
	"time"

	"zhicheng/knowledge/llm"
	"zhicheng/store"
)

// modelFlags choose the optional model; without a name there is none. The address has no default, so that nothing
// goes abroad by oversight.
type modelFlags struct {
	Model        string `help:"A model that helps to choose among the clauses found; none if not given." env:"OPENAI_MODEL" name:"openai-model" placeholder:"NAME"`
	ModelURL     string `help:"The model's server, any that speaks the OpenAI protocol; prefer one in China." env:"OPENAI_BASE_URL" name:"openai-base-url" placeholder:"URL"`
	ModelKey     secret `help:"The key for the model's server; prefer the file." env:"OPENAI_API_KEY" name:"openai-api-key" placeholder:"KEY"`
	ModelKeyFile string `help:"A file that holds the key." env:"OPENAI_API_KEY_FILE" name:"openai-api-key-file" placeholder:"FILE"`
	ModelTimeout string `help:"How long an answer may wait for the model, 1s to 30s." env:"ZHICHENG_MODEL_TIMEOUT" default:"8s" placeholder:"TIME"`
	ModelDay     string `help:"Tokens that all may spend in a day." env:"ZHICHENG_MODEL_TOKENS_DAY" name:"model-tokens-day" default:"1000000" placeholder:"N"`
	ModelPerson  string `help:"Tokens that one person may spend in a day." env:"ZHICHENG_MODEL_TOKENS_PERSON" name:"model-tokens-person" default:"100000" placeholder:"N"`
	ModelTotal   string `help:"Tokens that may be spent in all." env:"ZHICHENG_MODEL_TOKENS_TOTAL" name:"model-tokens-total" default:"100000000" placeholder:"N"`
}

// check reads the key and reports faults; without a name nothing else matters.
func (f *modelFlags) check(bad func(name string, err error)) (c llm.Config) {
	if f.Model == "" {
		return c
	}
	c.Name, c.BaseURL = f.Model, f.ModelURL
	bad("OPENAI_BASE_URL", checkModelURL(f.ModelURL))
	key, err := readSecret(f.ModelKey, f.ModelKeyFile)
	f.ModelKey = secret(key) // not into c, which prints what it holds
	bad("OPENAI_API_KEY_FILE", err)
	c.Timeout, err = time.ParseDuration(f.ModelTimeout)
	if err != nil || c.Timeout < time.Second || c.Timeout > 30*time.Second {
		bad("ZHICHENG_MODEL_TIMEOUT", fmt.Errorf("%q is no time from 1s to 30s", f.ModelTimeout))
	}
	tokens := func(name, value string) int {
		n, err := strconv.Atoi(value)
		if err != nil || n < 1 {
			bad(name, fmt.Errorf("%q is no number of tokens above 0", value))
		}
		return n
	}
	c.Limits = llm.Limits{Day: tokens("ZHICHENG_MODEL_TOKENS_DAY", f.ModelDay),
		Person: tokens("ZHICHENG_MODEL_TOKENS_PERSON", f.ModelPerson), Total: tokens("ZHICHENG_MODEL_TOKENS_TOTAL", f.ModelTotal)}
	return c
}

// checkModelURL wants https, but on the same machine or network; what an error says holds no secret.
func checkModelURL(s string) error {
	if s == "" {
		return errors.New("the model's server must be named; there is no default")
	}
	if err := checkURL(s); err != nil {
		return err
	}
	u, err := url.Parse(s)
	if err != nil || u.User != nil || u.RawQuery != "" || u.Fragment != "" {
		return errors.New("an address alone is wanted; the key has its own setting")
	}
	if u.Scheme == "http" && !near(u.Hostname()) {
		return errors.New("http is for a server on this machine or network; use https")
	}
	return nil
}

// near says whether a host is on this machine or a private network: by its address, or a name without a dot.
func near(host string) bool {
	if ip := net.ParseIP(host); ip != nil {
		return ip.IsLoopback() || ip.IsPrivate()
	}
	return !strings.Contains(host, ".")
}

// openModel lets the model help, if there is one. Its tokens are real money: they are counted in the main database and
// by the real clock, which the sandbox neither wipes nor moves.
func (h *house) openModel(s *store.Store) {
	if h.model.Name == "" {
		return
	}
	c := h.model
	c.Key, c.Ledger, c.Now = string(h.ModelKey), s, time.Now
	h.refiner = llm.New(c, h.pack.Notice, h.answerer)
	h.log.Info("a model helps", "model", c.Name, "url", c.BaseURL)
}
