package roster

import (
	"context"
	"errors"
	"fmt"
	"os"
	"regexp"
	"runtime/debug"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/encoding/simplifiedchinese"

	"zhicheng/bot/chat"
	"zhicheng/bot/words"
	"zhicheng/handlers"
	"zhicheng/handlers/access"
	"zhicheng/knowledge/packs"
	"zhicheng/reminders/progress"
	"zhicheng/reminders/sheet"
	"zhicheng/reminders/units"
)

var noon = time.Date(2023, 5, 20, 12, 0, 0, 0, time.FixedZone("", 8*60*60))

// world is a store and a channel of one conversation, in memory.
type world struct {
	school        units.Unit
	known         []progress.Application
	file          []byte
	name, state   string
	saved         []progress.Difference
	savedBy       string
	remembered    map[string]string
	stale, closed bool
}

func (w *world) Unit(_ context.Context, id int64) (units.Unit, bool, error) {
	u := w.school
	u.Closed = w.closed
	return u, id == u.ID, nil
}
func (w *world) Units(context.Context) ([]units.Unit, error)                  { return []units.Unit{w.school}, nil }
func (w *world) Reviewing(context.Context) ([]progress.Committee, error)      { return nil, nil }
func (w *world) ApplicationNumbers(context.Context, string) ([]string, error) { return nil, nil }
func (w *world) ApplicationsOf(context.Context, string, progress.Reach) ([]progress.Application, error) {
	return w.known, nil
}

func (w *world) SaveRoster(_ context.Context, m chat.Message, _ string, d progress.Difference) error {
	if w.stale {
		return fmt.Errorf("save: %w", progress.ErrStale)
	}
	w.saved, w.savedBy = append(w.saved, d), m.ID
	return nil
}

func (w *world) RosterSaved(_ context.Context, message string) (bool, error) {
	return message == w.savedBy, nil
}

func (w *world) RosterHeadings(context.Context, string) (map[string]string, error) {
	return w.remembered, nil
}
func (w *world) SaveRosterHeadings(_ context.Context, _ chat.Message, _ string, means map[string]string) error {
	w.remembered = means
	return nil
}
func (w *world) ForgetRosterHeadings(context.Context, string) error { w.remembered = nil; return nil }

func (w *world) Dialogue(context.Context, chat.Conversation, string) (string, string, time.Time, error) {
	return w.name, w.state, noon, nil
}
func (w *world) SetDialogue(_ context.Context, _ chat.Conversation, _, name, state string, _ time.Time) error {
	w.name, w.state = name, state
	return nil
}
func (w *world) Open(context.Context, chat.Conversation, chat.Incoming, int64) ([]byte, error) {
	if w.file == nil {
		return nil, chat.ErrFileGone
	}
	return w.file, nil
}
func (w *world) Grants(context.Context, string) ([]access.Grant, error) {
	return []access.Grant{{Role: access.Liaison, Unit: w.school.ID}}, nil
}

var _ Records = (*world)(nil)

func newWorld(tb testing.TB) (*world, *handlers.Router) {
	tb.Helper()
	p, err := packs.Open("").Load("chifeng-2023")
	if err != nil {
		tb.Fatal(err)
	}
	w := &world{school: units.Unit{ID: 7, Name: "敖汉旗第一中学", Level: units.County, District: "敖汉旗"}}
	r := &handlers.Router{Presses: map[string]handlers.Run{}, Dialogues: map[string]handlers.Run{}, Files: map[string]handlers.Run{}, Open: w, Rights: w}
	Flow{Pack: p, Records: w, Headings: w, Rights: w, Open: w, Files: w, Hash: func(s string) string { return chat.Pseudonym([]byte("key"), "card", s) }}.Install(r)
	return w, r
}

const small = "编号,姓名,级别,系列\nA1,苏甲,中级,中小学教师\n"

// say sends one message after the other and returns the last answer.
func say(tb testing.TB, r *handlers.Router, all ...chat.Message) (last []chat.Reply) {
	tb.Helper()
	for i, m := range all {
		m.ID, m.At = fmt.Sprint(m.Data, i), noon
		replies, err := r.Handle(tb.Context(), m)
		if err != nil {
			tb.Fatal(err)
		}
		last = replies
	}
	return last
}

var (
	begin = chat.Message{Kind: chat.Text, Text: words.Say(words.WordRoster)}
	file  = chat.Message{Kind: chat.Document, File: &chat.Incoming{Name: "a.csv"}}
)

// first presses the first button of a reply.
func first(r chat.Reply) chat.Message {
	return chat.Message{Kind: chat.Press, Data: r.Buttons[0][0].Data}
}

// What is confirmed is what was shown: another file, another state of things, or a race change nothing.
func TestNothingIsSavedButWhatWasShown(t *testing.T) {
	for name, c := range map[string]struct {
		between func(w *world)
		want    string
		saved   int
	}{
		"the same":                {func(*world) {}, words.Say(words.RosterDone, 1, 0), 1},
		"another file":            {func(w *world) { w.file = []byte(strings.ReplaceAll(small, "A1", "A2")) }, words.Say(words.RosterChanged), 0},
		"another unread cell":     {func(w *world) { w.file = []byte(strings.ReplaceAll(small, "A1,", "A1 ,")) }, words.Say(words.RosterDone, 1, 0), 1},
		"a file without headings": {func(w *world) { w.file = []byte("x\n") }, words.Say(words.TableNoHeads, "姓名、申报级别、申报编号或身份证号"), 0},
		"no file":                 {func(w *world) { w.file = nil }, words.Say(words.TableGone), 0},
		"known meanwhile":         {func(w *world) { w.known = []progress.Application{{ID: 1, Number: "A1", Unit: 7}} }, words.Say(words.RosterChanged), 0},
		"a race":                  {func(w *world) { w.stale = true }, words.Say(words.RosterChanged), 0},
		"a unit that was closed":  {func(w *world) { w.closed = true }, words.Say(words.NotAllowed), 0},
	} {
		t.Run(name, func(t *testing.T) {
			w, r := newWorld(t)
			w.file = []byte(small)
			shown := say(t, r, begin, file)[0]
			if len(w.saved) > 0 || shown.File == nil {
				t.Fatalf("before it is confirmed: %+v", w.saved)
			}
			c.between(w)
			got := say(t, r, first(shown))
			if got[0].Plain() != c.want || len(w.saved) != c.saved {
				t.Errorf("%d saved, said %q", len(w.saved), got[0].Plain())
			}
			if again := say(t, r, first(shown)); c.saved > 0 && again[0].Plain() == c.want || len(w.saved) != c.saved {
				t.Errorf("a second confirmation of nothing: %q", again[0].Plain())
			}
		})
	}
}

// What stands below a table is no applicant; somebody of whom only the name is there is one.
func TestWhatStandsBelowATable(t *testing.T) {
	for below, want := range map[string]string{",,,\n共1人,,,\n": "新增1，有变化0，没有变化0，有问题0", ",填表人：王某,,\n": "新增1，有变化0，没有变化0，有问题0",
		",审核人: 王,,\n": "新增1，有变化0，没有变化0，有问题0", ",苏己,,\n": "新增1，有变化0，没有变化0，有问题1"} {
		w, r := newWorld(t)
		w.file = []byte(small + below)
		got := say(t, r, begin, file)[0].Plain()
		if loose := strings.Contains(got, "没有当作人员的行"); !strings.Contains(got, want) || loose == strings.Contains(want, "有问题1") {
			t.Errorf("%q: %s", below, got)
		}
	}
}

// Somebody puts the answer right and sends it back: it reads as the file did, and is answered as that was.
func TestTheAnswerComesBack(t *testing.T) {
	w, r := newWorld(t)
	w.known = []progress.Application{{ID: 1, Number: "A9", Name: "苏己", Unit: 7, District: "敖汉旗", Series: "primary_secondary_teacher", Level: "mid",
		Path: "county_mid", Stage: "unit_posting", Version: 1}}
	w.file = []byte("编号,姓名,身份证号,级别,系列\nA1,苏甲," + card(1) + ",中级,中小学教师\nA2,苏乙,0002,特级,中小学教师\n")
	told := say(t, r, begin, file)[0]
	w.file = told.File.Data
	again := say(t, r, begin, chat.Message{Kind: chat.Document, File: &chat.Incoming{Name: "a.xlsx"}})[0]
	want := "花名册读到2人：新增1，有变化0，没有变化0，有问题1，可疑0。"
	if !strings.Contains(told.Plain(), want) || !strings.Contains(again.Plain(), want) {
		t.Fatalf("%s\n%s", told.Plain(), again.Plain())
	}
	read := func(r chat.Reply) string {
		book, err := sheet.Read(t.Context(), r.File.Name, r.File.Data, sheet.Usual)
		if err != nil || len(book.Sheets) != 2 {
			t.Fatal(len(book.Sheets), err)
		}
		return fmt.Sprint(book.Sheets)
	}
	if one, two := read(told), read(again); one != two {
		t.Errorf("%s\n%s", one, two)
	}
}

// Going back is confirmed on its own, never together with the rest.
func TestBackwardsNeedsASecondConfirmation(t *testing.T) {
	w, r := newWorld(t)
	w.known = []progress.Application{{ID: 1, Number: "A1", Name: "苏甲", Unit: 7, District: "敖汉旗", Series: "primary_secondary_teacher", Level: "mid",
		Path: "county_mid", Stage: "unit_posting", Version: 1}}
	w.file = []byte("编号,姓名,级别,系列,进度\nA1,苏甲,中级,中小学教师,单位审核\nA2,苏乙,中级,中小学教师,单位审核\n")
	shown := say(t, r, begin, file)[0]
	early := first(shown)
	early.Data = strings.Replace(early.Data, ":yes:", ":sure:", 1)
	if say(t, r, early); len(w.saved) > 0 {
		t.Fatal("a step back was saved unasked")
	}
	got := say(t, r, first(shown))
	if len(w.saved) != 1 || len(w.saved[0].New) != 1 || len(w.saved[0].Changed) != 0 || len(got) != 2 {
		t.Fatalf("%+v", w.saved)
	}
	w.known = append(w.known, w.saved[0].New[0].After)
	if say(t, r, first(shown)); len(w.saved) != 1 {
		t.Error("the first confirmation counted twice")
	}
	if say(t, r, first(got[1])); len(w.saved) != 2 || w.saved[1].Changed[0].Kind != progress.Back || len(w.saved[1].New) != 0 {
		t.Errorf("%+v", w.saved)
	}
}

// A unit is found with and without the city before its name; a liaison finds no other.
func TestEmployers(t *testing.T) {
	all := []units.Unit{{ID: 1, Name: "敖汉旗第一中学", District: "敖汉旗"}, {ID: 2, Name: "赤峰市医院"}, {ID: 3, Name: "医院"}, {ID: 4, Name: "宁城县医院", District: "宁城县"}}
	city, county := target{scopes: []access.Scope{{}}}, target{scopes: []access.Scope{{District: "敖汉旗"}}}
	for _, c := range []struct {
		t    target
		name string
		unit int64
		want progress.Code
	}{
		{city, "赤峰市敖汉旗 第一中学", 1, ""}, {city, "赤峰市医院", 2, ""}, {city, "医院", 3, ""}, {city, "第一中学", 0, progress.UnknownUnit},
		{county, "敖汉旗第一中学", 1, ""}, {county, "赤峰市医院", 0, progress.NotYours}, {county, "宁城县医院", 0, progress.NotYours},
		{target{unit: all[0]}, "赤峰市敖汉旗第一中学", 1, ""}, {target{unit: all[0]}, "宁城县医院", 0, progress.NotYours}, {target{unit: all[0]}, "没有的", 0, progress.NotYours},
	} {
		if e, code := c.t.employers(all, "赤峰市")(c.name); e.ID != c.unit || code != c.want {
			t.Errorf("%s: %d %s", c.name, e.ID, code)
		}
	}
}

func TestSheetNames(t *testing.T) {
	used := map[string]bool{}
	for i, c := range [][2]string{{"高级", "高级"}, {"高级", "表2"}, {"", "表3"}, {"a/b", "表4"}, {"表6", "表6"}, {"A", "A"}, {"a", "表7"}, {strings.Repeat("长", 32), "表8"}, {strings.Repeat("长", 31), strings.Repeat("长", 31)}} {
		if got := sheetName(c[0], i, used); got != c[1] {
			t.Errorf("%q became %q", c[0], got)
		}
	}
}

func TestOneFileAtATime(t *testing.T) {
	turn, begun, end := make(chan struct{}, 1), make(chan struct{}), make(chan struct{})
	run := inTurn(turn, func(context.Context, chat.Message, string, []access.Grant) ([]chat.Reply, error) {
		close(begun)
		<-end
		return nil, nil
	})
	done := make(chan error)
	go func() { _, err := run(t.Context(), chat.Message{}, "", nil); done <- err }()
	<-begun
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := run(ctx, chat.Message{}, "", nil); !errors.Is(err, context.Canceled) {
		t.Errorf("a second one beside the first: %v", err)
	}
	close(end)
	if err := <-done; err != nil || len(turn) != 0 {
		t.Errorf("the first: %v", err)
	}
}

// A button confirms what stands above it, not what was shown later.
func TestAnOlderButtonIsDead(t *testing.T) {
	w, r := newWorld(t)
	w.file = []byte(small)
	older := say(t, r, begin, file)[0]
	w.file = []byte(small + "A2,苏乙,中级,中小学教师\n")
	newer := say(t, r, file)[0]
	if got := say(t, r, first(older))[0].Plain(); got != words.Say(words.RosterAgain) || len(w.saved) > 0 {
		t.Errorf("%d saved, said %q", len(w.saved), got)
	}
	if say(t, r, first(newer)); len(w.saved) != 1 || len(w.saved[0].New) != 2 {
		t.Errorf("%+v", w.saved)
	}
}

// More than a file holds comes back as the rows that somebody must look at, or not at all.
func TestATooHeavyAnswer(t *testing.T) {
	w, r := newWorld(t)
	row := func(level string, n int) string {
		return strings.Repeat("A1,苏甲,"+level+",中小学教师"+","+strings.Repeat("长", 800)+"\n", n)
	}
	head := "编号,姓名,级别,系列\n"
	for want, csv := range map[words.Key]string{words.RosterTooMuch: head + row("特级", 2) + "\n" + numbered(5500), words.RosterNoFile: head + row("特级", 5500)} {
		gbk, err := simplifiedchinese.GBK.NewEncoder().Bytes([]byte(csv)) // two bytes a sign, so that it is let in
		if err != nil {
			t.Fatal(err)
		}
		w.file = gbk
		got := say(t, r, begin, file)[0]
		if !strings.Contains(got.Plain(), words.Say(want)) || (got.File != nil) != (want == words.RosterTooMuch) {
			t.Errorf("%s: %v\n%s", want, got.File != nil, got.Plain())
		}
	}
}

// numbered are so many rows with nothing wrong, and with much that nobody asked for.
func numbered(n int) string {
	var out strings.Builder
	for i := range n {
		fmt.Fprintf(&out, "N%d,苏甲,中级,中小学教师%s\n", i, ","+strings.Repeat("长", 800))
	}
	return out.String()
}

// card is the number of an ID card of a county that is none.
func card(n int) string {
	body := fmt.Sprintf("990000%d%02d%02d%03d", 1960+n/1000, 1+n%12, 1+n%28, n%1000)
	sum := 0
	for i, weight := range []int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2} {
		sum += int(body[i]-'0') * weight
	}
	return body + "10X98765432"[sum%11:sum%11+1]
}

// large is a roster of so many people, and what a third of them were before.
func large(tb testing.TB, n int) (data []byte, known []progress.Application) {
	tb.Helper()
	rows := []sheet.Row{{Cells: []string{"2023年申报专业技术资格评审人员花名册"}},
		{Cells: []string{"序号", "申报编号", "姓名", "身份证号", "工作单位", "申报系列", "申报专业", "申报级别", "申报方式", "评委会", "进度", "进度日期", "备注"}}}
	for i := range n {
		number := fmt.Sprintf("AH2023%06d", i)
		rows = append(rows, sheet.Row{Cells: []string{fmt.Sprint(i + 1), number, "苏" + string(rune(0x4e00+i*7919%20000)), card(i), "敖汉旗第一中学",
			"中小学教师", []string{"语文", "数学", "英语"}[i*3/n], "中级", "正常", "敖汉旗中级评委会", "单位公示", "2023-05-12", []string{"", "材料齐全", "需补聘任文件"}[i%3]}})
		if i%3 == 0 {
			known = append(known, progress.Application{ID: int64(i + 1), Number: number, Name: "苏", Unit: 7, District: "敖汉旗",
				Series: "primary_secondary_teacher", Level: "mid", Path: "county_mid", Stage: "unit_review", Version: 1})
		}
	}
	data, err := sheet.Workbook(sheet.Sheet{Name: "花名册", Rows: rows})
	if err != nil {
		tb.Fatal(err)
	}
	return data, known
}

const many = 10_000

func BenchmarkRoster10000(b *testing.B) {
	w, r := newWorld(b)
	w.file, w.known = large(b, many)
	big := chat.Message{Kind: chat.Document, File: &chat.Incoming{Name: "a.xlsx"}}
	b.ReportAllocs()
	debug.FreeOSMemory()
	if err := os.WriteFile("/proc/self/clear_refs", []byte("5"), 0o600); err != nil { // begin the peak anew
		b.Log(err)
	}
	base := memory("VmRSS")
	for b.Loop() {
		if got := say(b, r, begin, big)[0]; got.File == nil || !strings.Contains(got.Plain(), "10000") {
			b.Fatal(got.Plain())
		}
	}
	b.ReportMetric(float64(base), "base-MB")
	b.ReportMetric(float64(memory("VmHWM")), "peak-MB")
}

// memory is what the system says of the process.
func memory(what string) (mb int) {
	status, _ := os.ReadFile("/proc/self/status")
	if m := regexp.MustCompile(what + `:\s+(\d+)`).FindSubmatch(status); m != nil {
		_, _ = fmt.Sscan(string(m[1]), &mb)
	}
	return mb / 1024
}

// The answer to the largest roster passes where files pass, with every row of it.
func TestLargeAnswer(t *testing.T) {
	w, r := newWorld(t)
	w.file, w.known = large(t, many)
	got := say(t, r, begin, chat.Message{Kind: chat.Document, File: &chat.Incoming{Name: "a.xlsx"}})[0]
	if got.File == nil || got.File.Check() != nil {
		t.Fatal(got.Plain())
	}
	book, err := sheet.Read(t.Context(), got.File.Name, got.File.Data, sheet.Usual)
	if err != nil || len(book.Sheets[0].Rows) != many+2 {
		t.Errorf("%d bytes, %d rows, %v", len(got.File.Data), len(book.Sheets[0].Rows), err)
	}
	t.Logf("%d bytes", len(got.File.Data))
}

// Whatever a table says, it is answered, nothing is saved unasked, and no number of an ID card comes back.
func FuzzRoster(f *testing.F) {
	f.Add([]byte(small))
	f.Add([]byte("花名册\n编号,姓名,身份证号,身份证,级别\nA1,苏甲,11010519491231002X,2,中级\n合计,,,,\n"))
	f.Add([]byte("谁,级别\n苏甲,中级\n"))
	f.Add([]byte("编号,姓名,级别,备注,备注\n=1+1,\x00,中级,11010519491231 002x,１１０１０５１９４９１２３１００２Ｘ\n编号,姓名,级别,,\n"))
	w, r := newWorld(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		*w = world{school: w.school, file: data}
		replies := say(t, r, begin, file)
		if len(replies) != 1 || len(w.saved) > 0 || w.name != dialogue {
			t.Fatalf("%d replies, %d saved, %s", len(replies), len(w.saved), w.name)
		}
		for _, row := range replies[0].Buttons {
			for _, b := range row {
				if b.Label == "" || len(b.Data) > 64 {
					t.Errorf("a bad button %+v", b)
				}
			}
		}
		if f := replies[0].File; f != nil {
			book, err := sheet.Read(t.Context(), f.Name, f.Data, sheet.Limits{Bytes: 1 << 24, Unzipped: 1 << 28, Sheets: 30, Rows: 1 << 20, Columns: 200, Cell: 1 << 15})
			if err != nil && !errors.Is(err, sheet.ErrTooLarge) {
				t.Fatal(err)
			}
			for _, s := range book.Sheets {
				for _, row := range s.Rows {
					for _, cell := range row.Cells {
						if progress.MaskCards(cell) != cell {
							t.Errorf("%q came back", cell)
						}
					}
				}
			}
		}
	})
}
