package strict_test

import (
	"testing"

	"zhicheng/knowledge/strict"
)

type item struct {
	ID     strict.Text `yaml:"id"`
	N      int         `yaml:"n"`
	Clause string      `yaml:"clause"`
	Line   int         `yaml:",line"`
}

type file struct {
	Items []item         `yaml:"items"`
	Open  map[string]any `yaml:"open"`
	Yes   bool           `yaml:"yes"`
	Ptr   *item          `yaml:"ptr"`
}

func TestDecode(t *testing.T) {
	var f file
	err := strict.Decode("a.yaml", []byte("items:\n  - {id: x, n: 3}\n  - id: y\n    clause: 4.10\n"+
		"open: {d: 2023-05-20, n: 7, b: true, s: [a]}\nyes: true\nptr: {n: 9}\n"), &f)
	if err != nil {
		t.Fatal(err)
	}
	if f.Items[1].Clause != "4.10" || f.Items[1].ID != (strict.Text{S: "y", Line: 3}) || f.Items[0].Line != 2 ||
		f.Items[0].N != 3 || !f.Yes || f.Ptr.N != 9 {
		t.Errorf("got %+v", f)
	}
	if f.Open["d"] != "2023-05-20" || f.Open["n"] != int64(7) || f.Open["b"] != true {
		t.Errorf("got %#v", f.Open)
	}
}

func TestAllFaultsAtOnce(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"several", "items:\n  - {id: x, nn: 3}\n  - {n: three}\nyes: maybe\nyes: true\nopen: [1]\n",
			"f:2: field nn not found\nf:3: want a whole number, not \"three\"\nf:4: want true or false, not \"maybe\"\n" +
				"f:5: \"yes\" is already given on line 4\nf:6: want a mapping"},
		{"duplicate in a map", "open: {a: 1, a: 2}", "f:1: \"a\" is already given on line 1"},
		{"alias", "items: &a []\nopen: *a\n", "f:2: aliases are not allowed"},
		{"list for a value", "items: [{id: [1]}]", "f:1: want one value"},
		{"value for a list", "items: 3", "f:1: want a list"},
	} {
		t.Run(c.name, func(t *testing.T) {
			err := strict.Decode("f", []byte(c.in), new(file))
			if err == nil || err.Error() != c.want {
				t.Errorf("got  %v\nwant %s", err, c.want)
			}
		})
	}
}

func TestUnreadable(t *testing.T) {
	for _, in := range []string{"", "a: [\nb", "a: 1\n---\na: 2\n", "\xff\xfe"} {
		if err := strict.Decode("f", []byte(in), new(file)); err == nil {
			t.Errorf("%q: no error", in)
		}
	}
	if err := strict.Decode("f", make([]byte, strict.MaxBytes+1), new(file)); err == nil {
		t.Error("a huge file was read")
	}
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte("items:\n  - {id: x, n: 3}\nopen: {a: [1, {b: c}]}\n"))
	f.Add([]byte("? [a]\n: b\n"))
	f.Add([]byte("open: {<<: {a: 1}}"))
	f.Fuzz(func(_ *testing.T, data []byte) { _ = strict.Decode("f", data, new(file)) })
}
