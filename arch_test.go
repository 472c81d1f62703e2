package main

import (
	"go/ast"
	"go/parser"
	gotoken "go/token"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "zhicheng"

// mayImport is the table of rooms: which of our own packages each may import. "a/..." is a and all below it, "a/*" all
// directly below it. A package that is not here has no place in the house yet.
var mayImport = map[string][]string{
	"knowledge":             {},
	"knowledge/strict":      {},
	"knowledge/eligibility": {"knowledge", "knowledge/strict"},
	"knowledge/packs":       {"knowledge/...", "reminders/calendar", "reminders/milestones", "reminders/progress"},
	"knowledge/faq":         {"knowledge", "knowledge/strict"},
	"knowledge/llm":         {"knowledge"},
	"knowledge/llm/llmtest": {},
	"reminders/calendar":    {"knowledge/strict"},
	"reminders/milestones":  {"reminders/calendar"},
	"reminders/units":       {"reminders/calendar"},
	"reminders/progress":    {},
	"reminders/cases":       {"reminders/calendar"},
	"reminders/sheet":       {},
	"reminders":             {"reminders/calendar", "reminders/milestones", "reminders/units", "reminders/progress"},
	"bot/chat":              {},
	"bot/words":             {},
	"bot/outbox":            {"bot/chat", "bot/words"},
	"bot/telegram":          {"bot/chat", "bot/words"},
	"bot/telegramtest":      {},
	"bot/telegramtest/cmd":  {"bot/telegramtest"},
	"bot/web":               {"bot/chat", "bot/words"},
	"bot":                   {"bot/chat"},
	"handlers":              {"bot/chat", "bot/words", "handlers/access", "reminders/sheet"},
	"handlers/access":       {},
	"handlers/*":            {"handlers", "handlers/access", "bot/chat", "bot/words", "knowledge/...", "reminders/..."},
	"store":                 {"bot/...", "handlers/...", "knowledge/...", "reminders/..."}, // whose types it keeps
	".":                     {"..."},
}

// alone tells who alone touches a package from outside our module. An outside library that is not here belongs to
// nobody; golang.org/x and the rest of the standard library are everybody's.
var alone = map[string][]string{
	"go.yaml.in/yaml/v4":                {"knowledge/strict"},
	"cel.dev/cel-go":                    {"knowledge/eligibility"},
	"github.com/sashabaranov/go-openai": {"knowledge/llm"},
	"github.com/mozillazg/go-pinyin":    {"knowledge"},
	"github.com/6tail/lunar-go":         {"reminders/calendar"},
	"github.com/arran4/golang-ical":     {"reminders/milestones"},
	"github.com/xuri/excelize":          {"reminders/sheet"},
	"github.com/robfig/cron/v3":         {"reminders"},
	"github.com/go-telegram/bot":        {"bot/telegram"},
	"modernc.org/sqlite":                {"store"},
	"github.com/pressly/goose/v3":       {"store"},
	"github.com/gofrs/flock":            {"store"},
	"github.com/alecthomas/kong":        {"."},
	"github.com/mattn/go-isatty":        {"."},
	"database/sql":                      {"store"},
	"net/http":                          {"bot/telegram", "bot/telegramtest", "bot/telegramtest/cmd", "bot/web", "knowledge/llm", "knowledge/llm/llmtest", "."},
}

func TestNobodyImportsWhatTheHouseForbids(t *testing.T) {
	files := sources(t)
	if len(files) < 80 {
		t.Fatalf("only %d source files were found", len(files))
	}
	for name, f := range files {
		for _, spec := range f.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				t.Fatal(err)
			}
			if why := forbidden(path.Dir(name), imported); why != "" {
				t.Errorf("%s imports %s: %s", name, imported, why)
			}
		}
		if _, ok := allowed(path.Dir(name)); !ok {
			t.Errorf("%s is in a room that the house does not have", name)
		}
	}
}

func TestForbidden(t *testing.T) {
	for _, c := range []struct {
		room, imported string
		want           bool
	}{
		{"handlers/ask", "zhicheng/knowledge/packs", false},
		{"handlers/ask", "zhicheng/handlers", false},
		{"handlers/ask", "zhicheng/handlers/mine", true},
		{"handlers/ask", "zhicheng/bot", true},
		{"handlers/ask", "zhicheng/bot/telegram", true},
		{"handlers/ask", "zhicheng/store", true},
		{"handlers/ask", "database/sql", true},
		{"handlers/ask/deep", "fmt", true},
		{"bot/web", "zhicheng/handlers", true},
		{"bot/web", "net/http", false},
		{"bot/telegramtest", "zhicheng/bot/chat", true},
		{"knowledge", "zhicheng/bot/words", true},
		{"knowledge", "go.yaml.in/yaml/v4", true},
		{"knowledge", "golang.org/x/text/unicode/norm", false},
		{"knowledge/eligibility", "cel.dev/cel-go/cel", false},
		{"reminders/calendar", "github.com/6tail/lunar-go/HolidayUtil", false},
		{"store", "zhicheng/handlers/ask", false},
		{"store", "zhicheng", true},
		{"store", "github.com/jmoiron/sqlx", true},
		{".", "zhicheng/store", false},
		{"util", "fmt", true},
	} {
		if why := forbidden(c.room, c.imported); (why != "") != c.want {
			t.Errorf("%s imports %s: %q", c.room, c.imported, why)
		}
	}
}

// forbidden says why a room may not import a package, or nothing.
func forbidden(room, imported string) string {
	may, ok := allowed(room)
	if !ok {
		return "the house has no such room"
	}
	if ours, ok := strings.CutPrefix(imported, module+"/"); ok || imported == module {
		if slices.ContainsFunc(may, func(pattern string) bool { return matches(pattern, ours) }) {
			return ""
		}
		return "it may import of ours only " + strings.Join(may, ", ")
	}
	for library, rooms := range alone {
		if imported == library || strings.HasPrefix(imported, library+"/") {
			if slices.Contains(rooms, room) {
				return ""
			}
			return "this is for " + strings.Join(rooms, ", ") + " alone"
		}
	}
	domain, _, _ := strings.Cut(imported, "/")
	if strings.Contains(domain, ".") && domain != "golang.org" {
		return "no room has this library"
	}
	return ""
}

// allowed is a room's entry in the table; its own comes before one for many.
func allowed(room string) ([]string, bool) {
	if may, ok := mayImport[room]; ok {
		return may, true
	}
	may, ok := mayImport[path.Dir(room)+"/*"]
	return may, ok
}

func matches(pattern, name string) bool {
	below, many := strings.CutSuffix(pattern, "...")
	return !many && pattern == name || many && strings.HasPrefix(name+"/", below)
}

// sources parses all Go files that are no tests, by their path.
func sources(t *testing.T) map[string]*ast.File {
	t.Helper()
	files := map[string]*ast.File{}
	err := filepath.WalkDir(".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && name != "." && (strings.HasPrefix(d.Name(), ".") || d.Name() == "testdata"):
			return fs.SkipDir
		case d.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go"):
			return nil
		}
		f, err := parser.ParseFile(gotoken.NewFileSet(), name, nil, parser.SkipObjectResolution)
		files[filepath.ToSlash(name)] = f
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}
