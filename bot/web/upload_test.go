package web_test

import (
	"bytes"
	"errors"
	"fmt"
	"mime/multipart"
	"net/http"
	"net/textproto"
	"strings"
	"testing"

	"zhicheng/bot/chat"
	"zhicheng/bot/web"
	"zhicheng/bot/words"
)

// form is what the page posts with a file.
type form struct{ id, text, name, kind, data string }

func (v *browser) upload(files ...form) (status int, sentence string) {
	v.t.Helper()
	return v.do(v.uploads(files...))
}

func (v *browser) uploads(files ...form) *http.Request {
	v.t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	for i, f := range files {
		if i == 0 {
			must(v.t, w.WriteField("id", f.id))
			must(v.t, w.WriteField("text", f.text))
		}
		part, err := w.CreatePart(textproto.MIMEHeader{
			"Content-Disposition": {fmt.Sprintf(`form-data; name="file"; filename="%s"`, f.name)}, "Content-Type": {f.kind}})
		must(v.t, err)
		_, err = part.Write([]byte(f.data))
		must(v.t, err)
	}
	must(v.t, w.Close())
	r := v.request("/upload", &b)
	r.Header.Set("Content-Type", w.FormDataContentType())
	return r
}

func TestAnUploadArrivesAndIsShown(t *testing.T) {
	b := open(t)
	v := b.visit(t)
	for range 2 { // the page did not hear the first answer
		if status, why := v.upload(form{"1", " 请导入 ", "名册.csv", "text/csv; charset=gbk", "甲,乙\n"}); status != http.StatusAccepted {
			t.Fatalf("%d %s", status, why)
		}
	}
	if status, why := v.upload(form{"2", "", "a.png", "image/png", strings.Repeat("x", 3000)}); status != http.StatusAccepted {
		t.Fatalf("%d %s", status, why)
	}
	got := b.received()
	doc, picture := got[0], got[2]
	if got[1].ID != doc.ID || doc.Kind != chat.Document || doc.Text != "请导入" || doc.At.IsZero() ||
		*doc.File != (chat.Incoming{Name: "名册.csv", Type: "text/csv", Size: 8, Ref: doc.File.Ref}) {
		t.Errorf("got %+v, %+v", doc, doc.File)
	}
	if picture.Kind != chat.Picture || picture.Text != "" || picture.File.Name != "a.png" {
		t.Errorf("got %+v, %+v", picture, picture.File)
	}
	if data, err := b.web.Open(t.Context(), doc.From, *doc.File, 8); err != nil || string(data) != "甲,乙\n" {
		t.Errorf("opened %q, %v", data, err)
	}
	if _, err := b.web.Open(t.Context(), doc.From, *doc.File, 7); !errors.Is(err, chat.ErrFileTooLarge) {
		t.Errorf("opened beyond the limit: %v", err)
	}
	shown := texts(v.listen("").backlog())
	if want := "person: 文件：名册.csv（1 KB）\n请导入\nassistant: echo 请导入\nperson: 文件：a.png（3 KB）\nassistant: echo \n"; shown != want {
		t.Errorf("shown:\n%s", shown)
	}
}

// Nobody opens what was sent in another chat: not another person of the same browser, and not another browser.
func TestAnUploadIsItsChatsAlone(t *testing.T) {
	b := open(t)
	v := b.visit(t)
	for _, who := range []*browser{v, v.be("b"), b.visit(t)} {
		if status, why := who.upload(form{"1", "", "a.csv", "text/csv", "x"}); status != http.StatusAccepted {
			t.Fatalf("%d %s", status, why)
		}
	}
	got := b.received()
	for i, mine := range got {
		for j, theirs := range got {
			_, err := b.web.Open(t.Context(), mine.From, *theirs.File, 9)
			if (err == nil) != (i == j) || i != j && !errors.Is(err, chat.ErrFileGone) {
				t.Errorf("%d opens the file of %d: %v", i, j, err)
			}
		}
		mine.From.Channel = "telegram"
		if _, err := b.web.Open(t.Context(), mine.From, *mine.File, 9); !errors.Is(err, chat.ErrFileGone) {
			t.Errorf("another channel opens it: %v", err)
		}
	}
}

func TestNamesOfUploadsAreCleaned(t *testing.T) {
	b := open(t)
	for i, c := range []struct{ said, want string }{
		{"../../etc/passwd", "passwd"}, {`C:\\甲\\名册.csv`, "名册.csv"}, {"a\u202ecod.csv", "acod.csv"}, {"a%0D%0Ab.csv", "a%0D%0Ab.csv"},
		{".profile", "profile"}, {"..", chat.NoName}, {"a<b>*.csv", "ab.csv"},
	} {
		if status, why := b.visit(t).upload(form{"1", "", c.said, "text/html; x", "x"}); status != http.StatusAccepted {
			t.Fatalf("%q: %d %s", c.said, status, why)
		}
		got := b.received()[i].File
		if got.Name != c.want || got.Type != "application/octet-stream" {
			t.Errorf("%q became %+v", c.said, got)
		}
	}
}

func TestRefusedUploads(t *testing.T) {
	b := open(t)
	large := strings.Repeat("x", web.MaxUpload)
	small := form{"1", "", "a.csv", "text/csv", "x"}
	for name, c := range map[string]struct {
		files  []form
		status int
		why    string
	}{
		"the largest":       {[]form{{"1", strings.Repeat("x", 60<<10), "a.csv", "text/csv", large}}, http.StatusAccepted, ""},
		"too large":         {[]form{{"1", "", "a.csv", "text/csv", large + "x"}}, http.StatusRequestEntityTooLarge, words.Web.FileTooLarge},
		"empty":             {[]form{{"1", "", "a.csv", "text/csv", ""}}, http.StatusBadRequest, words.Web.FileEmpty},
		"none":              {nil, http.StatusBadRequest, words.Web.BadRequest},
		"two":               {[]form{small, small}, http.StatusBadRequest, words.Web.BadRequest},
		"no id":             {[]form{{"", "", "a.csv", "text/csv", "x"}}, http.StatusBadRequest, words.Web.BadRequest},
		"a bad id":          {[]form{{"1 2", "", "a.csv", "text/csv", "x"}}, http.StatusBadRequest, words.Web.BadRequest},
		"too long a text":   {[]form{{"1", strings.Repeat("x", 65<<10), "a.csv", "text/csv", "x"}}, http.StatusRequestEntityTooLarge, words.Web.FileTooLarge},
		"as long as it may": {[]form{{"1", strings.Repeat("字", 3000), "a.csv", "text/csv", "x"}}, http.StatusAccepted, ""},
	} {
		v := b.visit(t)
		before := len(b.received())
		if status, why := v.upload(c.files...); status != c.status || why != c.why {
			t.Errorf("%s: %d %s", name, status, why)
		}
		if taken := len(b.received()) - before; (taken == 1) != (c.status == http.StatusAccepted) {
			t.Errorf("%s: %d messages", name, taken)
		}
	}
	v := b.visit(t)
	if status, why := v.do(v.request("/upload", strings.NewReader("{}"))); status != http.StatusBadRequest {
		t.Errorf("no form: %d %s", status, why)
	}
}

func TestUploadsAreGuarded(t *testing.T) {
	b := open(t)
	file := form{"1", "", "a.csv", "text/csv", "x"}
	stranger := &browser{Client: &http.Client{}, t: t, url: b.URL, as: "a"}
	if status, _ := stranger.upload(file); status != http.StatusUnauthorized {
		t.Errorf("without a session: %d", status)
	}
	v := b.visit(t)
	r := v.uploads(file)
	r.Header.Set("Sec-Fetch-Site", "cross-site")
	res, err := v.Do(r)
	must(t, err)
	_ = res.Body.Close()
	if res.StatusCode != http.StatusForbidden || len(b.received()) != 0 {
		t.Errorf("from elsewhere: %d", res.StatusCode)
	}
	taken := 0
	for status, why := 0, ""; status != http.StatusTooManyRequests; taken++ {
		file.id = fmt.Sprint(taken)
		status, why = v.upload(file)
		if status != http.StatusAccepted && why != words.Web.TooFast || taken > 50 {
			t.Fatalf("file %d: %d %s", taken, status, why)
		}
	}
	if taken <= 5 {
		t.Errorf("file %d was refused", taken)
	}
}
