package store

import (
	"reflect"
	"testing"

	"zhicheng/handlers/access"
	desk "zhicheng/handlers/faq"
	"zhicheng/knowledge/faq"
)

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
		_, err := s.AddFAQ(t.Context(), text(message, jia, ""), faq.Entry{Forms: []string{"照片几寸"}, Answer: "一寸", Office: "职称科", Since: noon, Until: noon}, desk.Owner{})
		ok(t, err)
		version()
		ok(t, s.Wipe(t.Context()))
		version()
	}
}

// Who wrote an answer may be forgotten; it stays their office's. What the command line brought is the city's.
func TestWhoseAnAnswerIs(t *testing.T) {
	s := open(t)
	mine := desk.Owner{Author: jia.Person, Scope: access.Scope{Office: "敖汉旗人社局", District: "敖汉旗", Levels: []string{"mid"}}}
	entry := faq.Entry{Forms: []string{"照片几寸"}, Answer: "一寸", Office: "敖汉旗人社局", Since: noon, Until: noon}
	id, err := s.AddFAQ(t.Context(), text("a", jia, ""), entry, mine)
	ok(t, err)
	entry.Forms = []string{"窗口几点上班"}
	ok(t, s.ImportFAQs(t.Context(), []faq.Entry{entry}, noon))
	is := func(id int64, want desk.Owner) {
		t.Helper()
		if o, known, err := s.FAQOwner(t.Context(), id); err != nil || !known || !reflect.DeepEqual(o, want) {
			t.Errorf("%d: %+v, %v, %v", id, o, known, err)
		}
	}
	is(id, mine)
	is(id+1, desk.Owner{})
	ok(t, s.WithdrawFAQ(t.Context(), text("b", jia, ""), id))
	is(id, mine)
	ok(t, s.Forget(t.Context(), jia.Person, "c"))
	is(id, desk.Owner{Scope: mine.Scope})
	if _, known, err := s.FAQOwner(t.Context(), 99); known || err != nil {
		t.Error("there is one that never was", err)
	}
}
