package main

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"zhicheng/bot/chat"
	"zhicheng/bot/web"
	"zhicheng/bot/words"
	"zhicheng/reminders/units"
	"zhicheng/store"
)

// The pictures of a roster's difference and of an application's way in the README; go test -run TestBrowserRoster
// -update . takes them anew.
const (
	rosterPicture   = "docs/roster.png"
	progressPicture = "docs/progress.png"
)

var slipOf = regexp.MustCompile(`AH2023001 [^<]*<b class="code">([A-Z2-9]{6})</b>`)

// TestBrowserRoster goes the whole way in one program: staff read in a roster and print codes, an applicant binds an
// application with one, hears that it moved, looks at its way and asks what the notice does not say; staff answer, and
// the next asker has the answer at once.
func TestBrowserRoster(t *testing.T) {
	path := chromium(t)
	dir := t.TempDir()
	p := launch(t, dir+"/zhicheng.db")
	sandbox := dir + "/zhicheng-sandbox.db"
	registerUnits(t, sandbox)
	tab := newTab(t, path)
	address := p.address(t, "ZHICHENG_ADDR")
	as := func(person string) { tab.as(address, person) }
	under := func(label string) { // an answer, not one of the chips below all
		tab.do(chromedp.Click(chromedp.Search(`(//article//button[.=` + js(label) + `])[last()]`)))
	}
	look := func(name string, keep bool) {
		t.Helper()
		tab.fits()
		tab.take(name, keep)
	}
	tab.handset(844)
	as(web.AsStaff)
	tab.soon(tab.ask, words.Say(words.WordRoster), "平时用的表就行")
	tab.attach("testdata/rosters/一中花名册.xlsx")
	tab.until(`document.querySelector("#log").textContent.includes("新增4")`)
	look("new.png", false)
	tab.soon(tab.press, words.Say(words.RosterYes, 4), words.Say(words.RosterDone, 4, 0))
	tab.soon(tab.press, words.Say(words.RosterCodes), "旧码马上作废")
	tab.soon(tab.press, words.Say(words.CodesYes), words.Say(words.CodesTable))
	tab.until(`document.querySelectorAll("a.file").length == 3`)
	look("codes.png", false)
	page, err := chromedp.Run(tab.ctx, chromedp.Evaluate[string](`fetch([...document.querySelectorAll("a.file")].at(-2).href).then(r => r.text())`, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatal(err)
	}
	code := slipOf.FindStringSubmatch(page)
	if code == nil {
		t.Fatalf("no code in the page:\n%s", page)
	}
	tab.soon(tab.ask, words.Say(words.WordRoster), "平时用的表就行")
	tab.attach("testdata/rosters/敖汉旗花名册.xlsx")
	tab.until(`document.querySelector("#log").textContent.includes("新增5，")`)
	tab.handset(1520)
	look(rosterPicture, *update)
	tab.handset(844)
	tab.soon(under, words.Say(words.RosterNo), words.Say(words.RosterCancelled))

	as("a")
	tab.soon(tab.ask, words.Say(words.WordProgress), "绑定码")
	tab.soon(tab.ask, "AH2023001 ABC234", "没有绑定")
	tab.soon(tab.ask, "AH2023001 "+code[1], "已绑定")
	tab.until(`document.querySelectorAll(".station.here").length == 1`)
	look("bound.png", false)

	as(web.AsStaff)
	tab.soon(tab.ask, words.Say(words.WordRoster), "平时用的表就行")
	tab.attach("testdata/rosters/一中花名册.xlsx") // once more, which sends nothing
	tab.until(`document.querySelector("#log").textContent.includes(` + js(words.Say(words.RosterSame)) + `)`)
	tab.soon(tab.ask, "进度 AH2023001", "苏甲")
	for _, stage := range []string{"单位公示", "主管部门复核"} {
		tab.soon(tab.press, "→ "+stage, words.Say(words.MoveTells, 1))
		look("move.png", false)
		tab.soon(tab.press, words.Say(words.MoveYes), "起："+stage)
	}

	as("a")
	tab.press(words.Web.NextDay)
	tab.until(`document.querySelector("#log").textContent.includes("申报进度：AH2023001") && document.querySelector("#log").textContent.includes("起：主管部门复核")`)
	look("news.png", false)
	tab.soon(tab.press, words.Say(words.RelaySee), "主管部门复核")
	tab.until(`[...document.querySelectorAll("article.theirs")].at(-1).querySelectorAll(".station.behind").length == 3`)
	tab.handset(1520)
	look(progressPicture, *update)
	tab.handset(844)
	tab.soon(tab.ask, "评审表上的照片要几寸", "通知没有写")
	tab.soon(under, words.Say(words.WordHuman), words.Say(words.CaseAskSeries))
	tab.soon(tab.press, "中小学教师", words.Say(words.CaseAskLevel))
	tab.soon(tab.press, words.Say(words.TitleMid), words.Say(words.CaseAskDistrict))
	tab.soon(tab.press, "敖汉旗", words.Say(words.CaseOpened, 1))
	look("opened.png", false)

	as(web.AsStaff)
	tab.until(`document.querySelector("#log").textContent.includes(` + js(words.Say(words.CaseNew, 1, "中小学教师、中级、敖汉旗")) + `)`)
	tab.soon(tab.ask, words.Say(words.WordCases), words.Say(words.CasesCount, 1, 0, 0, 0))
	tab.soon(tab.press, words.Say(words.CasesLabel, 1, words.Say(words.CaseMinutes, 0), "中小学教师、中级、敖汉旗"), "评审表上的照片要几寸")
	tab.soon(tab.press, words.Say(words.CaseTake), words.Say(words.CaseByMe))
	look("taken.png", false)
	tab.soon(tab.press, words.Say(words.CaseReply), words.Say(words.CaseAskAnswer, 1))
	tab.soon(tab.ask, "一寸免冠白底照片，背面写上姓名。", words.Say(words.CaseSent, 1))
	look("answer.png", false)

	as("a")
	tab.until(`[...document.querySelectorAll("article.theirs")].at(-1).textContent.includes("一寸免冠白底照片")`)
	look("read.png", false)

	as(web.AsStaff)
	tab.soon(tab.press, words.Say(words.FAQMake), "大家会问的样子")
	tab.soon(tab.ask, "评审表上的照片要几寸；附件1里要的照片是几寸的", words.Say(words.FAQAskClause))
	tab.soon(tab.press, words.Say(words.FAQNoClause), words.Say(words.FAQAskUntil))
	tab.soon(tab.press, words.Say(words.FAQToEnd, 2023, 12, 31), words.Say(words.FAQPreview))
	look("preview.png", false)
	tab.soon(tab.press, words.Say(words.FAQPublish), words.Say(words.FAQPublished, 1))

	as("b")
	tab.soon(tab.ask, "附件1里要的照片是几寸的", words.Say(words.FAQAnswer, words.Say(words.SayCityOffice), 2023, 5, 11))
	look("asker.png", false)
	out := succeeds(t, "", "outbox", "status", "--db="+sandbox)
	if strings.Count(out, "progress/") != 1 || !regexp.MustCompile(`(?m)^progress/\S+\s.*\tsent\t1\t$`).MatchString(out) {
		t.Errorf("two moves within the hour are one message, and the same roster is none:\n%s", out)
	}
}

// registerUnits keeps the units of the rosters.
func registerUnits(t *testing.T, file string) {
	t.Helper()
	s, err := store.OpenExisting(t.Context(), file)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	var all []units.Unit
	for _, name := range []string{"敖汉旗第一中学", "敖汉旗医院", "宁城县医院"} {
		district := string([]rune(name)[:3])
		all = append(all, units.Unit{Name: name, Level: units.County, District: district, Kind: units.Institution, Titles: units.Titles})
	}
	m := chat.Message{ID: "units", From: person("test"), At: time.Date(2023, 5, 10, 9, 0, 0, 0, time.UTC)}
	if err := s.SaveUnits(t.Context(), m, all); err != nil {
		t.Fatal(err)
	}
}
