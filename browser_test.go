package main

import (
	"testing"

	"github.com/chromedp/cdproto/emulation"
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
	tab.handset(844)
	tab.ask(question)
	tab.until(`document.querySelectorAll("article").length == 9`)
	tab.fits()
	tab.take("phone.png", false)
	dark := emulation.MediaFeature{Name: "prefers-color-scheme", Value: "dark"}
	tab.media(dark)
	tab.take("night.png", false)
	tab.media()
	tab.do(chromedp.EmulateViewport(320, 568, chromedp.EmulateMobile))
	tab.until(`[...document.querySelectorAll("header button, nav a")].every(b => b.getBoundingClientRect().right <= innerWidth - 4)`)
	tab.handset(844)
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
	tab.keyboard()
}

// keyboard asks for help and deletes everything without a mouse: the focus stays where one can go on.
func (tab *tab) keyboard() {
	help := `[...document.querySelectorAll("#chips button")].find(b => b.textContent == ` + js(words.Say(words.WordHelp)) + `)`
	focus := func(button string) { tab.count(`(` + button + `.focus(), 1)`) }
	focus(help)
	tab.do(chromedp.KeyEvent(kb.Enter))
	tab.until(`document.querySelectorAll("article").length == 3`)
	tab.until(`document.activeElement == ` + help) // the answer brings the shortcuts anew
	tab.next(tab.ask, words.Say(words.WordForget), words.Say(words.ForgetYes))
	focus(`document.querySelector("article:last-child button")`)
	tab.do(chromedp.KeyEvent(kb.Enter))
	tab.until(`document.querySelector("article:last-child")?.textContent.includes(` + js(words.Say(words.Forgotten)) + `)`)
	tab.until(`document.activeElement.id == "scroller"`)
}
