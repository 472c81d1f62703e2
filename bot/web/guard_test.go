package web_test

import (
	"net/http"
	"strings"
	"testing"
	"unicode"

	"zhicheng/bot/web"
	"zhicheng/bot/words"
)

func TestLoopbackAddr(t *testing.T) {
	for addr, ok := range map[string]bool{
		"127.0.0.1:8080": true, "localhost:0": true, "LocalHost:1": true, "[::1]:8080": true,
		":8080": false, "0.0.0.0:8080": false, "[::]:8080": false, "192.168.1.2:8080": false,
		"example.com:80": false, "127.0.0.1": false, "localhost.example.com:80": false, "": false,
	} {
		if err := web.LoopbackAddr(addr); (err == nil) != ok {
			t.Errorf("%q: %v", addr, err)
		}
	}
}

func TestForeignHost(t *testing.T) {
	b := open(t)
	v := b.visit(t)
	port := b.URL[strings.LastIndex(b.URL, ":"):]
	for host, want := range map[string]int{
		"127.0.0.1" + port: 200, "localhost" + port: 200, "[::1]" + port: 200,
		"evil.example" + port: 403, "localhost.evil.example" + port: 403, "127.0.0.1": 403, "localhost:1": 403,
		"127.0.0.1.nip.io" + port: 403, "0.0.0.0" + port: 403, "evil.example": 403,
	} {
		for _, path := range []string{"/", "/style.css"} {
			r, err := http.NewRequest(http.MethodGet, b.URL+path, nil)
			must(t, err)
			r.Host = host
			res, err := v.Do(r)
			must(t, err)
			_ = res.Body.Close()
			if res.StatusCode != want {
				t.Errorf("%s%s: %d", host, path, res.StatusCode)
			}
		}
	}
	r := v.request("/say", strings.NewReader(`{"id":"x","text":"a"}`))
	r.Host = "evil.example" + port
	if status, why := v.do(r); status != 403 || why != words.Web.ForeignHost || len(b.received()) != 0 {
		t.Errorf("said under a foreign name: %d %s", status, why)
	}
}

func TestCrossOriginPostIsRefused(t *testing.T) {
	b := open(t)
	v := b.visit(t)
	for _, path := range []string{"/say", "/clock", "/reset"} {
		for header, value := range map[string]string{"Origin": "http://evil.example", "Sec-Fetch-Site": "cross-site"} {
			r := v.request(path, strings.NewReader(`{"id":"x","text":"a","to":"2023-06-01"}`))
			r.Header.Set(header, value)
			res, err := v.Do(r)
			must(t, err)
			_ = res.Body.Close()
			if res.StatusCode != 403 {
				t.Errorf("%s with %s: %d", path, header, res.StatusCode)
			}
		}
	}
	if len(b.received()) != 0 || b.resets != 0 || !b.clock.Now().Equal(start) {
		t.Error("a foreign page was heard")
	}
}

func TestPolicyAllowsOnlyOwnFiles(t *testing.T) {
	b := open(t)
	v := b.visit(t)
	res, err := v.Get(b.URL)
	must(t, err)
	_ = res.Body.Close()
	csp := res.Header.Get("Content-Security-Policy")
	if !strings.Contains(csp, "default-src 'none'") || strings.Contains(csp, "unsafe") || strings.Contains(csp, "http") {
		t.Errorf("policy %q", csp)
	}
	_, page := v.get("/")
	_, script := v.get("/app.js")
	_, style := v.get("/style.css")
	for _, bad := range []string{"style=", "onclick=", "innerHTML", "insertAdjacentHTML", "http://", "https://"} {
		if strings.Contains(page+script+style, bad) {
			t.Errorf("the page uses %s", bad)
		}
	}
	for _, r := range script + style {
		if unicode.Is(unicode.Han, r) {
			t.Fatalf("%c is not in the catalogue of words", r)
		}
	}
}
