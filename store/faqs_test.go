package store

import (
	"reflect"
	"testing"

	"zhicheng/handlers/access"
	desk "zhicheng/handlers/faq"
	"zhicheng/knowledge/faq"
)

func anyhow([]faq.Entry) bool { return true }

// Two of staff who publish the same question at the same time: the second is told, and once more the same message is not.
func TestOneFormBelongsToOneAnswer(t *testing.T) {
	s := open(t)
	e := faq.Entry{Forms: []string{"照片几寸"}, Answer: "一寸", Office: "职称科", Since: noon, Until: noon}
	alone := func(all []faq.Entry) bool { return len(all) == 0 }
	for range 2 {
		if id, err := s.AddFAQ(t.Context(), text("a", jia, ""), e, desk.Owner{}, alone); err != nil || id != 1 {
			t.Errorf("first: %d, %v", id, err)
		}
	}
	if id, err := s.AddFAQ(t.Context(), text("b", yi, ""), e, desk.Owner{}, alone); err != nil || id != 0 {
		t.Errorf("twice: %d, %v", id, err)
	}
	if all, err := s.FAQs(t.Context()); err != nil || len(all) != 1 {
		t.Errorf("%d, %v", len(all), err)
	}
}

// Whoever has read the answers at a version must not take others for them after the sandbox has begun anew.
func TestAWipeMakesNoVersionTwice(t *testing.T) {
	s := open(t)
	seen := map[int64]bool{}
	version := func() {
		t.Helper()
		v, err := s.FAQVersion(t.Context())
		if ok(t, err); seen[v] {
			t.Errorf("version %d again", v)
		}
		seen[v] = true
	}
	for _, message := range []string{"a", "b"} {
		_, err := s.AddFAQ(t.Context(), text(message, jia, ""), faq.Entry{Forms: []string{"照片几寸"}, Answer: "一寸", Office: "职称科", Since: noon, Until: noon}, desk.Owner{}, anyhow)
		ok(t, err)
		version()
		ok(t, s.Wipe(t.Context()))
		version()
	}
}

// Who wrote an answer may be forgotten; it stays their office's. What the command line brings is of the office that it names.
func TestWhoseAnAnswerIs(t *testing.T) {
	s := open(t)
	mine := desk.Owner{Author: jia.Person, Scope: access.Scope{Office: "敖汉旗人社局", District: "敖汉旗", Levels: []string{"mid"}}}
	entry := faq.Entry{Forms: []string{"照片几寸"}, Answer: "一寸", Office: "敖汉旗人社局", Since: noon, Until: noon}
	id, err := s.AddFAQ(t.Context(), text("a", jia, ""), entry, mine, anyhow)
	ok(t, err)
	entry.Forms = []string{"窗口几点上班"}
	entry.Scope = faq.Scope{District: "敖汉旗", Series: []string{"health"}}
	ok(t, s.ImportFAQs(t.Context(), []faq.Entry{entry}, noon))
	all, err := s.FAQs(t.Context())
	ok(t, err)
	if len(all) != 2 || !reflect.DeepEqual(all[0].Scope, faq.Scope{District: "敖汉旗", Levels: []string{"mid"}}) || !reflect.DeepEqual(all[1].Scope, entry.Scope) {
		t.Errorf("read: %+v", all)
	}
	is := func(id int64, want desk.Owner) {
		t.Helper()
		if o, known, err := s.FAQOwner(t.Context(), id); err != nil || !known || !reflect.DeepEqual(o, want) {
			t.Errorf("%d: %+v, %v, %v", id, o, known, err)
		}
	}
	is(id, mine)
	is(id+1, desk.Owner{Scope: access.Scope{Office: "敖汉旗人社局", District: "敖汉旗", Series: []string{"health"}}})
	all[0].Scope = faq.Scope{}
	ok(t, s.ImportFAQs(t.Context(), all[:1], noon))
	is(id, desk.Owner{Author: jia.Person, Scope: access.Scope{Office: "敖汉旗人社局"}}) // its office has grown
	all[0].Scope = faq.Scope{District: "敖汉旗", Levels: []string{"mid"}}
	ok(t, s.ImportFAQs(t.Context(), all[:1], noon))
	ok(t, s.WithdrawFAQ(t.Context(), text("b", jia, ""), id))
	is(id, mine)
	ok(t, s.Forget(t.Context(), jia.Person, "c"))
	is(id, desk.Owner{Scope: mine.Scope})
	if _, known, err := s.FAQOwner(t.Context(), 99); known || err != nil {
		t.Error("there is one that never was", err)
	}
}
