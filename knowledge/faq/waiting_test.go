package faq_test

import (
	"slices"
	"testing"

	"zhicheng/knowledge"
	"zhicheng/knowledge/faq"
)

// What waits for an answer: 未答问题 lists it and 统计 counts it.
func TestWaiting(t *testing.T) {
	k := &kept{version: 1, all: []faq.Entry{entry("一寸免冠", "材料里的照片要几寸的"), entry("八点半", "今天天气怎么样")}}
	k.all[0].ID, k.all[1].ID = 1, 2
	b := faq.Book{Reader: learnt(), Records: k}
	outside := []knowledge.Topic{{ID: "talk", Kind: knowledge.TalkTopic}, {ID: "pay", Kind: knowledge.OutsideTopic}}
	all := []faq.Asked{
		{ID: "missed", Text: "食堂在几楼", Missed: true},
		{ID: "of a topic", Text: "评上中级一个月能涨多少钱", Topic: "pay", Missed: true},
		{ID: "met by now", Text: "材料里的照片要几寸的呀", Missed: true},
		{ID: "talk", Text: "你叫什么", Topic: "talk", Missed: true},
		{ID: "useless", Text: "公示要几天", Useless: true},
		{ID: "that very answer was useless", Text: "材料里的照片要几寸的", Useless: true, FAQ: 1},
		{ID: "useless, met by now", Text: "材料里的照片要几寸的", Useless: true},
		{ID: "useless talk", Text: "你叫什么", Topic: "talk", Missed: true, Useless: true},
		{ID: "useless talk, alike", Text: "今天天气怎么样呀", Topic: "talk", Missed: true, Useless: true},
		{ID: "useless talk, met by now", Text: "今天天气怎么样", Topic: "talk", Missed: true, Useless: true},
	}
	waits := func(at string, want ...string) {
		t.Helper()
		left, err := b.Waiting(t.Context(), all, outside, day(at))
		var got []string
		for _, q := range left {
			got = append(got, q.ID)
			if q.Missed != (q.ID == "missed" || q.ID == "of a topic" || q.ID == "met by now") {
				t.Errorf("%s: missed %v", q.ID, q.Missed)
			}
		}
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("on %s: %q, %v", at, got, err)
		}
	}
	waits("2023-05-20", "missed", "of a topic", "useless", "that very answer was useless", "useless talk", "useless talk, alike")
	waits("2024-01-01", "missed", "of a topic", "met by now", "useless", "that very answer was useless", "useless, met by now",
		"useless talk", "useless talk, alike", "useless talk, met by now")
}
