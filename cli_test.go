package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/alecthomas/kong"

	"zhicheng/handlers/ask"
	"zhicheng/store"
)

// command runs the program with some input, as main does.
func command(t *testing.T, in string, args ...string) (status int, out, errs string) {
	t.Helper()
	var o, e bytes.Buffer
	status = run(t.Context(), args, streams{strings.NewReader(in), &o, &e})
	return status, o.String(), e.String()
}

// succeeds demands status 0 and nothing on the error stream.
func succeeds(t *testing.T, in string, args ...string) string {
	t.Helper()
	status, out, errs := command(t, in, args...)
	if status != 0 || errs != "" {
		t.Fatalf("%q: status %d, %s", args, status, errs)
	}
	return out
}

// fails demands that status and a message that holds all parts, and nothing printed.
func fails(t *testing.T, status int, args []string, parts ...string) {
	t.Helper()
	got, out, errs := command(t, "", args...)
	if got != status || out != "" {
		t.Errorf("%q: status %d, printed %q", args, got, out)
	}
	for _, part := range parts {
		if !strings.Contains(errs, part) {
			t.Errorf("%q: no word of %q in %s", args, part, errs)
		}
	}
}

const (
	askedOften = "乡镇本科毕业几年能评中级"
	answerToIt = "工作满2年的本科毕业生"
	clauseOfIt = "四（六）2"
	outOfForce = "（2023年度通知，已过期）"
)

func TestAskArguments(t *testing.T) {
	out := succeeds(t, "", "ask", "--explain", "--as-of=2023-05-10", askedOften, "评上中级一个月能涨多少钱")
	for _, part := range []string{answerToIt, clauseOfIt, "clause 4.6.2", "通知没有写"} {
		if !strings.Contains(out, part) {
			t.Errorf("no word of %q in %s", part, out)
		}
	}
	if strings.Contains(out, outOfForce) {
		t.Error("out of force on the day after the notice")
	}
	if out := succeeds(t, "", "ask", "--as-of=2024-01-01", askedOften); !strings.HasPrefix(out, outOfForce) {
		t.Errorf("in the next year: %s", out)
	}
	fails(t, 1, []string{"ask", "--as-of=10.5.2023", askedOften}, `"10.5.2023"`, "2023-05-10")
	fails(t, 1, []string{"ask", "--pack=nowhere-1999", askedOften}, "nowhere-1999", "chifeng-2023")
}

func TestAskPlainLines(t *testing.T) {
	out := succeeds(t, askedOften+"\r\n\n \n公示要几天", "ask")
	if strings.Count(out, "——") != 2 || !strings.Contains(out, clauseOfIt) || !strings.Contains(out, "5 个工作日") {
		t.Errorf("two questions get %s", out)
	}
}

func TestAskJSONLines(t *testing.T) {
	lines := []struct{ in, id, status, first, wrong string }{
		{`{"id":"a","q":"` + askedOften + `"}`, "a", "answered", "4.6.2", ""},
		{`{"id":"b","q":"那时间从哪天起算","context":["我是直接认定的中级，没上评审会"]}`, "b", "answered", "5.3.7", ""},
		{`{"id":"broken"`, "", "", "", "no JSON"},
		{`{"id":"c","q":7}`, "c", "", "", "no JSON"},
		{`{"id":"d","q":" "}`, "d", "", "", "no question"},
		{`{"id":"e"}`, "e", "", "", "no question"},
		{"\xff\xfe", "", "", "", "UTF-8"},
		{strings.Repeat("职", maxLine), "", "", "", "longer than 1 MiB"},
		{`{"id":"f","q":"` + strings.Repeat("职", 16<<10) + `"}`, "f", "", "", "longer than 16 KiB"},
		{"工资从哪个月起补发", "", "referred", "5.3.7", ""},
		{`{"id":"g","q":"今天金价多少"}`, "g", "refused", "", ""},
	}
	var in []string
	for _, l := range lines {
		in = append(in, l.in)
	}
	out := strings.Split(strings.TrimSpace(succeeds(t, strings.Join(in, "\n"), "ask", "--json", "--as-of=2023-05-10")), "\n")
	if len(out) != len(lines) {
		t.Fatalf("%d lines for %d", len(out), len(lines))
	}
	for i, want := range lines {
		var got struct {
			result
			Error string `json:"error"`
		}
		if err := json.Unmarshal([]byte(out[i]), &got); err != nil {
			t.Fatalf("line %d: %v", i, err)
		}
		first := ""
		if len(got.Citations) > 0 {
			first = got.Citations[0].Clause
		}
		if got.ID != want.id || string(got.Status) != want.status || first != want.first ||
			!strings.Contains(got.Error, want.wrong) || (got.Error == "") != (want.wrong == "") {
			t.Errorf("%.60q gets %.300s", want.in, out[i])
		}
		if want.status == "refused" && !strings.Contains(out[i], `"citations":[]`) {
			t.Errorf("a refusal has no empty list: %s", out[i])
		}
	}
}

func TestAskJSONHasTheChatsWords(t *testing.T) {
	h, err := answering()
	if err != nil {
		t.Fatal(err)
	}
	var r result
	if err := json.Unmarshal([]byte(succeeds(t, "", "ask", "--json", "--as-of=2023-05-10", "电子证在哪打印，手机上哪个app能看着")), &r); err != nil {
		t.Fatal(err)
	}
	if len(r.Citations) < 2 || len(r.Citations) > 3 || r.Score <= 0 || r.Score > 1 || r.MS <= 0 {
		t.Errorf("%+v", r)
	}
	for _, c := range r.Citations {
		if c.Label != h.pack.Notice.Clause(c.Clause).Label || !h.pack.Notice.Quotes(c.Clause, c.Quote) {
			t.Errorf("%+v does not stand in the notice", c)
		}
	}
	if said := ask.Render(h.pack, h.answerer.Answer(r.Q, nil), nil, "id", h.pack.Morning()).Plain(); said != r.Answer {
		t.Errorf("said %s\nand as JSON %s", said, r.Answer)
	}
}

func TestNoticeOutline(t *testing.T) {
	lines := strings.Split(strings.TrimSpace(succeeds(t, "", "notice", "outline")), "\n")
	if len(lines) != 104 || !strings.HasPrefix(lines[len(lines)-1], "A5 ") {
		t.Errorf("%d lines, the last is %q", len(lines), lines[len(lines)-1])
	}
	var all []clauseJSON
	if err := json.Unmarshal([]byte(succeeds(t, "", "notice", "outline", "--json")), &all); err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{"": true}
	for _, c := range all {
		if !known[c.Parent] || c.Label == "" || c.Line == 0 || c.Heading == "" && len(c.Paragraphs) == 0 {
			t.Errorf("%+v", c)
		}
		known[c.ID] = true
	}
	if len(all) != 104 || len(known) != 105 {
		t.Errorf("%d clauses, %d ids", len(all), len(known)-1)
	}
}

func TestNoticeShow(t *testing.T) {
	byNumber := succeeds(t, "", "notice", "show", "4.6.2")
	if !strings.Contains(byNumber, answerToIt) || !strings.Contains(byNumber, clauseOfIt) {
		t.Errorf("got %s", byNumber)
	}
	if byLabel := succeeds(t, "", "notice", "show", "四(六)2"); byLabel != byNumber {
		t.Errorf("by its label %s", byLabel)
	}
	var c clauseJSON
	if err := json.Unmarshal([]byte(succeeds(t, "", "notice", "show", "--json", "4.6")), &c); err != nil || c.Parent != "4" || len(c.Children) != 4 {
		t.Errorf("%+v, %v", c, err)
	}
	fails(t, 1, []string{"notice", "show", "9.9"}, `"9.9"`)
	fails(t, 2, []string{"notice", "show"}, "clause")
}

func TestNoticeLint(t *testing.T) {
	out := succeeds(t, "", "notice", "lint")
	if !strings.Contains(out, "104 clauses, no fault") || !strings.Contains(out, "chifeng-2023/contacts.yaml:") || !strings.Contains(out, "warning") {
		t.Errorf("got %s", out)
	}
}

// A pack on disk overrides the built-in one, and all its faults are named at once, with file and line.
func TestNoticeLintNamesEveryFault(t *testing.T) {
	dir := t.TempDir()
	if err := os.CopyFS(filepath.Join(dir, "chifeng-2023"), os.DirFS("knowledge/packs/chifeng-2023")); err != nil {
		t.Fatal(err)
	}
	spoil(t, filepath.Join(dir, "chifeng-2023/notice.txt"), "（二）线下提交材料", "（四）线下提交材料")
	spoil(t, filepath.Join(dir, "chifeng-2023/contacts.yaml"), "真实性、完整性和时效性", "真实性")
	spoil(t, filepath.Join(dir, "chifeng-2023/questions.yaml"), "赤人社办发〔2023〕73号", "赤人社办发〔2024〕73号")
	fails(t, 1, []string{"notice", "lint", "--packs", dir}, "gap", "notice.txt:", "contacts.yaml:", "questions.yaml:", "〔2024〕73号")
}

// spoil replaces the first occurrence of some words in a file.
func spoil(t *testing.T, file, words, by string) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil || !bytes.Contains(data, []byte(words)) {
		t.Fatalf("%s has no %q, %v", file, words, err)
	}
	if err := os.WriteFile(file, bytes.Replace(data, []byte(words), []byte(by), 1), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestEval(t *testing.T) {
	out := succeeds(t, "", "eval", "testdata/dev.jsonl")
	figures := map[string]string{}
	var names, all []string
	for _, line := range strings.Split(out, "\n") {
		switch fields := strings.Fields(line); {
		case len(fields) > 0 && fields[0] == "kind":
			names = fields
		case len(fields) > 0 && fields[0] == "all":
			all = fields
		}
	}
	if len(names) == 0 || len(all) != len(names) {
		t.Fatalf("no table in %s", out)
	}
	for i, name := range names {
		figures[name] = all[i]
	}
	if figures["n"] != "60" || figures["n-out"] != "20" {
		t.Errorf("%s answerable questions, %s others", figures["n"], figures["n-out"])
	}
	for name, least := range map[string]float64{"R@1": 0.60, "R@3": 0.82, "quotes": 1} {
		if got, err := strconv.ParseFloat(figures[name], 64); err != nil || got < least || got > 1 {
			t.Errorf("%s is %s, at least %v is wanted", name, figures[name], least)
		}
	}
	fails(t, 2, []string{"eval", filepath.Join(t.TempDir(), "none.jsonl")}, "none.jsonl")
}

func TestEvalNamesABadLine(t *testing.T) {
	file := filepath.Join(t.TempDir(), "bad.jsonl")
	if err := os.WriteFile(file, []byte("{\"q\":\"公示要几天\"}\n{\"q\":\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	fails(t, 1, []string{"eval", file}, "bad.jsonl:2:")
}

func TestVersion(t *testing.T) {
	if out := succeeds(t, "", "version"); !strings.HasPrefix(out, "zhicheng ") || strings.TrimSpace(out) == "zhicheng" {
		t.Errorf("got %q", out)
	}
}

func TestHelpHasExamples(t *testing.T) {
	parser, err := kong.New(&cli{})
	if err != nil {
		t.Fatal(err)
	}
	commands := parser.Model.Leaves(true)
	if len(commands) < 7 {
		t.Fatalf("only %d commands", len(commands))
	}
	for _, c := range commands {
		name := strings.Fields(c.Path())
		out := succeeds(t, "", append(name[:len(name):len(name)], "--help")...)
		_, example, found := strings.Cut(out, "Example:\n\n")
		if !found || !strings.Contains(example, "zhicheng "+strings.Join(name, " ")) {
			t.Errorf("%q has no example:\n%s", name, out)
		}
	}
	fails(t, 2, []string{"nosuch"}, "nosuch")
	fails(t, 2, []string{"ask", "--nosuch"}, "--nosuch")
}

func TestAuditOfAnEmptyDatabase(t *testing.T) {
	db := filepath.Join(t.TempDir(), "z.db")
	s, err := store.Open(t.Context(), db)
	if err != nil {
		t.Fatal(err)
	}
	_ = s.Close()
	if out := succeeds(t, "", "audit", "verify", "--db", db); out != "0:\n" {
		t.Errorf("verified: %q", out)
	}
	if out := succeeds(t, "", "audit", "export", "--db", db); out != "" {
		t.Errorf("exported: %q", out)
	}
	head := "1:" + strings.Repeat("a", 64)
	fails(t, 1, []string{"audit", "verify", "--db", db, "--head", head}, "tampered", "before 1")
	fails(t, 1, []string{"audit", "verify", "--db", db, "--head", "x"}, "SEQ:HASH")
}
