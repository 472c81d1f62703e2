package main

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"zhicheng/bot/words"
)

// cardPicture is the picture of a verdict in the README; go test -run TestBrowserCheck -update . takes it anew.
const cardPicture = "docs/check.png"

// TestBrowserCheck runs one whole check in the web chat on a phone, and saves its verdict.
func TestBrowserCheck(t *testing.T) {
	path := chromium(t)
	p := launch(t, t.TempDir()+"/zhicheng.db")
	tab := newTab(t, path)
	tab.do(chromedp.EmulateViewport(390, 844, chromedp.EmulateMobile, chromedp.EmulateScale(2)),
		chromedp.Navigate(p.address(t, "ZHICHENG_ADDR")))
	tab.until(`document.querySelectorAll("article.theirs").length == 1`)
	tab.soon(tab.ask, words.Say(words.WordCheck), words.Say(words.CheckHello))
	tab.soon(tab.press, words.Say(words.CheckDont), "您目前的身份是")
	tab.soon(tab.ask, "我是乡镇兽医站的，大专毕业，没有职称，想评中级", words.Say(words.CheckHeard))
	tab.soon(tab.press, words.Say(words.CheckHeardYes), "您目前的身份是")
	tab.soon(tab.press, "在职员工", "您现在的岗位是")
	tab.soon(tab.press, "专业技术岗", "哪天开始在苏木乡镇")
	tab.soon(tab.ask, "2019年3月", words.Say(words.CheckScreen))
	tab.take("screening.png", false)
	tab.soon(tab.press, words.Say(words.CheckPicked), words.Say(words.CardToDo))
	tab.until(`document.querySelector("main").scrollWidth <= innerWidth`)
	tab.until(`[...document.querySelectorAll("article button")].every(b => b.getBoundingClientRect().right <= innerWidth)`)
	tab.do(chromedp.EmulateViewport(390, 2300, chromedp.EmulateMobile, chromedp.EmulateScale(2)))
	tab.take(cardPicture, *update)
	tab.soon(tab.press, words.Say(words.CardSave), strings.Split(words.Say(words.CardSaved), "，")[0])
	tab.until(`document.querySelector("article.theirs:last-of-type a[download], article.theirs a[href*=file]")`)
}
