package chat

import (
	"strings"
	"testing"
)

func TestCleanName(t *testing.T) {
	for said, want := range map[string]string{
		"名册.xlsx":                         "名册.xlsx",
		"../../etc/passwd":                "passwd",
		`C:\Users\甲\名册.csv`:               "名册.csv",
		"a\r\nSet-Cookie: b.csv":          "aSet-Cookie b.csv",
		"a\u202excod.exe":                 "axcod.exe",
		"a\x00b\xff.csv":                  "ab.csv",
		"...profile":                      "profile",
		" . . a.csv ":                     "a.csv",
		"":                                NoName,
		"..":                              NoName,
		"/":                               NoName,
		`"`:                               NoName,
		"https://a.b/c?d=e":               "cd=e",
		"a\u3000b.csv":                    "ab.csv",
		strings.Repeat("名", 40):           strings.Repeat("名", 40),
		strings.Repeat("a", 999):          strings.Repeat("a", 120),
		strings.Repeat("a.", 300):         strings.Repeat("a.", 60),
		strings.Repeat("名", 41) + ".xlsx": strings.Repeat("名", 38) + ".xlsx",
	} {
		if got := CleanName(said); got != want {
			t.Errorf("%q became %q, not %q", said, got, want)
		}
	}
}

// Whatever a person calls a file passes where our own files pass, and stays when it is cleaned again.
func FuzzCleanName(f *testing.F) {
	for _, s := range []string{"a.csv", "../..", "\u202e.", strings.Repeat("名.", 90), ". .", "\xff/"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, said string) {
		name := CleanName(said)
		if err := (File{Name: name, Type: "text/plain", Data: []byte("x")}).Check(); err != nil {
			t.Errorf("%q became %q: %v", said, name, err)
		}
		if again := CleanName(name); again != name {
			t.Errorf("%q became %q", name, again)
		}
	})
}

func TestCleanType(t *testing.T) {
	for said, want := range map[string]string{
		"text/csv; charset=utf-8": "text/csv",
		"TEXT/CSV":                "text/csv",
		"":                        "application/octet-stream",
		"csv":                     "application/octet-stream",
		"a/b\r\nX: y":             "application/octet-stream",
	} {
		if got := CleanType(said); got != want {
			t.Errorf("%q became %q", said, got)
		}
	}
}
