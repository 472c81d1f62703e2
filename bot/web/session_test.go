package web_test

import (
	"net/http"
	"net/url"
	"reflect"
	"strings"
	"testing"

	"zhicheng/bot/words"
)

func TestSessionCookie(t *testing.T) {
	b := open(t)
	res, err := http.Get(b.URL + "/")
	must(t, err)
	_ = res.Body.Close()
	cs := res.Cookies()
	if len(cs) != 1 || !cs[0].HttpOnly || cs[0].SameSite != http.SameSiteLaxMode || len(cs[0].Value) != 43 {
		t.Fatalf("cookies %v", cs)
	}
	if got := res.Header.Get("Cache-Control"); got != "no-store" {
		t.Errorf("Cache-Control %q", got)
	}
	v := b.visit(t)
	v.say("one", "你好")
	u, _ := url.Parse(b.URL)
	if token := v.Jar.Cookies(u)[0].Value; strings.Contains(b.received()[0].ID, token) {
		t.Error("the cookie can be read from a message's id")
	}
}

func TestHistoryOutlivesAReload(t *testing.T) {
	b := open(t)
	v := b.visit(t)
	v.say("one", "你好")
	u, _ := url.Parse(b.URL)
	before := v.Jar.Cookies(u)[0].Value
	v.get("/")
	if after := v.Jar.Cookies(u)[0].Value; after != before {
		t.Error("a reload began a new session")
	}
	if got := texts(v.listen("").backlog()); got != "person: 你好\nassistant: echo 你好\n" {
		t.Errorf("shown: %q", got)
	}
}

func TestEachPersonAndSessionHasItsOwnHistory(t *testing.T) {
	b := open(t)
	v := b.visit(t)
	v.say("one", "甲")
	v.be("b").say("one", "乙")
	b.visit(t).say("one", "别人")
	if got := texts(v.be("b").listen("").backlog()); got != "person: 乙\nassistant: echo 乙\n" {
		t.Errorf("shown: %q", got)
	}
	people := map[string]bool{}
	for _, m := range b.received() {
		people[m.From.Person] = true
	}
	if len(people) != 3 {
		t.Errorf("%d people of 3", len(people))
	}
}

func TestPageNamesThePersons(t *testing.T) {
	v := open(t).visit(t)
	_, page := v.get("/?as=b")
	for _, want := range []string{
		`lang="zh-CN"`, `href="/?as=a">` + words.Web.ApplicantA, `aria-current="page">` + words.Web.ApplicantB,
		`data-person="b"`, `role="log"`, `"you":"` + words.Web.Script.You, `"date":"2023-05-10"`, words.Web.NoScript,
	} {
		if !strings.Contains(page, want) {
			t.Errorf("no %s in\n%s", want, page)
		}
	}
}

func TestStrangersAreTurnedAway(t *testing.T) {
	b := open(t)
	v := b.visit(t)
	stranger := &browser{Client: &http.Client{}, t: t, url: b.URL, as: "a"}
	forger := &browser{Client: &http.Client{}, t: t, url: b.URL, as: "a"}
	for _, c := range []struct {
		name   string
		who    *browser
		cookie string
		status int
	}{
		{"no cookie", stranger, "", 401},
		{"a cookie of one's own", forger, strings.Repeat("A", 43), 401},
		{"no such person", v.be("z"), "", 404},
	} {
		for _, path := range []string{"/say", "/clock", "/reset", "/events"} {
			r := c.who.request(path, strings.NewReader(`{"id":"x","text":"a"}`))
			if path == "/events" {
				r.Method = http.MethodGet
			}
			if c.cookie != "" {
				r.AddCookie(&http.Cookie{Name: "zhicheng_session", Value: c.cookie})
			}
			if status, why := c.who.do(r); status != c.status || why == "" {
				t.Errorf("%s, %s: %d %s", c.name, path, status, why)
			}
		}
	}
	if b.resets != 0 || len(b.received()) != 0 {
		t.Error("a stranger was heard")
	}
}

func TestNoWordIsMissing(t *testing.T) {
	for _, v := range []reflect.Value{reflect.ValueOf(words.Web), reflect.ValueOf(words.Web.Script)} {
		for i := range v.NumField() {
			if v.Field(i).IsZero() {
				t.Errorf("%s has no %s", v.Type(), v.Type().Field(i).Name)
			}
		}
	}
}
