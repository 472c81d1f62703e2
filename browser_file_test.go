package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"zhicheng/bot/web"
	"zhicheng/bot/words"
)

// TestBrowserSendsAFile attaches files as a person does, the caption being what stands in the input.
func TestBrowserSendsAFile(t *testing.T) {
	path := chromium(t)
	p := launch(t, t.TempDir()+"/zhicheng.db")
	tab := newTab(t, path)
	tab.do(chromedp.EmulateViewport(390, 844, chromedp.EmulateMobile), chromedp.Navigate(p.address(t, "ZHICHENG_ADDR")))
	tab.until(`document.querySelectorAll("article").length == 1`)
	tab.until(`document.querySelector("#attach").ariaLabel == ` + js(words.Web.Attach))

	tab.attach("testdata/files/名册.csv")
	tab.until(`document.querySelectorAll("article").length == 3`)
	tab.sees("article.mine", "文件：名册.csv（1 KB）")
	tab.sees("article:last-child", words.Say(words.Document))

	tab.do(chromedp.SendKeys(chromedp.ID("input"), question))
	tab.attach("testdata/files/名册.csv")
	tab.until(`document.querySelector("article:last-child blockquote") && document.querySelector("#input").value == ""`)
	tab.sees("article:nth-last-child(2)", question)

	large := filepath.Join(t.TempDir(), "large.csv")
	if err := os.WriteFile(large, make([]byte, web.MaxUpload+1), 0o600); err != nil {
		t.Fatal(err)
	}
	tab.attach(large)
	tab.until(`document.querySelector("#fault").textContent == ` + js(words.Web.FileTooLarge))
	tab.until(`document.querySelectorAll("article").length == 5 && document.documentElement.scrollWidth <= innerWidth`)
	tab.take("file.png", false)

	// By keyboard: the button stands before the input, and Enter opens the browser's own dialog.
	tab.until(`(document.querySelector("#file").addEventListener("click", (e) => { e.preventDefault(); document.body.dataset.asked = "1" }), true)`)
	tab.do(chromedp.Focus(chromedp.ID("attach")), chromedp.KeyEvent(kb.Enter))
	tab.until(`document.body.dataset.asked == "1"`)
	tab.do(chromedp.KeyEvent(kb.Tab))
	tab.until(`document.activeElement.id == "input"`)
}
