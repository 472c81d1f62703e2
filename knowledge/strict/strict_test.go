package strict

import (
	"strings"
	"testing"
)

type leaf struct {
	Name string `yaml:"name"`
	N    int    `yaml:"n"`
}

func TestDecode(t *testing.T) {
	var got []leaf
	if err := Decode("a.yaml", []byte("- name: 甲\n  n: 3\n"), &got); err != nil || len(got) != 1 || got[0] != (leaf{"甲", 3}) {
		t.Errorf("got %v, %v", got, err)
	}
}

func TestDecodeNamesEveryFault(t *testing.T) {
	for text, want := range map[string][]string{
		"- name: a\n  n: x\n- nam: b\n": {"a.yaml:2: cannot construct", "a.yaml:3: field nam not found"},
		"- name: a\n  name: b\n":        {"a.yaml:2: mapping key \"name\" already defined"},
		"- name: [\n":                   {"a.yaml:2: "},
		"":                              {"a.yaml:0: the file is empty"},
		"- name: a\n---\n- name: b\n":   {"a.yaml:"},
	} {
		var got []leaf
		err := Decode("a.yaml", []byte(text), &got)
		if err == nil {
			t.Errorf("%q was taken", text)
			continue
		}
		for _, w := range want {
			if !strings.Contains(err.Error(), w) {
				t.Errorf("%q: no %q in %v", text, w, err)
			}
		}
		if strings.Contains(err.Error(), "struct {") {
			t.Errorf("Go types in %v", err)
		}
	}
}

func FuzzDecode(f *testing.F) {
	f.Add("- name: a\n  n: 1\n")
	f.Add("&a [*a]")
	f.Fuzz(func(_ *testing.T, text string) {
		var got []leaf
		_ = Decode("a.yaml", []byte(text), &got)
	})
}
