package main

import (
	"go/ast"
	gotoken "go/token"
	"path"
	"strconv"
	"strings"
	"testing"
	"unicode"
)

// Where Chinese words may stand in code: the catalogue, the command line, and the marks of official documents. Signs
// such as 。 are no words.
func mayHoldWords(file string) bool {
	return path.Dir(file) == "bot/words" || path.Dir(file) == "." || file == "knowledge/marks.go"
}

func TestWordsStandInTheCatalogue(t *testing.T) {
	found := 0
	for name, f := range sources(t) {
		for _, words := range chinese(f) {
			if found++; !mayHoldWords(name) {
				t.Errorf("%s: %q belongs into bot/words or into a pack", name, words)
			}
		}
	}
	if found < 100 {
		t.Errorf("only %d texts were seen: the scan is blind", found)
	}
}

// chinese lists a file's literals that hold a Chinese character.
func chinese(f *ast.File) (all []string) {
	ast.Inspect(f, func(n ast.Node) bool {
		lit, ok := n.(*ast.BasicLit)
		if !ok || lit.Kind != gotoken.STRING && lit.Kind != gotoken.CHAR {
			return true
		}
		text := lit.Value // of a struct tag too
		if s, err := strconv.Unquote(text); err == nil {
			text = s // "\u804c" too
		}
		if strings.IndexFunc(text, func(r rune) bool { return unicode.Is(unicode.Han, r) }) >= 0 {
			all = append(all, text)
		}
		return true
	})
	return all
}

// Every key is said somewhere: words that nobody says are never read again.
func TestEveryKeyIsSaid(t *testing.T) {
	declared, said := map[string]bool{}, map[string]bool{}
	for name, f := range sources(t) {
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.ValueSpec:
				if id, ok := n.Type.(*ast.Ident); ok && id.Name == "Key" && path.Dir(name) == "bot/words" {
					declared[n.Names[0].Name] = true
				}
			case *ast.SelectorExpr:
				if id, ok := n.X.(*ast.Ident); ok && id.Name == "words" {
					said[n.Sel.Name] = true
				}
			}
			return true
		})
	}
	if len(declared) < 50 {
		t.Fatalf("only %d keys were seen", len(declared))
	}
	for key := range declared {
		if !said[key] {
			t.Errorf("nobody says words.%s", key)
		}
	}
}
