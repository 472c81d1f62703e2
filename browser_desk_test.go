package main

import (
	"regexp"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"zhicheng/bot/web"
	"zhicheng/bot/words"
)

// deskPicture is the picture of a unit's reminders in the README; go test -run TestBrowserDesk -update . takes it anew.
const deskPicture = "docs/desk.png"

var joinCode = regexp.MustCompile(`[A-Z2-9]{4}(-[A-Z2-9]{4}){3}`)

// TestBrowserDesk lets staff register a unit, its liaison join by a code and post a list, moves the clock until the
// reminders arrive, and reports, which stops them.
func TestBrowserDesk(t *testing.T) {
	path := chromium(t)
	file := t.TempDir() + "/zhicheng.db"
	p := launch(t, file)
	tab := newTab(t, path)
	address := p.address(t, "ZHICHENG_ADDR")
	as := func(person string) { tab.as(address, person) }
	tab.handset(844)
	as(web.AsStaff)
	code := tab.registers("敖汉旗第一中学", "敖汉旗")

	as(web.AsLiaison)
	tab.next(tab.ask, "加入 "+code, "您现在是“敖汉旗第一中学”的联络员")
	tab.next(tab.ask, words.Say(words.WordDesk), "5月30日")
	tab.next(tab.press, "开始公示：高级职称申报截止", "哪")
	tab.next(tab.press, "单位公示", "哪天张贴")
	tab.next(tab.press, "今天，5月10日（周三）", "5月17日")
	tab.take("window.png", false)
	jump := func(day, shows string) {
		t.Helper()
		tab.press(words.Web.JumpTo)
		tab.do(chromedp.SetValue(chromedp.CSS("#jump-date"), day), chromedp.Click(chromedp.CSS("#jump-form .go")))
		tab.until(`document.querySelector("#now").textContent.includes(` + js(shows) + `) && !document.querySelector("dialog[open]")`)
	}
	jump("2023-05-18", "5月18日")
	tab.until(`document.querySelector("#log").textContent.includes(` + js(words.Say(words.RemindUnit, "敖汉旗第一中学")) + `)`)
	tab.until(`[...document.querySelectorAll("article.theirs")].at(-1).textContent.includes("已满")`)
	tab.until(`[...document.querySelectorAll("article button")].every(b => b.getBoundingClientRect().right <= innerWidth)`)
	tab.until(`document.querySelector("#chips").textContent.includes(` + js(words.Say(words.WordDesk)) + `)`)
	tab.count(`(document.getElementById("scroller").scrollTo(0, 1e6), 1)`)
	tab.take(deskPicture, *update)
	tab.next(tab.press, words.Say(words.DeskEnd), "没有异议的，")
	tab.next(tab.press, words.Say(words.DeskReport), "报送前核对")
	tab.next(tab.press, words.Say(words.DeskReport), "还有")
	tab.next(tab.press, words.Say(words.ReadySure), "已报送")
	reminders := `[...document.querySelectorAll("article.theirs")].filter(a => a.textContent.includes("高级职称申报截止") && a.textContent.includes(` +
		js(words.Say(words.RemindHead)) + `)).length`
	before := tab.count(reminders)
	jump("2023-06-20", "6月20日")
	tab.until(`[...document.querySelectorAll("article.theirs")].at(-1).textContent.includes("中、初级职称申报截止")`)
	for tries := 0; ; tries++ { // the page was open all the time, and says so by itself
		out := succeeds(t, "", "outbox", "status", "--db="+strings.Replace(file, ".db", "-sandbox.db", 1))
		if !strings.Contains(out, "not seen") {
			break
		}
		if tries == 200 {
			t.Fatal(out)
		}
	}
	if after := tab.count(reminders); before == 0 || after != before {
		t.Errorf("%d reminders before the report, %d after", before, after)
	}
}

// registers lets staff add a school of a county, and returns a code by which its liaison joins.
func (tab *tab) registers(school, district string) string {
	tab.Helper()
	tab.next(tab.ask, words.Say(words.WordUnits), "添加新单位")
	tab.next(tab.press, words.Say(words.UnitsAdd), "全称")
	tab.next(tab.ask, school, "哪一级")
	tab.next(tab.press, "旗县区", "在哪个旗县区")
	tab.next(tab.press, district, "什么性质")
	tab.next(tab.press, "事业单位", "哪些级别")
	tab.next(tab.press, "全部级别", "哪些系列")
	tab.next(tab.press, words.Say(words.UnitSeriesAny), "上级单位")
	tab.next(tab.press, words.Say(words.UnitNoParent), "请核对")
	tab.next(tab.press, words.Say(words.UnitSave), "级别：旗县区")
	tab.next(tab.ask, words.Say(words.WordInvite), "邀请谁")
	tab.next(tab.press, "单位联络员", "单位名称")
	tab.next(tab.ask, strings.TrimPrefix(school, district), "是哪一个单位")
	tab.next(tab.press, school, "给谁用")
	tab.next(tab.press, "只给一个人", "只显示这一次")
	return joinCode.FindString(tab.text("article.theirs:last-of-type"))
}
