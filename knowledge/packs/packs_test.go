package packs

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func chifeng(t testing.TB) *Pack {
	t.Helper()
	p, err := Open("").Load("chifeng-2023")
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestEmbeddedPackIsClean(t *testing.T) {
	p := chifeng(t)
	for _, f := range p.Lint() {
		if !f.Warning {
			t.Error(f)
		}
	}
	if p.Number != "赤人社办发〔2023〕73号" || len(p.Material.Questions) == 0 || len(p.Material.Outside) == 0 {
		t.Errorf("pack %+v is not whole", p.Meta)
	}
}

func TestNewestIsTheDefault(t *testing.T) {
	if p, err := Open("").Load(""); err != nil || p.ID != "chifeng-2023" {
		t.Errorf("got %v, %v", p, err)
	}
}

func TestInForce(t *testing.T) {
	p := chifeng(t)
	for at, want := range map[string]bool{
		"2023-05-08T23:59:59+08:00": false, "2023-05-09T00:00:00+08:00": true,
		"2023-12-31T23:59:59+08:00": true, "2024-01-01T00:00:00+08:00": false, "2023-12-31T16:00:00Z": false,
	} {
		when, err := time.Parse(time.RFC3339, at)
		if err != nil {
			t.Fatal(err)
		}
		if got := p.InForce(when); got != want {
			t.Errorf("in force at %s: %v", at, got)
		}
	}
}

// write makes a pack on disk with some of its files replaced.
func write(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{
		"notice.txt": "通知\n一、范围\n（一）在职人员可以申报。\n",
		"pack.yaml":  "id: small\ndate: 2024-01-01\nuntil: 2024-12-31\nyear: 2024\nzone: Asia/Shanghai\nlanguage: zh-CN\n",
	} {
		if files[name] == "" {
			files[name] = text
		}
	}
	for name, text := range files {
		path := filepath.Join(dir, "small", name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestPackFromDisk(t *testing.T) {
	l := Open(write(t, map[string]string{"attachments/A1.pdf": "%PDF"}))
	p, err := l.Load("small")
	if err != nil {
		t.Fatal(err)
	}
	if name, ok := p.Attachment("A1"); !ok || name != "attachments/A1.pdf" {
		t.Errorf("attachment %q %v", name, ok)
	}
	if newest, err := l.Load(""); err != nil || newest.ID != "small" {
		t.Errorf("newest is %v, %v", newest, err)
	}
	if got := strings.Join(l.IDs(), " "); got != "chifeng-2023 small" {
		t.Errorf("ids %s", got)
	}
}

func TestLoaderRefuses(t *testing.T) {
	for name, c := range map[string]struct {
		files map[string]string
		want  string
	}{
		"a quotation that is not in the notice": {map[string]string{"questions.yaml": "- clause: \"1.1\"\n  answers:\n    - span: 退休人员可以申报\n      type: who\n      forms: [谁能报]\n"}, `questions.yaml:3: fault: clause 1.1 does not say`},
		"an unknown clause":                     {map[string]string{"questions.yaml": "- clause: \"9.9\"\n  answers:\n    - span: 在职人员\n      type: who\n      forms: [谁能报]\n"}, `questions.yaml:1: fault: there is no clause "9.9"`},
		"an unknown type":                       {map[string]string{"questions.yaml": "- clause: \"1.1\"\n  answers:\n    - span: 在职人员\n      type: whom\n      forms: [谁能报]\n"}, `type "whom" is none of`},
		"a form twice":                          {map[string]string{"questions.yaml": "- clause: \"1.1\"\n  answers:\n    - span: 在职人员\n      type: who\n      forms: [谁能报, 谁 能报]\n"}, `stands at 1.1 and 1.1`},
		"an unknown field":                      {map[string]string{"contacts.yaml": "- office: unit\n  telephone: 1\n"}, `contacts.yaml:2: field telephone not found`},
		"a word the notice does not use":        {map[string]string{"lexicon.yaml": "- say: [老板]\n  mean: [企业家]\n"}, `the notice has no word "企业家"`},
		"a gap in the numbering":                {map[string]string{"notice.txt": "一、甲。\n三、乙。\n"}, "notice.txt:2: fault: gap"},
		"an impossible date":                    {map[string]string{"pack.yaml": "id: small\ndate: 2024-02-30\nuntil: 2024-12-31\nyear: 2024\nzone: Asia/Shanghai\nlanguage: zh-CN\n"}, "date"},
		"another id than its folder":            {map[string]string{"pack.yaml": "id: tall\ndate: 2024-01-01\nuntil: 2024-12-31\nyear: 2024\nzone: Asia/Shanghai\nlanguage: zh-CN\n"}, `calls it "tall"`},
	} {
		_, err := Open(write(t, c.files)).Load("small")
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v, want %q", name, err, c.want)
		}
	}
	for _, id := range []string{"none", "../small", "a/b"} {
		if _, err := Open("").Load(id); err == nil {
			t.Errorf("%q was loaded", id)
		}
	}
}
