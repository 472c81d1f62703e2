package knowledge

import (
	"bytes"
	"os"
	"strconv"
	"strings"
	"testing"
)

func chifeng(t testing.TB) *Notice {
	t.Helper()
	text, err := os.ReadFile("packs/chifeng-2023/notice.txt")
	if err != nil {
		t.Fatal(err)
	}
	n, err := Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestNoticeHas104Clauses(t *testing.T) {
	n := chifeng(t)
	numbered, attachments := 0, 0
	for _, c := range n.Clauses {
		switch {
		case c.Attachment():
			attachments++
		case c.ID != Preamble:
			numbered++
		}
	}
	if len(n.Clauses) != 104 || numbered != 98 || attachments != 5 {
		t.Errorf("%d clauses, %d numbered, %d attachments; want 104, 98, 5", len(n.Clauses), numbered, attachments)
	}
	if got := strings.Join(n.Closing, "|"); !strings.Contains(got, "2023年5月9日") || !strings.Contains(got, "抄送") {
		t.Errorf("closing = %q", got)
	}
	if found := n.Lint(); len(found) > 0 {
		t.Errorf("lint: %v", found)
	}
}

func TestTrapsOfThisNotice(t *testing.T) {
	n := chifeng(t)
	for id, want := range map[string]string{
		"1.1":     "以及从事专业技术工作的自由职业者。",
		"2.2":     "9月30日前完成各级评审和公示",
		"3.2.3":   "《2023年岗位数及申报人数统计表》",
		"3.2.4.1": "由旗县区人社局报市人社局汇总",
		"3.2.4.2": "市本级申报人员，由所在单位",
		"4.4.3":   "技校教师(5个)专业中初级职称",
		"4.4.4":   "对不具备独立组织评审的旗县区",
		"4.5.1":   "取得重大基础研究",
		"4.5.6":   "在旗县（市、区）及以下地区单位",
		"4.6.3":   "优秀专业技术人才，不受学历",
		"4.8.2":   "确定享受政策人员范围",
		"4.9":     "做好本地区基层",
		"4.14":    "对应关系表的说明》",
		"5.1.1":   "登陆内蒙古人才信息库",
		"5.2.2":   "对研究系列人才，聚焦创新成果",
		"3.2.2.2": "公示无异议后报送自治区",
		"0":       "赤人社办发〔2023〕73号",
		"A1":      "职称评审材料目录单",
		"A5":      "2023年报送材料时间安排表",
	} {
		if !n.Quotes(id, want) {
			t.Errorf("%s has no %q", id, want)
		}
	}
	if n.Quotes("A5", "赤峰市人力资源和社会保障局") {
		t.Error("the signature belongs to no clause")
	}
	if n.Quotes("2.2", " ") || n.Quotes("9.9", "日") {
		t.Error("empty words and unknown clauses quote nothing")
	}
}

func TestLabels(t *testing.T) {
	n := chifeng(t)
	for id, want := range map[string]string{
		"4": "四", "4.6.2": "四（六）2", "4.16": "四（十六）", "3.2.2.1": "三（二）2（1）", "A5": "附件5", "0": "正文开头",
	} {
		if got := n.Clause(id).Label; got != want {
			t.Errorf("label of %s = %s, want %s", id, got, want)
		}
	}
}

func TestTreeIsWhole(t *testing.T) {
	n := chifeng(t)
	for _, c := range n.Clauses {
		for _, child := range n.Children(c.ID) {
			if child.Parent != c.ID || !n.Near(c.ID, child.ID) {
				t.Errorf("%s is not below %s", child.ID, c.ID)
			}
		}
	}
	if got := len(n.Path("3.2.2.1")); got != 4 {
		t.Errorf("path of 3.2.2.1 has %d clauses", got)
	}
	if n.Near("4.6.2", "4.6.3") || n.Near("4", "4.6.2") {
		t.Error("sisters and grandchildren are not near")
	}
}

func TestNumbersThatAreNone(t *testing.T) {
	for _, line := range []string{"(5个)专业", "（市、区）及以下", "3.5万元", "2023年5月9日", "一是坚持", "（）", "(", "1000. x", "0. x", "一百、x"} {
		if m, _, ok := readMark(line); ok {
			t.Errorf("%q read as %v", line, m)
		}
	}
	for line, want := range map[string]mark{
		"一、总": {1, 1}, "二十一、x": {1, 21}, "（十六）x": {2, 16}, "(一)x": {2, 1}, "4.对": {3, 4}, "１．x": {3, 1}, "（ 12 )x": {4, 12},
	} {
		if m, _, ok := readMark(line); !ok || m != want {
			t.Errorf("%q read as %v %v, want %v", line, m, ok, want)
		}
	}
}

func TestLintFindsFaults(t *testing.T) {
	n, err := Parse([]byte("一、甲\n（一）子。\n（三）丑。\n三、乙\n1.\n三、丙\n附件：1. 表\n3. 单\n"))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, f := range n.Lint() {
		got = append(got, f.String())
	}
	for _, want := range []string{"3: gap: 1.3 follows 1.1", "4: gap: 3 follows 1", "5: empty: 3.1", "6: duplicate: 3", "8: gap: A3 follows A1"} {
		if !strings.Contains(strings.Join(got, "\n"), want) {
			t.Errorf("no finding %q in %q", want, got)
		}
	}
}

func TestParseRefuses(t *testing.T) {
	for text, want := range map[string]error{"": ErrNoClause, "只有一段话。": ErrNoClause, "一、\xff": ErrNotUTF8} {
		if _, err := Parse([]byte(text)); err == nil || !strings.Contains(err.Error(), want.Error()) {
			t.Errorf("Parse(%q) = %v, want %v", text, err, want)
		}
	}
	if _, err := Parse(make([]byte, MaxNotice+1)); err == nil {
		t.Error("a text beyond the limit was taken")
	}
}

func FuzzParse(f *testing.F) {
	f.Add("一、甲\n（一）子。\n1.丑\n(1)寅\n- 附件：1. 表\n2. 单\n局\n")
	f.Add("附件：")
	f.Add(strings.Repeat("（一）长", 300))
	f.Fuzz(func(t *testing.T, text string) {
		n, err := Parse([]byte(text))
		if (n == nil) == (err == nil) {
			t.Fatal("neither a notice nor an error, or both")
		}
		if err != nil {
			return
		}
		n.Lint()
		kept := 0
		for _, c := range n.Clauses {
			kept += len(c.Text())
			if c.ID == "" || c.Label == "" || len(n.Path(c.ID)) > 5 {
				t.Fatalf("bad clause %+v", c)
			}
		}
		if kept > len(text)+len(n.Clauses) {
			t.Fatal("the clauses hold more than the text")
		}
	})
}

func TestManyBrokenLinesAreOneParagraph(t *testing.T) {
	line := strings.Repeat("字", titleRunes) + "\n"
	n, err := Parse([]byte("一、甲。\n" + strings.Repeat(line, 30000)))
	if err != nil || len(n.Clauses[0].Paragraphs) != 2 {
		t.Errorf("%v, %d paragraphs", err, len(n.Clauses[0].Paragraphs))
	}
}

// BenchmarkParse shows that time is linear: MB/s does not fall with the size of the text.
func BenchmarkParse(b *testing.B) {
	one, err := os.ReadFile("packs/chifeng-2023/notice.txt")
	if err != nil {
		b.Fatal(err)
	}
	for _, times := range []int{1, 10, 100} {
		text := bytes.Repeat(one, times)
		b.Run(strconv.Itoa(times), func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				if _, err := Parse(text); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
