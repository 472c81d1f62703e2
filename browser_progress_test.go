package main

import (
	"regexp"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"zhicheng/bot/chat"
	"zhicheng/bot/web"
	"zhicheng/bot/words"
	"zhicheng/reminders/units"
	"zhicheng/store"
)

// progressPicture is the picture of an application's way in the README; go test -run TestBrowserProgress -update . takes
// it anew.
const progressPicture = "docs/progress.png"

var slipOf = regexp.MustCompile(`AH2023001 [^<]*<b class="code">([A-Z2-9]{6})</b>`)

// TestBrowserProgress lets staff read in a roster and print codes, an applicant bind an application with one, staff move
// it on, and the applicant hear of it and look at its way.
func TestBrowserProgress(t *testing.T) {
	path := chromium(t)
	dir := t.TempDir()
	p := launch(t, dir+"/zhicheng.db")
	s, err := store.OpenExisting(t.Context(), dir+"/zhicheng-sandbox.db")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	school := []units.Unit{{Name: "敖汉旗第一中学", Level: units.County, District: "敖汉旗", Kind: units.Institution, Titles: units.Titles}}
	if err := s.SaveUnits(t.Context(), chat.Message{ID: "unit", From: person("test"), At: time.Date(2023, 5, 10, 9, 0, 0, 0, time.UTC)}, school); err != nil {
		t.Fatal(err)
	}
	tab := newTab(t, path)
	address := p.address(t, "ZHICHENG_ADDR")
	as := func(person string) {
		tab.do(chromedp.Navigate(address + "/?as=" + person))
		tab.until(`document.querySelectorAll("article.theirs").length >= 1`)
	}
	next := func(step func(string), what, shows string) {
		t.Helper()
		step(what)
		tab.until(`[...document.querySelectorAll("article.theirs")].slice(-2).some(a => a.textContent.includes(` + js(shows) + `))`)
	}
	tab.do(chromedp.EmulateViewport(390, 844, chromedp.EmulateMobile, chromedp.EmulateScale(2)))
	as(web.AsStaff)
	next(tab.ask, words.Say(words.WordRoster), "花名册")
	tab.attach("testdata/rosters/一中花名册.xlsx")
	tab.until(`document.querySelector("#log").textContent.includes("新增4")`)
	next(tab.press, words.Say(words.RosterYes, 4), "已导入")
	next(tab.ask, "进度 AH2023001", "苏甲")
	next(tab.press, words.Say(words.CodesPrint), "旧码马上作废")
	next(tab.press, words.Say(words.CodesYes), words.Say(words.CodesTable))
	tab.until(`document.querySelectorAll("a.file").length == 3`)
	page, err := chromedp.Run(tab.ctx, chromedp.Evaluate[string](`fetch([...document.querySelectorAll("a.file")].at(-2).href).then(r => r.text())`, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatal(err)
	}
	code := slipOf.FindStringSubmatch(page)
	if code == nil {
		t.Fatalf("no code in the page:\n%s", page)
	}

	as("a")
	next(tab.ask, words.Say(words.WordProgress), "绑定码")
	next(tab.ask, "AH2023001 "+code[1], "已绑定")
	tab.until(`document.querySelectorAll(".station.here").length == 1`)

	as(web.AsStaff)
	move := func(button string, steps ...string) {
		t.Helper()
		next(tab.ask, "进度 AH2023001", "苏甲")
		next(tab.press, button, "会通知本人（1处）")
		for _, s := range steps {
			next(tab.press, s, "AH2023001")
		}
	}
	move("→ 单位公示", words.Say(words.MoveYes))
	move("→ 主管部门复核", words.Say(words.MoveYes))

	as("a")
	tab.press(words.Web.NextDay)
	tab.until(`document.querySelector("#log").textContent.includes("申报进度：AH2023001") && document.querySelector("#log").textContent.includes("起：主管部门复核")`)
	next(tab.press, words.Say(words.RelaySee), "主管部门复核")
	tab.until(`[...document.querySelectorAll("article.theirs")].at(-1).querySelectorAll(".station.behind").length == 3`)
	tab.until(`document.querySelector("main").scrollWidth <= innerWidth`)
	tab.until(`[...document.querySelectorAll("article button, .station")].every(b => b.getBoundingClientRect().right <= innerWidth)`)
	tab.do(chromedp.EmulateViewport(390, 1520, chromedp.EmulateMobile, chromedp.EmulateScale(2)))
	tab.count(`(document.getElementById("scroller").scrollTo(0, 1e6), 1)`)
	tab.take(progressPicture, *update)
}
