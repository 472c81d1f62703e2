package llm

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"zhicheng/knowledge/packs"
)

func TestRedact(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"身份证150402199003071234能查吗", "身份证[ID]能查吗"},
		{"15040219900307123X", "[ID]"},
		{"１５０４０２　１９９００３０７　１２３Ｘ。", "[ID]。"},
		{"150402-19900307-123 x 谢谢", "[ID] 谢谢"},
		{"老证150402900307123", "老证[ID]"},
		{"电话138-1234-5678，打我", "电话[PHONE]，打我"},
		{"+86 138 1234 5678", "+[PHONE]"},
		{"0476-8231234转2", "[PHONE]转2"},
		{"（0476）8231234", "（[PHONE]"},
		{"一三八幺二三四五六七八", "[PHONE]"},
		{"1️⃣3️⃣8️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣8️⃣", "[PHONE]"},
		{"1\u200b3\u200b8\u200b12345678", "[PHONE]"},
		{"卡号6222 0200 1234 5678 901", "卡号[CARD]"},
		{"编号2023051012345678901234", "编号[NUMBER]"},
		{"发到zhang.san@qq.com行吗", "发到[EMAIL]行吗"},
		{"发到 zhang ＠ qq。com", "发到 [EMAIL]"},
		{"我叫张三，中级几年能评", "我叫[NAME]，中级几年能评"},
		{"我叫张 三丰，中级几年能评", "我叫[NAME]，中级几年能评"},
		{"我叫乌云其木格今年想评副高", "我叫[NAME]今年想评副高"},
		{"我叫斯琴·高娃", "我叫[NAME]"},
		{"我叫王春来", "我叫[NAME]"},
		{"[NAME]，联系人：[PHONE]", "[NAME]，联系人：[PHONE]"},
		{"我是李建国，在乡镇工作", "我是[NAME]，在乡镇工作"},
		{"我是欧阳修想报名", "我是[NAME]想报名"},
		{"联系人：Zhang San 电话空着", "联系人：[NAME] 电话空着"},
		{"姓名：诸葛孔明", "姓名：[NAME]"},
		{"我同事叫李四，他能报吗", "我同事叫[NAME]，他能报吗"},
		{"帮赵 钱孙问问", "帮[NAME]问问"}, // known
		{"我是高中老师", "我是高中老师"},
		{"我是林业局的工程师", "我是林业局的工程师"},
		{"姓名怎么填，联系人是谁", "姓名怎么填，联系人是谁"},
		{"我叫什么", "我叫什么"},
		{"2023-05-10到2023.12.31，2019-2023年", "2023-05-10到2023.12.31，2019-2023年"},
		{"赤人社办发〔2023〕73号", "赤人社办发〔2023〕73号"},
		{"公示5个工作日，满3年，2018年7月", "公示5个工作日，满3年，2018年7月"},
	} {
		if got := Redact(c.text, []string{"赵钱孙", "李"}); got != c.want {
			t.Errorf("%s: got %s", c.text, got)
		}
	}
}

// people writes numbers and names as people do.
type people struct{ *rand.Rand }

func (p people) pick(words ...string) string { return words[p.IntN(len(words))] }

func (p people) digits(n int) string {
	b := make([]byte, n)
	for i := range b {
		b[i] = '0' + byte(p.IntN(10))
	}
	return string(b)
}

// spell types a number in one of the ways that are seen: grouped, full-width, in characters.
func (p people) spell(number string) string {
	switch p.IntN(6) {
	case 0:
		return strings.Map(func(r rune) rune { return r + '０' - '0' }, number)
	case 1:
		return strings.NewReplacer("0", "零", "1", "幺", "2", "二", "3", "三", "4", "四", "5", "五", "6", "六", "7", "七", "8", "八", "9", "九").Replace(number)
	case 2, 3:
		sep, every := p.pick(" ", "-", "—", ".", "  ", "　", " - "), 3+p.IntN(2)
		var b strings.Builder
		for i, r := range number {
			if i > 0 && i%every == 0 {
				b.WriteString(sep)
			}
			b.WriteRune(r)
		}
		return b.String()
	}
	return number
}

func (p people) secret() (kind, text string) {
	switch p.IntN(6) {
	case 0:
		return "identity card, 18", p.spell("150402" + p.pick("19", "20") + p.digits(10))
	case 1:
		return "identity card, 15", p.spell("150402" + p.digits(9))
	case 2:
		return "mobile", p.pick("", "+86 ", "86-") + p.spell("1"+p.pick("3", "5", "7", "8", "9")+p.digits(9))
	case 3:
		return "landline", p.pick("0476-", "（0476）", "0476 ", "") + "8" + p.digits(6)
	case 4:
		return "bank card", p.spell("62" + p.digits(14+p.IntN(4)))
	}
	return "e-mail", p.pick("zhang", "li.si", "wang_88", "A-b") + p.digits(3) + p.pick("@", " @ ", "＠") + p.pick("qq.com", "163.com", "sina.com.cn", "ＱＱ．com")
}

var (
	// Written without looking at zh-CN.txt: the hundred commonest surnames, some rare ones, and Mongolian names.
	surnames  = strings.Split("王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文逄亓麻訾仝荀郗卻阚么信", "")
	givens    = strings.Split("伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂兰国华建文志海玉红春梅雪峰晓东来和安永福金龙小雨子涵梓轩欣怡浩宇", "")
	mongolian = []string{"乌云其木格", "巴特尔", "斯琴高娃", "娜仁托娅", "阿拉坦仓", "其其格", "苏日娜", "格日勒图", "巴雅尔", "宝音德力格尔", "萨仁", "呼格吉勒图", "朝鲁门", "那顺巴图", "额尔敦", "哈斯巴根", "青格乐", "通拉嘎", "图雅", "孟根花", "塔娜", "特木尔", "满都拉", "达来", "莫日根", "敖登", "乌兰图雅", "白音查干", "包乌日娜", "韩巴图", "吉木斯", "阿荣", "安达", "恩克", "都兰", "苏德毕力格"}
	before    = []string{"", "您好，", "请问", "老师好 ", "麻烦问下 "}
	after     = []string{"，中级几年能评", "。今年能报副高吗", " 想问公示几天", "想报高级", "在乡镇工作10年", "的职称能认定吗", "", "，电话见下", "今年申报中级", "2018年毕业"}
)

func (p people) name() (kind, text string) {
	if p.IntN(5) == 0 {
		return "Mongolian name", p.pick(mongolian...)
	}
	name := p.pick(surnames...) + p.pick(givens...)
	if p.IntN(3) > 0 {
		name += p.pick(givens...)
	}
	return "Chinese name", name
}

// TestRecall measures, on a list made anew from the same seed, how much of what must not leave is taken out.
func TestRecall(t *testing.T) {
	p := people{rand.New(rand.NewPCG(7, 11))}
	hits, all := map[string]int{}, map[string]int{}
	var missed []string
	note := func(kind, secret, text string) {
		all[kind]++
		if strings.Contains(Redact(text, nil), secret) || leaks(Redact(text, nil)) {
			missed = append(missed, fmt.Sprintf("%s: %s → %s", kind, text, Redact(text, nil)))
			return
		}
		hits[kind]++
	}
	for range 6000 {
		kind, secret := p.secret()
		note(kind, secret, p.pick(before...)+p.pick("身份证", "电话是", "卡号：", "我的", "")+secret+p.pick(after[:6]...))
		kind, name := p.name()
		marker := p.pick("我叫", "我是", "联系人", "联系人：", "姓名：", "姓名", "我名字叫", "本人", "我同事叫")
		note(kind+" after "+marker, name, p.pick(before...)+marker+name+p.pick(after...))
	}
	total := map[bool][2]int{}
	for kind := range all {
		isName := strings.Contains(kind, " name ")
		n := total[isName]
		total[isName] = [2]int{n[0] + hits[kind], n[1] + all[kind]}
		t.Logf("%-40s %5d of %5d  %.3f", kind, hits[kind], all[kind], float64(hits[kind])/float64(all[kind]))
	}
	for i := 0; i < len(missed); i += 1 + len(missed)/40 {
		t.Log(missed[i])
	}
	t.Logf("numbers and addresses %v, names %v", total[false], total[true])
	if n := total[false]; n[0] < n[1] {
		t.Errorf("%d numbers or addresses get out", n[1]-n[0])
	}
	if n := total[true]; float64(n[0]) < 0.96*float64(n[1]) {
		t.Errorf("only %d of %d names are taken out", n[0], n[1])
	}
}

// TestQuestionsStayReadable counts the pack's own question forms, which name nobody, that lose something.
func TestQuestionsStayReadable(t *testing.T) {
	p, err := packs.Open("").Load("")
	if err != nil {
		t.Fatal(err)
	}
	n, changed := 0, 0
	check := func(forms []string) {
		for _, f := range forms {
			n++
			if got := Redact(f, nil); got != f {
				changed++
				t.Logf("%s → %s", f, got)
			}
		}
	}
	for _, q := range p.Material.Questions {
		for _, a := range q.Answers {
			check(a.Forms)
		}
	}
	for _, o := range p.Material.Outside {
		check(o.Forms)
	}
	t.Logf("%d of %d questions lose something", changed, n)
	if n < 1000 || changed*200 > n {
		t.Errorf("%d of %d questions lose something", changed, n)
	}
}

// longRun is what no redacted text may hold.
var longRun = regexp.MustCompile(`\d(?:[ -]{0,2}\d){9,}`)

// leaks says whether a redacted text still holds an address or a number as long as a phone's, but for days.
func leaks(text string) bool {
	v := newView(text, asDigits)
	for _, r := range longRun.FindAllString(string(v.runes), -1) {
		if !date.MatchString(r) {
			return true
		}
	}
	return strings.Contains(string(v.runes), "@")
}

func FuzzRedact(f *testing.F) {
	p := people{rand.New(rand.NewPCG(1, 2))}
	for range 40 {
		_, secret := p.secret()
		_, name := p.name()
		f.Add("我叫"+name+" "+secret, "电话", 3)
	}
	f.Fuzz(func(t *testing.T, before, after string, at int) {
		if len(before)+len(after) > 2000 {
			return
		}
		got := Redact(before+after, []string{after})
		if leaks(got) {
			t.Errorf("%q leaks: %q", before+after, got)
		}
		if utf8.ValidString(before+after) && !utf8.ValidString(got) {
			t.Errorf("%q is broken: %q", before+after, got)
		}
		_, secret := people{rand.New(rand.NewPCG(uint64(at), 1))}.secret()
		if got := Redact(before+" ："+secret+"： "+after, nil); strings.Contains(got, secret) {
			t.Errorf("%q between %q and %q: %q", secret, before, after, got)
		}
	})
}
