package main

import (
	"testing"

	"zhicheng/bot/web"
	"zhicheng/bot/words"
)

// broadcastPicture is the picture of a preview in the README; go test -run TestBrowserBroadcast -update . takes it anew.
const broadcastPicture = "docs/broadcast.png"

// TestBrowserBroadcast lets staff announce to a unit's liaison, with a picture: preview, confirmation, progress, report
// and recall.
func TestBrowserBroadcast(t *testing.T) {
	path := chromium(t)
	p := launch(t, t.TempDir()+"/zhicheng.db")
	tab := newTab(t, path)
	address := p.address(t, "ZHICHENG_ADDR")
	as := func(person string) { tab.as(address, person) }
	last := `[...document.querySelectorAll("article.theirs")].at(-1).textContent`
	tab.handset(844)
	as(web.AsStaff)
	code := tab.registers("敖汉旗第一中学", "敖汉旗")
	as(web.AsLiaison)
	tab.next(tab.ask, "加入 "+code, "您现在是“敖汉旗第一中学”的联络员")

	as(web.AsStaff)
	tab.next(tab.ask, words.Say(words.WordBroadcast), "请发公告的文字")
	tab.next(tab.ask, "{单位}：请在{本单位截止日期}前把{本单位截止事项}的材料送到人社局二楼。", "发给谁")
	tab.next(tab.attach, "testdata/files/二楼.png", words.Say(words.SayFileJoined, "二楼.png"))
	tab.next(tab.press, words.Say(words.RoleLiaison), "发给：单位联络员")
	tab.take("whom.png", false)
	tab.next(tab.press, words.Say(words.SayNext), words.Say(words.SayAskWhen))
	tab.next(tab.press, words.Say(words.SayNow), "急不急")
	tab.next(tab.press, words.Say(words.SayUsual), "核对码")
	tab.until(`document.querySelector("#log").textContent.includes("敖汉旗第一中学：请在5月30日（周二）前")`)
	tab.picture()
	tab.handset(1100)
	tab.fits()
	tab.take(broadcastPicture, *update)
	tab.handset(844)
	tab.next(tab.press, words.Say(words.SayConfirm, 1), "合计1人")
	tab.until(last + `.includes(` + js(words.Say(words.ProgressOver)) + `) && ` + last + `.includes("已送达1")`) // edited as it went
	tab.fits()
	tab.take("report.png", false)
	tab.next(tab.ask, words.Say(words.WordBroadcasts), "最近的群发")
	tab.next(tab.press, words.Say(words.CampaignsOpen, 1), "合计1人")

	as(web.AsLiaison)
	tab.until(last + `.includes("材料送到人社局二楼")`)
	tab.picture()
	tab.fits()
	tab.take("announcement.png", false)

	as(web.AsStaff)
	tab.next(tab.ask, words.Say(words.WordBroadcasts), "最近的群发")
	tab.next(tab.press, words.Say(words.CampaignsOpen, 1), "合计1人")
	tab.next(tab.press, words.Say(words.ProgressTakeBack), "撤回这次公告吗")
	tab.fits()
	tab.take("sure.png", false)
	tab.next(tab.press, words.Say(words.SureRecallOn), "再确认一次")
	tab.next(tab.press, words.Say(words.SureRecallYes), "撤回")
	tab.until(`document.querySelector("#log").textContent.includes(` + js(words.Say(words.ProgressRecalled, 1, 0, 0)) + `)`)
	as(web.AsLiaison)
	tab.until(`document.querySelector("#log").textContent.includes(` + js(words.Say(words.Withdrawn)) + `) &&
		!document.querySelector("#log").textContent.includes("材料送到人社局二楼") && !document.querySelector("#log img.picture")`)
	tab.next(tab.ask, words.Say(words.WordSettings), words.Say(words.SettingsHead))
	tab.fits()
	tab.take("settings.png", false)
}
