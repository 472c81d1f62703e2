package main

import (
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"zhicheng/bot/words"
)

// screenshot is the picture in the README; go test -run TestBrowser -update . takes it anew.
const screenshot = "docs/webchat.png"

// TestBrowser drives the web chat of the program in a headless Chromium.
func TestBrowser(t *testing.T) {
	path := chromium(t)
	p := launch(t, t.TempDir()+"/zhicheng.db")
	tab := newTab(t, path)
	tab.do(chromedp.EmulateViewport(1000, 900), chromedp.Navigate(p.address(t, "ZHICHENG_ADDR")))
	tab.until(`document.querySelectorAll("article.theirs").length == 1`)

	tab.ask(question)
	tab.until(`document.querySelector("article:last-child blockquote")`)
	tab.sees("article:last-child blockquote", rule)
	tab.sees("article:last-child small", "四（六）2")
	tab.take(screenshot, *update)

	tab.press("查看原文")
	tab.until(`document.querySelectorAll("article").length == 4`)
	tab.sees("article:last-child blockquote", rule)
	tab.do(chromedp.Focus(chromedp.CSS(`article:nth-child(3) .row:last-child button`)), chromedp.KeyEvent(kb.Enter)) // 有用, by keyboard
	tab.until(`document.querySelectorAll("article").length == 5`)
	tab.sees("article:last-child", words.Say(words.ThanksUseful))

	tab.press("目录")
	tab.until(`document.querySelectorAll("article").length == 7`) // what the chip says, and the answer
	before := tab.text("article:last-child")
	tab.do(chromedp.Click(chromedp.CSS("article:last-child button")))
	tab.until(`document.querySelector("article:last-child").textContent != ` + js(before))
	tab.until(`document.querySelectorAll("article").length == 7`) // edited in place

	tab.do(chromedp.Reload())
	tab.until(`document.querySelectorAll("article").length == 7`) // the history is kept
	tab.phone()
	tab.sandbox()
}

// phone looks at the same conversation on a phone, by day and by night.
func (tab *tab) phone() {
	tab.do(chromedp.EmulateViewport(390, 844, chromedp.EmulateMobile, chromedp.EmulateScale(2)))
	tab.ask(question)
	tab.until(`document.querySelectorAll("article").length == 9`)
	tab.until(`document.documentElement.scrollWidth <= innerWidth && document.querySelector("main").scrollWidth <= innerWidth`)
	tab.until(`[...document.querySelectorAll("article button")].every(b => b.getBoundingClientRect().right <= innerWidth)`)
	tab.take("phone.png", false)
	dark := emulation.MediaFeature{Name: "prefers-color-scheme", Value: "dark"}
	tab.media(dark)
	tab.take("night.png", false)
	tab.media()
}

// sandbox moves the time, is somebody else, and starts again.
func (tab *tab) sandbox() {
	tab.sees("#now", "5月10日")
	tab.press(words.Web.NextDay)
	tab.until(`document.querySelector("#now").textContent.includes("5月11日")`)
	tab.press(words.Web.JumpTo)
	tab.do(chromedp.SetValue(chromedp.CSS("#jump-date"), "2024-01-02"), chromedp.Click(chromedp.CSS("#jump-form .go")))
	tab.until(`document.querySelector("#now").textContent.includes("1月2日") && !document.querySelector("dialog[open]")`)
	tab.ask(question)
	tab.until(`document.querySelector("article:last-child").textContent.includes(` + js(words.Say(words.Expired, 2023)) + `)`)

	tab.load(chromedp.Click(chromedp.Search(`//nav/a[.=` + js(words.Web.ApplicantB) + `]`)))
	tab.until(`document.querySelectorAll("article").length == 1`) // the greeting
	tab.do(chromedp.Click(chromedp.ID("restart")))
	tab.load(chromedp.Click(chromedp.CSS("#restart-form .go")))
	tab.until(`document.querySelectorAll("article").length == 1 && document.querySelector("#now").textContent.includes("5月10日")`)
	tab.take("restarted.png", false)
}

// chromium finds the browser. Without one the test is skipped, but not in CI.
func chromium(t *testing.T) string {
	t.Helper()
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	if os.Getenv("CI") == "true" {
		t.Fatal("there is no Chromium")
	}
	t.Skip("there is no Chromium")
	return ""
}

// tab is an open page. Its methods fail the test.
type tab struct {
	*testing.T
	ctx context.Context
}

func newTab(t *testing.T, path string) *tab {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 4*patience)
	t.Cleanup(cancel)
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true), chromedp.Flag("lang", "zh-CN"))
	if os.Geteuid() == 0 {
		options = append(options, chromedp.NoSandbox)
	}
	ctx, stop := chromedp.NewExecAllocator(ctx, options...)
	t.Cleanup(stop)
	ctx, closeTab := chromedp.NewContext(ctx)
	t.Cleanup(closeTab)
	var mu sync.Mutex
	var faults []string
	tab := &tab{t, ctx}
	err := chromedp.Listen(ctx, func(ev any) {
		mu.Lock()
		defer mu.Unlock()
		switch e := ev.(type) {
		case *runtime.EventExceptionThrown:
			faults = append(faults, e.ExceptionDetails.Text)
		case *log.EventEntryAdded:
			if e.Entry.Level == log.EntryLevelError {
				faults = append(faults, e.Entry.Text)
			}
		}
	})
	if err != nil {
		t.Fatalf("start %s: %v", path, err)
	}
	t.Cleanup(func() {
		mu.Lock()
		defer mu.Unlock()
		if len(faults) > 0 {
			t.Errorf("the page reports:\n%s", strings.Join(faults, "\n"))
		}
	})
	tab.media()
	return tab
}

func (tab *tab) do(steps ...chromedp.Action[chromedp.Void]) {
	tab.Helper()
	if err := chromedp.Do(tab.ctx, steps...); err != nil {
		tab.Fatal(err)
	}
}

// load does what loads another page, and waits for that.
func (tab *tab) load(step chromedp.Action[chromedp.Void]) {
	tab.Helper()
	if _, err := chromedp.RunResponse(tab.ctx, step); err != nil {
		tab.Fatal(err)
	}
}

// media stills the page's movements, so that clicks meet and pictures are the same.
func (tab *tab) media(more ...emulation.MediaFeature) {
	tab.Helper()
	features := []*emulation.MediaFeature{{Name: "prefers-reduced-motion", Value: "reduce"}}
	for _, m := range more {
		features = append(features, &m)
	}
	if _, err := chromedp.Call(tab.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: features}); err != nil {
		tab.Fatal(err)
	}
}

// until waits until an expression holds, looking again whenever the page changes.
func (tab *tab) until(expression string) {
	tab.Helper()
	wait := `new Promise(done => {
		const look = () => { if (` + expression + `) { changes.disconnect(); done(true); } };
		const changes = new MutationObserver(look);
		changes.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
		look();
	})`
	ctx, cancel := context.WithTimeout(tab.ctx, patience)
	defer cancel()
	if _, err := chromedp.Run(ctx, chromedp.Evaluate[bool](wait, chromedp.EvalAwaitPromise)); err != nil {
		page, _ := chromedp.Run(tab.ctx, chromedp.Text(chromedp.CSS("body")))
		tab.Fatalf("%s: %v\n%s", expression, err, page)
	}
}

func (tab *tab) text(selector string) string {
	tab.Helper()
	text, err := chromedp.Run(tab.ctx, chromedp.TextContent(chromedp.CSS(selector)))
	if err != nil {
		tab.Fatalf("%s: %v", selector, err)
	}
	return text
}

func (tab *tab) sees(selector, part string) {
	tab.Helper()
	if text := tab.text(selector); !strings.Contains(text, part) {
		tab.Errorf("%s does not show %q:\n%s", selector, part, text)
	}
}

func (tab *tab) ask(text string) {
	tab.Helper()
	tab.do(chromedp.SendKeys(chromedp.ID("input"), text+kb.Enter))
}

// press clicks the last button of this label.
func (tab *tab) press(label string) {
	tab.Helper()
	tab.do(chromedp.Click(chromedp.Search(`(//button[.=` + js(label) + `])[last()]`)))
}

// take keeps a picture of the page: at its path, or among the test's artifacts.
func (tab *tab) take(name string, keep bool) {
	tab.Helper()
	picture, err := chromedp.Run(tab.ctx, chromedp.CaptureScreenshot())
	if err != nil {
		tab.Fatal(err)
	}
	if !keep {
		name = filepath.Join(tab.ArtifactDir(), filepath.Base(name))
	}
	if err := os.WriteFile(name, picture, 0o644); err != nil {
		tab.Fatal(err)
	}
}

// js is a string as JavaScript and XPath write it.
func js(s string) string {
	b, err := json.Marshal(s)
	if err != nil {
		panic(err) // a string always marshals
	}
	return string(b)
}

// count evaluates an expression that is a number.
func (tab *tab) count(expression string) int {
	tab.Helper()
	n, err := chromedp.Run(tab.ctx, chromedp.Evaluate[int](expression))
	if err != nil {
		tab.Fatal(err)
	}
	return n
}
