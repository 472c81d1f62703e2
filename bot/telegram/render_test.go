package telegram

import (
	"regexp"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"zhicheng/bot/chat"
)

func TestMarkup(t *testing.T) {
	tests := []struct {
		name, want string
		spans      []chat.Span
	}{
		{"escaped", "a &lt;b&gt; &amp;amp; c", []chat.Span{{Text: "a <b> &amp; c"}}},
		{"styles", "<b>题</b>正文<i>出处</i>", []chat.Span{{Style: chat.Bold, Text: "题"}, {Text: "正文"}, {Style: chat.Faint, Text: "出处"}}},
		{"white space stays outside", "\n<b>题</b> \n尾", []chat.Span{{Style: chat.Bold, Text: "\n题 \n"}, {Text: "尾"}}},
		{"a quotation has its own lines", "前\n<blockquote>原文</blockquote>\n后",
			[]chat.Span{{Text: "前"}, {Style: chat.Quote, Text: "原文"}, {Text: "后"}}},
		{"no second line break", "前\n<blockquote>原文</blockquote>\n后",
			[]chat.Span{{Text: "前\n"}, {Style: chat.Quote, Text: "原文"}, {Text: "\n后"}}},
		{"neighbours are joined", "<blockquote>一二</blockquote>", []chat.Span{{Style: chat.Quote, Text: "一"}, {Style: chat.Quote, Text: "二"}}},
		{"an unknown style is plain", "x", []chat.Span{{Style: "loud", Text: "x"}}},
		{"repaired", "a\uFFFDb", []chat.Span{{Text: "a\xffb"}}},
		{"nothing but space is no bold", "  x", []chat.Span{{Style: chat.Bold, Text: "  "}, {Text: "x"}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			parts := render(tt.spans)
			if len(parts) != 1 || parts[0].html != tt.want {
				t.Errorf("got %+v, want %q", parts, tt.want)
			}
		})
	}
}

func TestCut(t *testing.T) {
	tests := []struct {
		name, first, rest string
		limit             int
	}{
		{"fits", "一二三。四", "", 5},
		{"paragraph before line before sentence", "一二三四\n\n", "五六。七\n八九十", 10},
		{"line before sentence", "一二三四五。六\n", "七。八九", 10},
		{"sentence", "一二三四五六。", "七八九十一", 10},
		{"with its closing mark", "“一二三四五六。”", "七八九十一", 10},
		{"a place too early is passed over", "一。二三四五六七八九", "十一", 10},
		{"white space", "abc defg ", "hijklmn", 10},
		{"no place at all", "一二三四五六七八九十", "一二", 10},
		{"a pair is not torn", "一二三四五六七八九", "🎓二", 10},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			text := tt.first + tt.rest
			if n := cut(text, tt.limit); text[:n] != tt.first {
				t.Errorf("got %q", text[:n])
			}
		})
	}
}

func TestStyleGoesOnInTheNextPart(t *testing.T) {
	parts := render([]chat.Span{{Text: "前言。\n"}, {Style: chat.Quote, Text: strings.Repeat("原文一句。", 1000)}})
	if len(parts) != 2 {
		t.Fatalf("%d parts", len(parts))
	}
	for _, p := range parts {
		if strings.Count(p.html, "<blockquote>") != 1 || !strings.HasSuffix(p.html, "。</blockquote>") {
			t.Errorf("%.60s … %s", p.html, p.html[len(p.html)-30:])
		}
	}
}

var unescaper = strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&")

var tag = regexp.MustCompile(`</?(b|i|blockquote)>`)

func FuzzRender(f *testing.F) {
	f.Add("一。二", "引 <b>文</b>", "🎓\n\n", 7)
	f.Add(strings.Repeat("长句，长句。\n", 700), "&amp;&lt;", "\xff", 4096)
	f.Add(" ", "\n", "</blockquote>", 2)
	f.Fuzz(func(t *testing.T, a, b, c string, limit int) {
		limit = 2 + int(uint(limit)%maxUnits)
		in := blocks([]chat.Span{{Text: a}, {Style: chat.Quote, Text: b}, {Style: chat.Bold, Text: c}, {Style: chat.Faint, Text: a}})
		whole := chat.Reply{Text: in}.Plain()
		all := ""
		for _, p := range split(in, limit) {
			seen := chat.Reply{Text: p}.Plain()
			all += seen
			if n := len(utf16.Encode([]rune(seen))); n > limit || n == 0 {
				t.Fatalf("a part of %d units, limit %d", n, limit)
			}
			checkMarkup(t, markup(p), seen)
		}
		if all != whole || !utf8.ValidString(all) {
			t.Fatalf("the parts are %q, the text %q", all, whole)
		}
	})
}

// checkMarkup sees that tags come in pairs, never nested, and that what is seen is the text.
func checkMarkup(t *testing.T, html, seen string) {
	t.Helper()
	open := ""
	for _, m := range tag.FindAllStringSubmatch(html, -1) {
		closing := m[0][1] == '/'
		if closing && open != m[1] || !closing && open != "" {
			t.Fatalf("tags are not balanced: %q", html)
		}
		if open = m[1]; closing {
			open = ""
		}
	}
	bare := tag.ReplaceAllString(html, "")
	if open != "" || strings.ContainsAny(bare, "<>") {
		t.Fatalf("broken markup: %q", html)
	}
	if got := unescaper.Replace(bare); got != seen {
		t.Fatalf("shown as %q, text %q", got, seen)
	}
}

func BenchmarkRender(b *testing.B) {
	text := []chat.Span{{Text: strings.Repeat("答复一句。", 80)}, {Style: chat.Quote, Text: strings.Repeat("原文一句。", 160)}}
	for b.Loop() {
		render(text)
	}
}

func TestStationsAreMarked(t *testing.T) {
	parts := render([]chat.Span{{Style: chat.Bold, Text: "way"}, {Style: chat.Behind, Text: "\na<"}, {Style: chat.Behind, Text: "\nb"},
		{Style: chat.Here, Text: "\nc"}, {Style: chat.Ahead, Text: "\nd"}})
	if want := "<b>way</b>\n● a&lt;\n● b\n◉ c\n○ d"; len(parts) != 1 || parts[0].html != want {
		t.Errorf("rendered %+v, want %s", parts, want)
	}
}
