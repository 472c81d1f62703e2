package main

import (
	"testing"

	"github.com/chromedp/chromedp"

	"zhicheng/bot/web"
	"zhicheng/bot/words"
)

// broadcastPicture is the picture of a preview in the README; go test -run TestBrowserBroadcast -update . takes it anew.
const broadcastPicture = "docs/broadcast.png"

// TestBrowserBroadcast lets staff announce to a unit's liaison: preview, confirmation, progress, report and recall.
func TestBrowserBroadcast(t *testing.T) {
	path := chromium(t)
	p := launch(t, t.TempDir()+"/zhicheng.db")
	tab := newTab(t, path)
	address := p.address(t, "ZHICHENG_ADDR")
	as := func(person string) {
		tab.do(chromedp.Navigate(address + "/?as=" + person))
		tab.until(`document.querySelectorAll("article.theirs").length >= 1`)
	}
	last := `[...document.querySelectorAll("article.theirs")].at(-1).textContent`
	next := func(step func(string), what, shows string) {
		t.Helper()
		step(what)
		tab.until(last + `.includes(` + js(shows) + `)`)
	}
	fits := func() {
		t.Helper()
		tab.until(`document.documentElement.scrollWidth <= innerWidth && document.querySelector("main").scrollWidth <= innerWidth`)
		tab.until(`[...document.querySelectorAll("article button")].every(b => b.getBoundingClientRect().right <= innerWidth)`)
		tab.count(`(document.getElementById("scroller").scrollTo(0, 1e6), 1)`)
	}
	tab.do(chromedp.EmulateViewport(390, 844, chromedp.EmulateMobile, chromedp.EmulateScale(2)))
	as(web.AsStaff)
	next(tab.ask, words.Say(words.WordUnits), "添加新单位")
	next(tab.press, words.Say(words.UnitsAdd), "全称")
	next(tab.ask, "敖汉旗第一中学", "哪一级")
	next(tab.press, "旗县区", "在哪个旗县区")
	next(tab.press, "敖汉旗", "什么性质")
	next(tab.press, "事业单位", "哪些级别")
	next(tab.press, "全部级别", "哪些系列")
	next(tab.press, words.Say(words.UnitSeriesAny), "上级单位")
	next(tab.press, words.Say(words.UnitNoParent), "请核对")
	next(tab.press, words.Say(words.UnitSave), "级别：旗县区")
	next(tab.ask, words.Say(words.WordInvite), "邀请谁")
	next(tab.press, "单位联络员", "单位名称")
	next(tab.ask, "第一中学", "是哪一个单位")
	next(tab.press, "敖汉旗第一中学", "给谁用")
	next(tab.press, "只给一个人", "只显示这一次")
	code := joinCode.FindString(tab.text("article.theirs:last-of-type"))
	as(web.AsLiaison)
	next(tab.ask, "加入 "+code, "您现在是“敖汉旗第一中学”的联络员")

	as(web.AsStaff)
	next(tab.ask, words.Say(words.WordBroadcast), "请发公告的文字")
	next(tab.ask, "{单位}：请在{本单位截止日期}前把{本单位截止事项}的材料送到人社局二楼。", "发给谁")
	next(tab.press, words.Say(words.RoleLiaison), "发给：单位联络员")
	tab.take("whom.png", false)
	next(tab.press, words.Say(words.SayNext), words.Say(words.SayAskWhen))
	next(tab.press, words.Say(words.SayNow), "急不急")
	next(tab.press, words.Say(words.SayUsual), "核对码")
	tab.until(`document.querySelector("#log").textContent.includes("敖汉旗第一中学：请在5月30日（周二）前")`)
	fits()
	tab.take(broadcastPicture, *update)
	next(tab.press, words.Say(words.SayConfirm, 1), "合计1人")
	tab.until(last + `.includes(` + js(words.Say(words.ProgressOver)) + `) && ` + last + `.includes("已送达1")`) // edited as it went
	fits()
	tab.take("report.png", false)
	next(tab.ask, words.Say(words.WordBroadcasts), "最近的群发")
	next(tab.press, words.Say(words.CampaignsOpen, 1), "合计1人")

	as(web.AsLiaison)
	tab.until(last + `.includes("材料送到人社局二楼")`)
	fits()
	tab.take("announcement.png", false)

	as(web.AsStaff)
	next(tab.ask, words.Say(words.WordBroadcasts), "最近的群发")
	next(tab.press, words.Say(words.CampaignsOpen, 1), "合计1人")
	next(tab.press, words.Say(words.ProgressTakeBack), "撤回这次公告吗")
	fits()
	tab.take("sure.png", false)
	next(tab.press, words.Say(words.SureRecallOn), "再确认一次")
	next(tab.press, words.Say(words.SureRecallYes), "撤回")
	tab.until(`document.querySelector("#log").textContent.includes(` + js(words.Say(words.ProgressRecalled, 1, 0, 0)) + `)`)
	as(web.AsLiaison)
	tab.until(`document.querySelector("#log").textContent.includes(` + js(words.Say(words.Withdrawn)) + `) &&
		!document.querySelector("#log").textContent.includes("材料送到人社局二楼")`)
	next(tab.ask, words.Say(words.WordSettings), words.Say(words.SettingsHead))
	fits()
	tab.take("settings.png", false)
}
