package words

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"
)

// keys reads the constants of type Key from the source.
func keys(t *testing.T) map[Key]bool {
	t.Helper()
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	all := map[Key]bool{}
	for _, name := range files {
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			spec, ok := n.(*ast.ValueSpec)
			if !ok {
				return true
			}
			if id, ok := spec.Type.(*ast.Ident); ok && id.Name == "Key" {
				value, err := strconv.Unquote(spec.Values[0].(*ast.BasicLit).Value)
				if err != nil || all[Key(value)] {
					t.Errorf("%s: %q is bad or used twice", spec.Names[0].Name, value)
				}
				all[Key(value)] = true
			}
			return true
		})
	}
	return all
}

func TestCatalogueHasNoGap(t *testing.T) {
	all := keys(t)
	if len(all) < 50 {
		t.Fatalf("only %d keys found", len(all))
	}
	for k := range all {
		if zhCN[k] == "" {
			t.Errorf("no words for %s", k)
		}
	}
	for k, s := range zhCN {
		if !all[k] {
			t.Errorf("%s has words but no constant", k)
		}
		if !utf8.ValidString(s) || strings.Contains(s, "%!") {
			t.Errorf("%s: bad text %q", k, s)
		}
	}
}

func TestNeverPromises(t *testing.T) {
	for k, s := range zhCN {
		for _, promise := range []string{"符合条件", "一定能", "肯定能", "保证"} {
			if strings.Contains(s, promise) {
				t.Errorf("%s promises: %q", k, s)
			}
		}
	}
}

func TestSay(t *testing.T) {
	if got := Say(Expired, 2023); got != "（2023年度通知，已过期）" {
		t.Errorf("got %q", got)
	}
	if got := Say("none"); got != "none" {
		t.Errorf("an unknown key says %q", got)
	}
}
