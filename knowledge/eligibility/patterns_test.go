package eligibility_test

import (
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"zhicheng/knowledge"
	"zhicheng/knowledge/eligibility"
)

func talk(t testing.TB) (eligibility.Talk, *eligibility.Rules) {
	t.Helper()
	r := load(t)
	text, err := os.ReadFile(pack + "/notice.txt")
	if err != nil {
		t.Fatal(err)
	}
	notice, err := knowledge.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	out, err := eligibility.LoadTalk(func(name string) ([]byte, error) { return os.ReadFile(pack + "/" + name) }, notice.Quotes, r)
	if err != nil {
		t.Fatal(err)
	}
	return out, r
}

func TestHear(t *testing.T) {
	talk, _ := talk(t)
	got := map[string]eligibility.Heard{}
	for _, h := range talk.Patterns.Hear("我是乡镇兽医站的，大专毕业，干了四年多，想评中级") {
		got[h.Fact] = h
	}
	for fact, value := range map[string]any{"work_place": "township", "education": "junior_college", "target_level": "mid",
		"target_series": "agriculture", "unit_affiliation": "county", "unit_sector": "public_institution"} {
		if got[fact].Value != value {
			t.Errorf("%s is %+v, want %v", fact, got[fact], value)
		}
	}
	if h := got["township_service_start"]; !h.Vague || h.Said != "干了四年多" {
		t.Errorf("the start is %+v", h)
	}
	if len(got) != 8 {
		t.Errorf("heard %d facts: %+v", len(got), got)
	}
}

func TestHearTwoThings(t *testing.T) {
	talk, _ := talk(t)
	for _, h := range talk.Patterns.Hear("大专毕业，后来又读了本科，2019年7月参加工作，工作了4年") {
		switch h.Fact {
		case "education":
			if !h.Vague || h.Value != nil {
				t.Errorf("two educations give %+v", h)
			}
		case "professional_work_start":
			if h.Vague || h.Text != "2019年7月" {
				t.Errorf("an exact date beside a vague one gives %+v", h)
			}
		}
	}
}

func TestReadPatternsNamesFaults(t *testing.T) {
	r := load(t)
	data := `patterns:
  - {fact: nobody, value: x, when: a, like: [a]}
  - {fact: education, value: phd, when: a, like: [a]}
  - {fact: education, value: bachelor, when: '(', like: [a]}
  - {fact: education, value: bachelor, when: 'a*', like: [a]}
  - {fact: education, value: bachelor, when: a, like: [b], unlike: [ca]}
  - {fact: education, when: a, like: [a]}
  - {when: a, like: [a]}
`
	_, err := eligibility.ReadPatterns("patterns.yaml", []byte(data), r)
	if err == nil {
		t.Fatal("no fault was found")
	}
	for _, want := range []string{`:2: there is no fact "nobody"`, ":3: education cannot be phd: not_in_list", ":4: when is no expression", ":5: names no text",
		`:6: does not hear "b"`, `:6: hears "ca"`, ":7: want either value or a group", ":8: want either fact or ask"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%q is missing in\n%v", want, err)
		}
	}
}

// Whatever people write, what is heard can be used as it is.
func FuzzHear(f *testing.F) {
	talk, r := talk(f)
	f.Add("我是乡镇兽医站的，大专毕业，干了四年多，想评中级")
	f.Add("我在市里上班，2019年7月参加工作\x00\xff")
	f.Fuzz(func(t *testing.T, text string) {
		seen := map[string]bool{}
		for _, h := range talk.Patterns.Hear(text) {
			if seen[h.Fact] || h.Vague == (h.Value != nil || h.Text != "") || utf8.RuneCountInString(h.Said) > eligibility.MaxHeard {
				t.Errorf("%q gives %+v", text, h)
			}
			seen[h.Fact] = true
			if problem, ok := r.Valid(h.Fact, h.Value); h.Value != nil && !ok {
				t.Errorf("%q gives %+v: %s", text, h, problem)
			}
		}
	})
}

func TestLoadTalkNamesFaults(t *testing.T) {
	r := load(t)
	talk := `warning: {clause: 5.1.3, quote: 没有这句话}
quota:
  route: nowhere
  facts: [{fact: person_status, value: king}]
  cases: [{label: 一, facts: [{fact: nobody, value: 1}]}]
  ask: [nothing]
  applicants: pool_applicants
  formulas: [{cite: {clause: 9.9, quote: 也没有}, text: 公式}]
`
	_, err := eligibility.LoadTalk(func(string) ([]byte, error) { return []byte(talk), nil }, func(string, string) bool { return false }, r)
	if err == nil {
		t.Fatal("no fault was found")
	}
	for _, want := range []string{":1: the notice does not say", ":4: person_status cannot be king", ":5: nobody cannot be 1", ":8: the notice does not say",
		`:3: there is no fact "nothing"`, ":3: quota wants a known route"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%q is missing in\n%v", want, err)
		}
	}
}
