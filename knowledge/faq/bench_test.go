package faq_test

import (
	"fmt"
	"testing"

	"zhicheng/knowledge/faq"
)

// The largest book that may be: how long a question looks for its answer.
func BenchmarkFind(b *testing.B) {
	k := &kept{version: 1}
	for i := range faq.MaxAll {
		var forms []string
		for j := range faq.MaxForms {
			forms = append(forms, fmt.Sprintf("%c%c窗口办%c材料要带什么证件去排队", 0x4e00+i, 0x5e00+j, 0x6e00+i))
		}
		k.all = append(k.all, entry("带身份证", forms...))
	}
	book := faq.Book{Reader: learnt(), Records: k}
	now := day("2023-05-20")
	if _, _, err := book.Find(b.Context(), "?", now); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, _, err := book.Find(b.Context(), "办材料要带什么证件去排队呢", now); err != nil {
			b.Fatal(err)
		}
	}
}
