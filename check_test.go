package main

import (
	"bytes"
	"encoding/json"
	"io"
	"strings"
	"testing"
)

// printed runs a command on the given input.
func printed(t *testing.T, in string, run func(streams) error) string {
	t.Helper()
	var out bytes.Buffer
	if err := run(streams{strings.NewReader(in), &out, io.Discard}); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

const teacher = `{"person_status":"employee","post_type":"technical","unit_affiliation":"county","work_place":"township",
"unit_sector":"public_institution","target_series":"agriculture","target_level":"mid","assessment_mode":"review",
"education":"bachelor","current_title_level":"none","township_service_start":"2021-07-15"}`

func TestCheckOneObject(t *testing.T) {
	out := printed(t, teacher, checkCmd{JSON: true, AsOf: "2023-05-20"}.Run)
	var got checkResult
	if err := json.Unmarshal([]byte(out), &got); err != nil {
		t.Fatal(err)
	}
	if got.Verdict != "may_apply" || got.AsOf != "2023-05-20" || *got.Deadline.Latest != "2023-07-06" || strings.Count(out, "\n") != 1 {
		t.Errorf("got %s", out)
	}
}

func TestCheckLinesGoOn(t *testing.T) {
	flat := strings.ReplaceAll(teacher, "\n", "")
	out := printed(t, `{"id":"a","facts":`+flat+`,"as_of":"2023-07-16"}
nonsense
{"id":7,"facts":{"peer_letters":2.0},"as_of":"2023-05-20"}
{"id":"b","facts":{},"as_of":"2023-02-30"}
{"id":"c","facts":[]}

`+flat+"\n", checkCmd{JSON: true, AsOf: "2023-05-20"}.Run)
	want := []string{"too_late", "error", "error", "error", "error", "may_apply"}
	lines := strings.Split(strings.TrimSpace(out), "\n")
	if len(lines) != len(want) {
		t.Fatalf("got %s", out)
	}
	for i, l := range lines {
		var got checkResult
		if err := json.Unmarshal([]byte(l), &got); err != nil || string(got.Verdict) != want[i] || (want[i] == "error") != (got.Error != "") {
			t.Errorf("line %d: %v %s", i, err, l)
		}
	}
	if !strings.HasPrefix(lines[2], `{"id":7,"error":"peer_letters: wrong_type"`) {
		t.Errorf("got %s", lines[2])
	}
}

func TestCheckInWords(t *testing.T) {
	text := printed(t, teacher, checkCmd{File: "-", AsOf: "2023-05-20"}.Run)
	page := printed(t, teacher, checkCmd{HTML: true, AsOf: "2023-05-20"}.Run)
	for _, want := range []string{"可以提出申报", "乡镇事业单位直接参评中级", "四（六）2", "经考核合格", "旗县区人社局评审委员会", "2023年7月6日"} {
		if !strings.Contains(text, want) || !strings.Contains(page, want) {
			t.Errorf("the text or the page lacks %s:\n%s\n%s", want, text, page)
		}
	}
	if strings.Contains(text+page, "符合条件的") || strings.Contains(text, "能评上") {
		t.Error("the card promises")
	}
}

func TestCheckNamesFactsThatItCannotUse(t *testing.T) {
	var out bytes.Buffer
	bad := strings.Replace(teacher, "bachelor", "<b>", 1)
	err := checkCmd{HTML: true, AsOf: "2023-05-20"}.Run(streams{strings.NewReader(bad), &out, io.Discard})
	if err == nil || !strings.Contains(err.Error(), "education: not_in_list") || out.Len() > 0 {
		t.Errorf("got %v and %q", err, out.String())
	}
}

// TestInterview answers, steps back, changes the answer and gives up on the rest.
func TestInterview(t *testing.T) {
	out := printed(t, "1\n1\n2\n10\n<\n12\n3\n\nx\n1\nq\n", checkCmd{AsOf: "2023-05-20"}.Run)
	if n := strings.Count(out, "您要申报哪个系列（专业）？"); n != 2 {
		t.Errorf("the series is asked %d times", n)
	}
	if !strings.Contains(out, "不在可选范围内") || !strings.Contains(out, "2023年5月20日") {
		t.Errorf("got %s", out)
	}
}

func TestInterviewEnds(t *testing.T) {
	out := printed(t, strings.Repeat("\n", 100), checkCmd{AsOf: "2023-05-20"}.Run)
	if !strings.Contains(out, "还需要您补充") {
		t.Errorf("got %s", out)
	}
}

func TestFacts(t *testing.T) {
	out := printed(t, "", factsCmd{}.Run)
	for _, want := range []string{"person_status", "苏木乡镇", "四（六）2"} {
		if !strings.Contains(out, want) {
			t.Errorf("the list lacks %s", want)
		}
	}
	if n := strings.Count(printed(t, "", factsCmd{JSON: true}.Run), "\n"); n != 52 {
		t.Errorf("%d facts", n)
	}
}

func TestWindow(t *testing.T) {
	out := printed(t, "", windowCmd{Posted: "2023-06-19", Days: 5, Windows: 1, JSON: true}.Run)
	for _, want := range []string{`"ends":"2023-06-27","submit_from":"2023-06-28","provisional":false`,
		`{"date":"2023-06-22","note":"端午节放假"}`, `{"date":"2023-06-25","n":3,"note":"第3个工作日（周日，调休上班）"}`} {
		if !strings.Contains(out, want) {
			t.Errorf("%s lacks %s", out, want)
		}
	}
	out = printed(t, "", windowCmd{Before: "2023-05-30", Days: 5, Windows: 2, JSON: true}.Run)
	if !strings.Contains(out, `"latest_posting":"2023-05-12"`) {
		t.Errorf("got %s", out)
	}
	if err := (windowCmd{Posted: "2023-02-30", Days: 5, Windows: 1}).Run(streams{nil, io.Discard, io.Discard}); err == nil {
		t.Error("30 February is accepted")
	}
}
