package check

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"zhicheng/bot/words"
	"zhicheng/knowledge/eligibility"
)

var today = time.Date(2023, time.May, 10, 9, 0, 0, 0, time.FixedZone("", 8*3600))

func TestReadDate(t *testing.T) {
	for text, want := range map[string]string{
		"2021年7月":       "2021-07",
		"21.7.1":        "2021-07-01",
		"2021-07":       "2021-07",
		"2021-7-1":      "2021-07-01",
		"2021/07/01":    "2021-07-01",
		"二〇二一年七月":       "2021-07",
		"二零二一年十二月三十一号":  "2021-12-31",
		"二○一九年十月":       "2019-10",
		"去年7月":          "2022-07",
		"前年十一月":         "2021-11",
		"大前年3月5日":       "2020-03-05",
		"今年1月":          "2023-01",
		"上个月":           "2023-04",
		"昨天":            "2023-05-09",
		"２０２１年７月１日":     "2021-07-01",
		" 2021 年 7 月 份": "2021-07",
		"98年9月":         "1998-09",
		"08年":           "2008",
		"二一年七月":         "2021-07",
		"2021":          "2021",
		"202107":        "2021-07",
		"20210701":      "2021-07-01",
		"2021.7":        "2021-07",
		"21.7":          "2021-07",
		"2020年2月29日":    "2020-02-29",
		"2021年7月参加工作":   "2021-07",
		"从2019年3月开始":    "2019-03",
		"2021年7月底":      "2021-07",
		"2021年元月":       "2021-01",
		"2023年5月":       "2023-05", // has begun
		"2023":          "2023",
	} {
		if got, fault := readDate(text, today); got != want || fault != "" {
			t.Errorf("%s is read as %q, %s, want %q", text, got, fault, want)
		}
	}
}

func TestReadDateAsksBack(t *testing.T) {
	for text, want := range map[string]words.Key{
		"去年夏天":                   words.DateVague,
		"2021年底":                 words.DateVague,
		"大概2021年7月":              words.DateVague,
		"三年前":                    words.DateVague,
		"2019年或2020年":            words.DateUnread,
		"农历正月":                   words.DateUnread,
		"7月1日":                   words.DateVague,
		"7.1":                    words.DateNoYear,
		"12-7":                   words.DateNoYear,
		"2021年13月":               words.DateImpossible,
		"2023年2月29日":             words.DateImpossible,
		"21.2.30":                words.DateImpossible,
		"1905年3月":                words.DateFar,
		"2099-01-01":             words.DateFar,
		"2023年5月11日":             words.DateFuture,
		"明年7月":                   words.DateFuture,
		"很久了":                    words.DateUnread,
		"":                       words.DateUnread,
		"2021年7月到2022年8月":        words.DateUnread,
		"13800138000":            words.DateUnread,
		strings.Repeat("年", 400): words.DateUnread,
	} {
		if got, fault := readDate(text, today); fault != want {
			t.Errorf("%s is read as %q, %s, want %s", text, got, fault, want)
		}
	}
}

// Whatever is read is a date that the rules take, or is asked back.
func FuzzReadDate(f *testing.F) {
	for _, s := range []string{"2021年7月", "21.7.1", "二〇二一年七月", "去年夏天", "十十年", "0000-00-00", "9999年12月31日", "\xff年"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		value, fault := readDate(text, today)
		if fault != "" && fault != words.DateFuture {
			if value != "" {
				t.Errorf("%q: value %q with fault %s", text, value, fault)
			}
			return
		}
		if !partial(value) {
			t.Errorf("%q is read as %q", text, value)
		}
		if said := dateWords(value); said == value || !utf8.ValidString(said) {
			t.Errorf("%q is said as %q", value, said)
		}
		// What is said can be read again.
		if again, _ := readDate(dateWords(value), today); again != value {
			t.Errorf("%q is said as %s and read as %q", value, dateWords(value), again)
		}
	})
}

func partial(value string) bool {
	for _, layout := range []string{"2006", "2006-01", time.DateOnly} {
		if _, err := time.Parse(layout, value); err == nil {
			return true
		}
	}
	return false
}

func fact(kind eligibility.Kind, labels ...string) eligibility.Fact {
	f := eligibility.Fact{ID: "f", Kind: kind}
	for _, l := range labels {
		f.Values = append(f.Values, eligibility.Option{ID: l, Label: l})
	}
	return f
}

func TestReadAnswer(t *testing.T) {
	level := fact(eligibility.Enum, "无", "员级", "助理级", "中级", "副高级", "正高级")
	status := fact(eligibility.Enum, "在职员工", "自由职业者", "公务员", "参照公务员法管理的人员", "离退休（含返聘）", "未就业")
	number, below := fact(eligibility.Int), fact(eligibility.Int)
	below.Negative = true
	for _, c := range []struct {
		fact  eligibility.Fact
		text  string
		want  any
		fault words.Key
	}{
		{level, "4", "中级", ""},
		{level, " ４ 。", "中级", ""},
		{level, "副高", "副高级", ""},
		{level, "高级", nil, words.CheckChoose},
		{level, "没有", "无", ""},
		{level, "没有职称", "无", ""},
		{level, "7", nil, words.CheckChoose},
		{level, "0", nil, words.CheckChoose},
		{status, "我是自由职业者", "自由职业者", ""},
		{status, "不是公务员", nil, words.CheckChoose},
		{status, "返聘", "离退休（含返聘）", ""},
		{status, "未就业", "未就业", ""},
		{fact(eligibility.Bool), "是的！", true, ""},
		{fact(eligibility.Bool), "没有", false, ""},
		{fact(eligibility.Bool), "也许", nil, words.CheckYesNo},
		{number, "十二个月", 12, ""},
		{number, "２ 名", 2, ""},
		{number, "无", 0, ""},
		{number, "-3", nil, words.CheckNumber},
		{number, "1年半", nil, words.CheckNumber},
		{number, "99999999999999999999", nil, words.CheckNumber},
		{below, "负3", -3, ""},
		{fact(eligibility.Date), "2023年7月", nil, words.DateWhole},
		{fact(eligibility.Date), "2023年7月1日", "2023-07-01", ""},
		{fact(eligibility.Part), "2023年7月1日", "2023-07-01", words.DateFuture},
	} {
		got, fault := readAnswer(c.fact, c.text, today)
		if fault != c.fault || got != c.want && fault != words.DateWhole {
			t.Errorf("%s %q is read as %v, %s, want %v, %s", c.fact.Kind, c.text, got, fault, c.want, c.fault)
		}
	}
}

func FuzzReadAnswer(f *testing.F) {
	f.Add("中级")
	f.Add("不是公务员")
	f.Fuzz(func(t *testing.T, text string) {
		level := fact(eligibility.Enum, "无", "员级", "中级")
		if v, fault := readAnswer(level, text, today); fault == "" {
			if _, ok := level.Option(v.(string)); !ok {
				t.Errorf("%q is read as %v", text, v)
			}
		}
		if v, fault := readAnswer(fact(eligibility.Int), text, today); fault == "" && v.(int) < 0 {
			t.Errorf("%q is read as %v", text, v)
		}
	})
}
