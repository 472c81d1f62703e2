package knowledge

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestNormalize(t *testing.T) {
	r := newReader(Language{Traditional: "職职稱称審审", Units: "年天个名级"})
	for typed, want := range map[string]string{
		"職稱評審":   "职称評审",
		"ＡＢＣ１２３": "abc123",
		"十二年":    "12年",
		"二十年":    "20年",
		"三百二十个":  "320个",
		"两名":     "2名",
		"一步到位":   "一步到位",
		"统一":     "统一",
		"十年八年":   "10年8年",
	} {
		if got := r.normalize(typed); got != want {
			t.Errorf("%q is read as %q, want %q", typed, got, want)
		}
	}
}

func TestSymbolsKeepWordsAndNumbersWhole(t *testing.T) {
	if got := len(symbols("a4纸，30年 app")); got != 6 { // a 4 纸 30 年 app
		t.Errorf("%d symbols", got)
	}
	if s := symbols("30年"); s[0] == symbols("31年")[0] || s[1] != symbols("31年")[1] {
		t.Error("numbers are compared as a whole")
	}
}

func FuzzNormalize(f *testing.F) {
	f.Add("两百年", "百十年")
	f.Fuzz(func(t *testing.T, a, b string) {
		r := newReader(Language{Traditional: "職职", Units: "年天"})
		text := r.normalize(a + b)
		if utf8.ValidString(a+b) && !utf8.ValidString(text) {
			t.Errorf("%q became %q", a+b, text)
		}
		for _, s := range symbols(text) {
			if s >= 1<<21 {
				t.Errorf("symbol %x does not fit", s)
			}
		}
	})
}

func FuzzShorten(f *testing.F) {
	f.Add("甲。乙；丙。\n丁。", "丙", 3)
	f.Fuzz(func(t *testing.T, text, lead string, limit int) {
		if !utf8.ValidString(text) || limit < 1 || limit > 1000 {
			t.Skip()
		}
		got := shorten(text, lead, limit)
		if !strings.Contains(text, got) {
			t.Errorf("%q is not in %q", got, text)
		}
	})
}

func TestShortenKeepsTheLead(t *testing.T) {
	text := strings.Repeat("前面的话很多。", 20) + "这一句是答案。" + strings.Repeat("后面的话也多。", 20)
	got := shorten(text, "这一句是答案", 60)
	if !strings.Contains(got, "这一句是答案。") || utf8.RuneCountInString(got) > 60 || !strings.Contains(text, got) {
		t.Errorf("got %q", got)
	}
}

func TestOtherYearAndPlaceAreSignals(t *testing.T) {
	x := newExtractor(Material{Year: 2023, Places: []string{"赤峰"}, Language: Language{Years: []string{"去年"}, Places: []string{"赤峰", "包头"}}})
	for text, want := range map[string]feature{"2024年报名": otherYear, "去年的": otherYear, "包头的": otherPlace} {
		if ts := x.traits(text); ts[len(ts)-1].feature != want {
			t.Errorf("%q has no signal", text)
		}
	}
	for _, text := range []string{"2023年报名", "赤峰的", "20234年", "编号12024号"} {
		if ts := x.traits(text); ts[len(ts)-1].feature >= signalBit {
			t.Errorf("%q has a signal", text)
		}
	}
}

func TestHomophones(t *testing.T) {
	v := newVocabulary([]traits{textTraits(symbols("职称评审")), textTraits(symbols("职称申报")), textTraits(symbols("报职称"))})
	h := newHomophones(v)
	mended := h.mend(symbols("直称"), v.knows)
	if want := textTraits(symbols("职称")); len(mended) != len(want) || mended[0] != want[0] {
		t.Errorf("mended to %v", mended)
	}
	if again := h.mend(symbols("职称"), v.knows); len(again) > 0 {
		t.Error("what is right was mended")
	}
}
