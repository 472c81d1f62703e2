package web_test

import (
	"bytes"
	"image"
	"image/png"
	"io"
	"mime"
	"net/http"
	"strings"
	"testing"

	"zhicheng/bot/chat"
	"zhicheng/bot/words"
)

func card(kind string, data []byte) chat.Reply {
	r := reply("您的对照表")
	r.File = &chat.File{Name: "对照表 2023.html", Type: kind, Data: data}
	return r
}

// fetch downloads a file; the body of what is none is a sentence.
func (v *browser) fetch(path string) (*http.Response, string) {
	v.t.Helper()
	res, err := v.Get(v.url + path + "?as=" + v.as)
	must(v.t, err)
	defer func() { _ = res.Body.Close() }()
	b, err := io.ReadAll(res.Body)
	must(v.t, err)
	return res, string(b)
}

func TestAFileIsOfferedAndHandedOver(t *testing.T) {
	b := open(t)
	v, c := b.met(t)
	data := bytes.Repeat([]byte("<p>"), chat.MaxFile/3)
	b.send(t, c, "k", card("text/html", data))
	f := v.listen("").backlog()[1].shown.File
	if f == nil || f.Name != "对照表 2023.html" || f.Size != "1024 KB" || f.Path != "/files/2" {
		t.Fatalf("offered %+v", f)
	}
	res, body := v.fetch(f.Path)
	if res.StatusCode != http.StatusOK || body != string(data) {
		t.Errorf("%d, %d bytes", res.StatusCode, len(body))
	}
	how, params, err := mime.ParseMediaType(res.Header.Get("Content-Disposition"))
	if err != nil || how != "attachment" || params["filename"] != f.Name {
		t.Errorf("disposition %q", res.Header.Get("Content-Disposition"))
	}
	for name, want := range map[string]string{
		"Content-Type": "text/html; charset=utf-8", "X-Content-Type-Options": "nosniff", "Cache-Control": "no-store",
		"Cross-Origin-Resource-Policy": "same-origin",
	} {
		if got := res.Header.Get(name); got != want {
			t.Errorf("%s: %q", name, got)
		}
	}
	csp := res.Header.Values("Content-Security-Policy")
	if len(csp) != 1 || !strings.HasPrefix(csp[0], "sandbox;") || strings.Contains(csp[0], "allow-") || strings.Contains(csp[0], "script") {
		t.Errorf("policy %q", csp)
	}
}

// TestPicturesAreShown: what is a picture in name, bytes and measures is one on the page, under its true type; what only
// claims to be one is a file.
func TestPicturesAreShown(t *testing.T) {
	draw := func(w, h int) []byte {
		var buf bytes.Buffer
		must(t, png.Encode(&buf, image.NewGray(image.Rect(0, 0, w, h))))
		return buf.Bytes()
	}
	b := open(t)
	v, c := b.met(t)
	for name, file := range map[string]struct {
		name, claims string
		data         []byte
		shown        bool
		served       string
	}{
		"a picture":             {"海报.png", "image/png", draw(640, 480), true, "image/png"},
		"sent without a type":   {"海报.png", "application/octet-stream", draw(640, 480), true, "image/png"},
		"sent as script":        {"海报.png", "text/html", draw(640, 480), true, "image/png"},
		"too large to be shown": {"海报.png", "image/png", draw(9000, 2000), false, "application/octet-stream"},
		"text that claims":      {"海报.png", "image/png", []byte("<script>"), false, "application/octet-stream"},
		"a drawing with script": {"海报.svg", "image/svg+xml", []byte("<svg/>"), false, "application/octet-stream"},
		"another name":          {"海报.docx", "IMAGE/png", draw(640, 480), false, "application/octet-stream"},
	} {
		r := reply("公告")
		r.File = &chat.File{Name: file.name, Type: file.claims, Data: file.data}
		b.send(t, c, name, r)
		es := v.listen("").backlog()
		f := es[len(es)-1].shown.File
		if f.Picture != file.shown {
			t.Errorf("%s: shown is %v", name, f.Picture)
		}
		res, body := v.fetch(f.Path)
		if got := res.Header.Get("Content-Type"); got != file.served || body != string(file.data) || !strings.HasPrefix(res.Header.Get("Content-Security-Policy"), "sandbox;") {
			t.Errorf("%s: served as %s, %d bytes", name, got, len(body))
		}
		if r.File.Type != file.claims {
			t.Errorf("%s: the sender's own file was changed", name)
		}
	}
}

func TestOnlyKnownTypesAreNamed(t *testing.T) {
	const sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	b := open(t)
	v, c := b.met(t)
	for kind, want := range map[string]string{
		"text/html": "text/html; charset=utf-8", "TEXT/HTML; charset=gbk": "text/html; charset=utf-8",
		"text/calendar; method=PUBLISH": "text/calendar; charset=utf-8", "text/plain": "text/plain; charset=utf-8", sheet: sheet,
		"text/javascript": "application/octet-stream", "image/svg+xml": "application/octet-stream",
		"application/pdf": "application/octet-stream",
	} {
		b.send(t, c, kind, card(kind, []byte("x")))
		es := v.listen("").backlog()
		res, _ := v.fetch(es[len(es)-1].shown.File.Path)
		if got := res.Header.Get("Content-Type"); got != want {
			t.Errorf("%s is served as %s", kind, got)
		}
	}
}

func TestAFileIsForItsOwnChatOnly(t *testing.T) {
	b := open(t)
	v, c := b.met(t)
	b.send(t, c, "k", card("text/plain", []byte("secret")))
	for _, other := range []struct {
		name, path string
		who        *browser
		status     int
	}{
		{"the other person", "/files/2", v.be("b"), 404}, {"another browser", "/files/2", b.visit(t), 404},
		{"nobody", "/files/2", &browser{Client: &http.Client{}, t: t, url: b.URL, as: "a"}, 401},
		{"no such person", "/files/2", v.be("z"), 404},
		{"a message without a file", "/files/1", v, 404}, {"no message", "/files/99", v, 404}, {"no number", "/files/x", v, 404},
	} {
		res, body := other.who.fetch(other.path)
		if res.StatusCode != other.status || strings.Contains(body, "secret") || res.Header.Get("Content-Disposition") != "" {
			t.Errorf("%s: %d %s", other.name, res.StatusCode, body)
		}
	}
	must(t, b.store.Forget(t.Context(), c.Person, "m"))
	if res, body := v.fetch("/files/2"); res.StatusCode != 404 || !strings.Contains(body, words.Web.FileGone) {
		t.Errorf("forgotten: %d %s", res.StatusCode, body)
	}
}

func TestAFileNeedsNoTextAndIsSentOnce(t *testing.T) {
	b := open(t)
	v, c := b.met(t)
	r := card("text/plain", []byte("x"))
	r.Text = nil
	first := b.send(t, c, "k", r)
	if again := b.send(t, c, "k", r); again != first {
		t.Errorf("ref %s became %s", first, again)
	}
	es := v.listen("").backlog()
	if len(es) != 2 || es[1].text() != "" || es[1].shown.File.Size != "1 KB" {
		t.Errorf("shown %+v", es)
	}
}

func TestABadFileFails(t *testing.T) {
	b := open(t)
	_, c := b.met(t)
	for name, f := range map[string]chat.File{
		"large": {Name: "a", Type: "text/plain", Data: make([]byte, chat.MaxFile+1)}, "a path": {Name: "../a", Type: "text/plain", Data: []byte("x")},
	} {
		if o := b.web.Send(t.Context(), c, name, chat.Reply{File: &f}); o.State != chat.Failed || o.Err == nil {
			t.Errorf("%s: %+v", name, o)
		}
	}
	es, err := b.store.WebEvents(t.Context(), c.Chat, 1, 9)
	if must(t, err); len(es) != 0 {
		t.Errorf("shown %+v", es)
	}
}
