package store

import (
	"testing"

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
		_, err := s.AddFAQ(t.Context(), text(message, jia, ""), faq.Entry{Forms: []string{"照片几寸"}, Answer: "一寸", Office: "职称科", Since: noon, Until: noon})
		ok(t, err)
		version()
		ok(t, s.Wipe(t.Context()))
		version()
	}
}
