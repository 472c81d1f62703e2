package faq_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"zhicheng/knowledge"
	"zhicheng/knowledge/faq"
	"zhicheng/knowledge/packs"
)

var pack = sync.OnceValues(func() (*packs.Pack, error) { return packs.Open("").Load("chifeng-2023") })

var learnt = sync.OnceValue(func() *knowledge.Answerer {
	p, _ := pack() // a pack that cannot be loaded fails the test that asks for it
	return knowledge.NewAnswerer(p.Material)
})

func notice(t testing.TB) *knowledge.Notice {
	t.Helper()
	p, err := pack()
	if err != nil {
		t.Fatal(err)
	}
	return p.Notice
}

func day(s string) time.Time {
	d, err := time.ParseInLocation(time.DateOnly, s, time.FixedZone("Asia/Shanghai", 8*60*60))
	if err != nil {
		panic(err)
	}
	return d
}

func same(form string) string { return strings.ToLower(form) }

func entry(answer string, forms ...string) faq.Entry {
	return faq.Entry{Forms: forms, Answer: answer, Office: "职称科", Since: day("2023-05-12"), Until: day("2023-12-31")}
}

const file = `- forms: [材料里的照片要几寸的, "照片几寸"]
  answer: 一寸免冠照片。
  office: 职称科
  since: 2023-05-12
  until: 2023-12-31
- forms: [工资什么时候兑现]
  answer: |
    由单位兑现。
    请问人事部门。
  clause: 4.10
  office: 敖汉旗人社局
  district: 敖汉旗
  series: [health]
  levels: [mid, junior]
  since: 2023-05-12
  until: 2023-06-30
`

func known(t testing.TB) faq.Known {
	return faq.Known{Notice: notice(t), Districts: []string{"敖汉旗"}, Series: []string{"health"}, Levels: []string{"mid", "junior"}}
}

func entries(t testing.TB, data []byte) (all []faq.Entry) {
	t.Helper()
	read, err := faq.Read("faq.yaml", data, known(t), same)
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range read {
		all = append(all, l.Entry)
	}
	return all
}

// What is written is read as it was, and changes nothing.
func TestExportAndImportAreTheIdentity(t *testing.T) {
	all := entries(t, []byte(file))
	if len(all) != 2 || all[1].Clause != "4.10" || all[1].Answer != "由单位兑现。\n请问人事部门。" {
		t.Fatalf("%+v", all)
	}
	out := faq.Write(all)
	if again := entries(t, out); !reflect.DeepEqual(again, all) {
		t.Errorf("%+v\nbecomes %+v", all, again)
	}
	for i := range all {
		all[i].ID = int64(i + 1)
	}
	read, err := faq.Read("faq.yaml", out, known(t), same)
	if err != nil {
		t.Fatal(err)
	}
	if changes, err := faq.Merge("faq.yaml", all, read, same); err != nil || changes != nil {
		t.Errorf("%+v, %v", changes, err)
	}
}

func FuzzWrite(f *testing.F) {
	f.Add("照片要几寸", "一寸：\"免冠\"\\", "# 职称科")
	f.Fuzz(func(t *testing.T, form, answer, office string) {
		e := entry(faq.Clean(answer), faq.Clean(form))
		e.Office = faq.Clean(office)
		if e.Faults(notice(t)) != nil {
			return
		}
		if again := entries(t, faq.Write([]faq.Entry{e})); !reflect.DeepEqual(again, []faq.Entry{e}) {
			t.Errorf("%+v becomes %+v", e, again)
		}
	})
}

func TestReadTellsAllFaults(t *testing.T) {
	bad := strings.NewReplacer("clause: 4.10", "clause: 99.1", "照片几寸", "材料里的照片要几寸的", "2023-06-30", "2023-01-30", "敖汉旗人社局", "？", "district: 敖汉旗", "district: 敖汉", "health", "heath", "junior", "low").Replace(file)
	_, err := faq.Read("faq.yaml", []byte(bad), known(t), same)
	if err == nil {
		t.Fatal("no fault")
	}
	for _, part := range []string{"faq.yaml:1:", "faq.yaml:6:", `"99.1"`, "ends before", "office", "of line 1 too", `no district "敖汉"`, `no series "heath"`, `no level "low"`} {
		if !strings.Contains(err.Error(), part) {
			t.Errorf("no word of %q in\n%v", part, err)
		}
	}
	for _, bad := range []string{"- forms: []\n", "- form: [x]\n", "- forms: [x]\n  until: morgen\n", "x", strings.Repeat("- {}\n", faq.MaxAll+1)} {
		if _, err := faq.Read("faq.yaml", []byte(bad), known(t), same); err == nil {
			t.Errorf("%.20q is read", bad)
		}
	}
}

func TestMerge(t *testing.T) {
	has := []faq.Entry{entry("一", "甲", "乙"), entry("二", "丙")}
	has[0].ID, has[1].ID = 1, 2
	lined := func(all ...faq.Entry) (file []faq.Lined) {
		for i, e := range all {
			file = append(file, faq.Lined{Entry: e, Line: i + 1})
		}
		return file
	}
	changes, err := faq.Merge("f", has, lined(entry("一改", "乙", "丁"), entry("二", "丙"), entry("三", "戊")), same)
	if err != nil || len(changes) != 2 || changes[0].ID != 1 || changes[0].Answer != "一改" || changes[1].ID != 0 {
		t.Errorf("%+v, %v", changes, err)
	}
	for _, file := range [][]faq.Lined{lined(entry("一", "甲", "丙")), lined(entry("一", "甲"), entry("二", "乙"))} {
		if _, err := faq.Merge("f", has, file, same); err == nil || !strings.HasPrefix(err.Error(), "f:") {
			t.Errorf("%+v: %v", file, err)
		}
	}
}

// kept is entries without a database.
type kept struct {
	all     []faq.Entry
	version int64
	reads   int
}

func (k *kept) FAQVersion(context.Context) (int64, error) { return k.version, nil }
func (k *kept) FAQs(context.Context) ([]faq.Entry, error) { k.reads++; return k.all, nil }

func TestFind(t *testing.T) {
	k := &kept{version: 1, all: []faq.Entry{entry("一寸免冠", "材料里的照片要几寸的"), entry("不收", "评审费具体收多少钱")}}
	k.all[1].Until = day("2023-06-01")
	b := faq.Book{Reader: learnt(), Records: k}
	now := day("2023-05-20")
	for question, want := range map[string]string{
		"材料里的照片要几寸的？": "一寸免冠", "材料里的照片要几寸的呀": "一寸免冠", "材料里的照片要交几张": "", "评审费具体收多少钱": "不收",
		"高级评审费具体收多少钱": "", "": "", "公示要几天": "",
	} {
		hit, ok, err := b.Find(t.Context(), question, now)
		if err != nil || hit.Answer != want || ok != (want != "") {
			t.Errorf("%s: %+v, %v, %v", question, hit, ok, err)
		}
	}
	if _, ok, _ := b.Find(t.Context(), "评审费具体收多少钱", day("2023-06-02")); ok {
		t.Error("an answer that is over is used")
	}
	if _, ok, _ := b.Find(t.Context(), "评审费具体收多少钱", day("2023-06-01").Add(23*time.Hour)); !ok {
		t.Error("the last day does not count")
	}
	for from, used := range map[string]bool{"2023-05-21": false, "2023-05-20": true} {
		k.all[0].Since, k.version = day(from), k.version+1
		if _, ok, _ := b.Find(t.Context(), "材料里的照片要几寸的", now); ok != used {
			t.Errorf("an answer from %s on is used: %v", from, ok)
		}
	}
	if k.reads != 3 {
		t.Errorf("read %d times", k.reads)
	}
	k.all, k.version = nil, k.version+1
	if _, ok, _ := b.Find(t.Context(), "材料里的照片要几寸的", now); ok {
		t.Error("what was withdrawn is used")
	}
}

// The questions that nobody made forms from meet no answer but their own.
func TestUnrelatedQuestionsMeetNoAnswer(t *testing.T) {
	k := &kept{version: 1, all: []faq.Entry{
		entry("一寸免冠", "材料里的照片要几寸的", "照片要几寸"),
		entry("请问单位", "评上中级一个月能涨多少钱", "职称工资涨多少", "评上副高工资涨多少"),
		entry("可以邮寄", "材料能不能邮寄", "材料可以寄快递吗", "不去现场可以邮寄材料吗"),
		entry("不收", "评审要交多少钱", "评审费多少钱"),
		entry("再交一次", "公示期间材料丢了怎么办", "材料丢了怎么补"),
		entry("要", "继续教育学时要满多少", "继续教育要多少学时"),
		entry("周一", "窗口几点上班", "办事窗口中午休息吗"),
	}}
	b := faq.Book{Reader: learnt(), Records: k}
	files, err := filepath.Glob("../../testdata/*.jsonl")
	if err != nil || len(files) < 5 {
		t.Fatal(files, err)
	}
	asked := 0
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for lines := bufio.NewScanner(bytes.NewReader(data)); lines.Scan(); asked++ {
			var q struct{ Q string }
			if err := json.Unmarshal(lines.Bytes(), &q); err != nil {
				t.Fatal(err)
			}
			if hit, ok, err := b.Find(t.Context(), q.Q, day("2023-05-20")); err != nil || ok {
				t.Errorf("%s meets %q, %v", q.Q, hit.Forms, err)
			}
		}
	}
	if asked < 900 {
		t.Errorf("only %d questions", asked)
	}
}
