package main

import (
	"context"
	"encoding/json"
	"fmt"
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
	"golang.org/x/time/rate"
)

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
	ctx  context.Context
	pace *rate.Limiter // nobody clicks faster than the web chat lets them
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
	tab := &tab{t, ctx, rate.NewLimiter(4, 8)}
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

// turn waits until the web chat takes something that costs so much.
func (tab *tab) turn(cost int) {
	tab.Helper()
	if err := tab.pace.WaitN(tab.ctx, cost); err != nil {
		tab.Fatal(err)
	}
}

func (tab *tab) ask(text string) {
	tab.Helper()
	tab.turn(1)
	tab.do(chromedp.SendKeys(chromedp.ID("input"), text+kb.Enter))
}

// press clicks the last button of this label.
func (tab *tab) press(label string) {
	tab.Helper()
	tab.turn(1)
	tab.do(chromedp.Click(chromedp.Search(`(//button[.=` + js(label) + `])[last()]`)))
}

func (tab *tab) attach(path string) {
	tab.Helper()
	full, err := filepath.Abs(path)
	if err != nil {
		tab.Fatal(err)
	}
	tab.turn(4)
	tab.do(chromedp.SetUploadFiles(chromedp.ID("file"), []string{full}))
}

// next does a step and waits until the newest answer shows something.
func (tab *tab) next(step func(string), what, shows string) {
	tab.Helper()
	tab.answered(1, step, what, shows)
}

// soon is next for what may have another answer behind it.
func (tab *tab) soon(step func(string), what, shows string) {
	tab.Helper()
	tab.answered(2, step, what, shows)
}

// answered does a step and waits until one of the last so many answers is new, or another than before, and shows something.
func (tab *tab) answered(last int, step func(string), what, shows string) {
	tab.Helper()
	tab.count(`document.querySelectorAll("article.theirs").forEach(a => a.before = a.innerHTML) || 1`)
	step(what)
	tab.until(fmt.Sprintf(`[...document.querySelectorAll("article.theirs")].slice(-%d).some(a => a.innerHTML != a.before && a.textContent.includes(%s))`, last, js(shows)))
}

// as turns to a person of the sandbox.
func (tab *tab) as(address, person string) {
	tab.Helper()
	tab.do(chromedp.Navigate(address + "/?as=" + person))
	tab.until(`document.querySelectorAll("article.theirs").length >= 1`)
}

// handset is a screen as wide as a phone's.
func (tab *tab) handset(height int64) {
	tab.Helper()
	tab.do(chromedp.EmulateViewport(390, height, chromedp.EmulateMobile, chromedp.EmulateScale(2)))
}

// fits sees that nothing is wider than the screen, and scrolls to the end.
func (tab *tab) fits() {
	tab.Helper()
	tab.until(`document.documentElement.scrollWidth <= innerWidth && document.querySelector("main").scrollWidth <= innerWidth`)
	tab.until(`[...document.querySelectorAll("article button, .station")].every(b => b.getBoundingClientRect().right <= innerWidth)`)
	tab.count(`(document.getElementById("scroller").scrollTo(0, 1e6), 1)`)
}

// picture waits for the only picture of the conversation, and sees that it stands in its message, whole.
func (tab *tab) picture() {
	tab.Helper()
	tab.until(`document.querySelectorAll("#log .bubble > img.picture").length == 1`)
	fits, err := chromedp.Run(tab.ctx, chromedp.Evaluate[bool](`(async () => {
		const picture = document.querySelector("#log img.picture");
		await picture.decode();
		const { left, right, height } = picture.getBoundingClientRect();
		return left >= 0 && right <= innerWidth && height >= 100;
	})()`, chromedp.EvalAwaitPromise))
	if err != nil || !fits {
		tab.Fatalf("the picture does not fit: %v", err)
	}
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
