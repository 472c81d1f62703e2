package main

import (
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var (
	code     = regexp.MustCompile("`([^`]+)`")
	testName = regexp.MustCompile(`^(?:Test|Fuzz)\w+`)
	declared = regexp.MustCompile(`(?m)^func ((?:Test|Fuzz)\w+)\(`)
)

// TestThreatsNameTests reads docs/security.md: every threat names a test, and each one that is named is there, in the
// package whose name stands before it, or in this one.
func TestThreatsNameTests(t *testing.T) {
	page, err := os.ReadFile("docs/security.md")
	if err != nil {
		t.Fatal(err)
	}
	tests := testsByPackage(t)
	_, table, _ := strings.Cut(string(page), "|---|---|---|\n")
	table, _, _ = strings.Cut(table, "\n\n")
	for row := range strings.Lines(table) {
		cells := strings.Split(row, " | ")
		threat, named := cells[0], strings.Join(cells[2:], " | ")
		found := 0
		for part := range strings.SplitSeq(named, ";") {
			in := "."
			for _, m := range code.FindAllStringSubmatch(part, -1) {
				switch name := testName.FindString(m[1]); {
				case name != "" && !tests[in+"/"+name]:
					t.Errorf("%s: there is no %s in %s", threat, name, in)
				case tests[m[1]]: // a package
					in = m[1]
				case name != "" || exists(t, m[1]):
					found++
				}
			}
		}
		if found == 0 && !strings.HasPrefix(named, "–") && !strings.HasPrefix(named, "every test of") {
			t.Errorf("%s: no test", threat)
		}
	}
}

// exists says whether a conversation of this name is played.
func exists(t *testing.T, conversation string) bool {
	t.Helper()
	name := strings.TrimSuffix(path.Base(conversation), ".txt")
	_, err := os.Stat(filepath.Join("testdata/conversations", name+".txt"))
	if err != nil && strings.HasSuffix(conversation, ".txt") {
		t.Errorf("there is no conversation %s", conversation)
	}
	return err == nil
}

// testsByPackage are the packages with tests, and each test below its own.
func testsByPackage(t *testing.T) map[string]bool {
	t.Helper()
	found := map[string]bool{}
	err := filepath.WalkDir(".", func(file string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(file, "_test.go") {
			return err
		}
		text, err := os.ReadFile(file)
		for _, m := range declared.FindAllStringSubmatch(string(text), -1) {
			dir := filepath.ToSlash(filepath.Dir(file))
			found[dir], found[dir+"/"+m[1]] = true, true
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}
