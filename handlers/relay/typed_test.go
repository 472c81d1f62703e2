package relay

import (
	"strings"
	"testing"
)

// However people put a number and a code, they are found; and a name with the card's last four.
func TestTyped(t *testing.T) {
	for text, want := range map[string]string{
		"AH2023001 K7M2QX":                    "AH2023001 K7M2QX",
		"ah2023001　ｋ７ｍ２ｑｘ":                    "ah2023001 k7m2qx",
		"AH2023001，K7M2QX":                    "AH2023001 K7M2QX",
		"AH2023001\nK7M2QX":                   "AH2023001 K7M2QX",
		"AH2023001 K7M-2QX":                   "AH2023001 K7M2QX",
		"AH2023001 K7M 2QX":                   "AH2023001 K7M2QX",
		"AH2023001和K7M2QX":                    "AH2023001 K7M2QX",
		"K7M2QX AH2023001":                    "AH2023001 K7M2QX",
		"AH2023001 KQMXRT":                    "AH2023001 KQMXRT",
		"AH2023001 234567":                    "AH2023001 234567",
		"AH2023001 K7M2Q0":                    "AH2023001 K7M2Q0", // no code has a 0; somebody misread one
		"AH2023001 K7M2Q":                     "AH2023001 K7M2Q",
		"12 K7M2QX":                           "12 K7M2QX",
		"ZC000001 K7M2QX":                     "ZC000001 K7M2QX",
		"AH/2023/001 K7M2QX":                  "AH/2023/001 K7M2QX",
		"赤人2023申001 K7M2QX":                   "赤人2023申001 K7M2QX",
		"编号赤人2023申001绑定码K7M2QX":               "赤人2023申001 K7M2QX",
		"进度AH2023001 K7M2QX":                  "AH2023001 K7M2QX",
		"进度：AH2023001 K7M2QX":                 "AH2023001 K7M2QX",
		"/progress@zhicheng_bot A2023 K7M2QX": "A2023 K7M2QX",
		"给职称通发：进度 AH2023001 K7M2QX":           "AH2023001 K7M2QX",
		"我的编号是AH2023001，绑定码是K7M2QX。":          "AH2023001 K7M2QX",
		"帮我看看AH2023001到哪一步了，绑定码K7M2QX，谢谢": "AH2023001 K7M2QX",
		"AH2023001 苏丙 0038":               "AH2023001 苏丙 0038",
		"编号AH2023001 姓名苏丙 身份证后四位003x":     "AH2023001 苏丙 003x",
		"AH2023001 查为和 0038":              "AH2023001 查为和 0038",
		"AH2023001 Li Ming 0038":          "AH2023001 Li Ming 0038",
		"AH 2023 001 K7M2QX":              "AH2023001 K7M2QX",
		"AH2023001\t苏甲\tK7M2QX":           "AH2023001 K7M2QX",
		"申报编号：AH2023001 姓名：苏甲 绑定码：K7M2QX": "AH2023001 K7M2QX",
		"K7M2QX":                 "",
		"AH2023001":              "",
		"进度 AH2023001":           "",
		"绑定码是什么":                 "",
		"绑定 怎么绑定 绑定码":            "",
		"登录 ABCD-EFGH-JKLM-NPQR": "",
		"2023年 review":           "",
		"2023 degree":            "",
		"nmgrck网站打不开，电话8331234":  "",
		"请登录www.nmgrck.cn填报，咨询电话0476-8331234":                "",
		"2023年5月30日 202307":                                  "",
		"GB2312 编码":                                          "",
		"内人社发〔2023〕4号":                                       "",
		"2022年 中级 2023":                                      "",
		"绑定" + strings.Repeat("很", 100) + "AH2023001 K7M2QX": "",
	} {
		said, ok := typed(text)
		if got := strings.Join(said, " "); got != want || ok != (want != "") {
			t.Errorf("%q: %q, %v", text, got, ok)
		}
	}
}

// Several rows of a table are none to choose from, and none is kept.
func TestSecret(t *testing.T) {
	const row = "AH2023001\t苏甲\tK7M2QX"
	for text, want := range map[string]bool{row + "\nAH2023002\t苏乙\tABC234": true, "你好\n" + row + "\n" + strings.Repeat("很", 100): true, "你好\n很好": false} {
		if got := flow.secret(text) != nil; got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}

// What people ask is no binding.
func TestNoQuestionIsTyped(t *testing.T) {
	var questions []string
	m := chifeng(t).Pack.Material
	for _, of := range m.Questions {
		for _, asked := range of.Answers {
			questions = append(questions, asked.Forms...)
		}
	}
	for _, topic := range m.Outside {
		questions = append(questions, topic.Forms...)
	}
	for _, q := range questions {
		if said, ok := typed(q); ok {
			t.Errorf("%q is taken for %q", q, said)
		}
	}
	if len(questions) < 100 {
		t.Errorf("only %d questions", len(questions))
	}
}

func FuzzTyped(f *testing.F) {
	for _, text := range []string{"AH2023001 K7M2QX", "编号AH2023001 姓名苏丙 身份证后四位003x", "绑定 AH2023001，K7M-2QX", "\t苏甲\tK7M2QX"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		said, ok := typed(text)
		if !ok {
			return
		}
		last := said[len(said)-1]
		if len(said) < 2 || !mayBe(said[0]) || len(said) == 2 && !alike.MatchString(last) || len(said) > 2 && !cardEnd.MatchString(last) {
			t.Errorf("%q of %q", said, text)
		}
	})
}
