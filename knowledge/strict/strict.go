// Package strict reads YAML that people write by hand: unknown and duplicate fields are refused, and all faults of a
// file are told at once, each with its file and line. It is the only reader of YAML here.
package strict

import (
	"encoding"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"go.yaml.in/yaml/v4"
)

// MaxBytes is the size of the largest file that Decode reads.
const MaxBytes = 4 << 20

// Finding is one fault: where it stands and what is wrong.
type Finding struct {
	File string
	Line int // from 1; 0 when the whole file is meant
	Text string
}

func (f Finding) String() string {
	if f.Line == 0 {
		return f.File + ": " + f.Text
	}
	return fmt.Sprintf("%s:%d: %s", f.File, f.Line, f.Text)
}

// Findings is a list of faults that can be returned as an error.
type Findings []Finding

func (f Findings) Error() string {
	lines := make([]string, len(f))
	for i, one := range f {
		lines[i] = one.String()
	}
	return strings.Join(lines, "\n")
}

// Err is the findings as an error, or nil when there are none.
func (f Findings) Err() error {
	if len(f) == 0 {
		return nil
	}
	return f
}

// Text is a scalar that remembers its line.
type Text struct {
	S    string
	Line int
}

// Decode reads one YAML document into the pointer. Fields are matched by their tag `yaml:"name"`; a field of type int
// tagged `yaml:",line"` is set to the line on which its struct begins. Strings take any scalar as it is written, so that
// a clause 4.10 stays "4.10". In an interface, whole numbers become int64, true and false bool, the rest strings.
// Aliases and merge keys are refused. The error, if any, is of type Findings.
func Decode(name string, data []byte, into any) error {
	d := decoder{file: name}
	if len(data) > MaxBytes {
		return Findings{{name, 0, fmt.Sprintf("larger than %d bytes", MaxBytes)}}
	}
	var root yaml.Node
	if err := yaml.Load(data, &root, yaml.WithUniqueKeys(false)); err != nil {
		return Findings{{name, lineOf(err), "not readable as one YAML document: " + strings.ReplaceAll(err.Error(), "\n", " ")}}
	}
	d.value(&root, reflect.ValueOf(into).Elem())
	slices.SortStableFunc(d.found, func(a, b Finding) int { return a.Line - b.Line })
	return d.found.Err()
}

func lineOf(err error) int {
	var one *yaml.LoadError
	if errors.As(err, &one) {
		return one.Mark.Line
	}
	return 0
}

type decoder struct {
	file  string
	found Findings
}

func (d *decoder) fault(n *yaml.Node, format string, args ...any) {
	d.found = append(d.found, Finding{d.file, n.Line, fmt.Sprintf(format, args...)})
}

var textType = reflect.TypeFor[Text]()

func (d *decoder) value(n *yaml.Node, v reflect.Value) {
	if n.Kind == yaml.DocumentNode && len(n.Content) == 1 {
		n = n.Content[0]
	}
	if n.Kind == yaml.AliasNode {
		d.fault(n, "aliases are not allowed")
		return
	}
	if v.Type() == textType {
		var s string
		d.scalar(n, reflect.ValueOf(&s).Elem())
		v.Set(reflect.ValueOf(Text{s, n.Line}))
		return
	}
	if u, ok := v.Addr().Interface().(encoding.TextUnmarshaler); ok {
		d.text(n, u)
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		d.value(n, v.Elem())
	case reflect.Interface:
		d.open(n, v)
	case reflect.Struct:
		d.fields(n, v)
	case reflect.Map:
		d.mapping(n, v)
	case reflect.Slice:
		d.list(n, v)
	default:
		d.scalar(n, v)
	}
}

func (d *decoder) text(n *yaml.Node, u encoding.TextUnmarshaler) {
	if n.Kind != yaml.ScalarNode {
		d.fault(n, "want one value")
	} else if err := u.UnmarshalText([]byte(n.Value)); err != nil {
		d.fault(n, "%v", err)
	}
}

func (d *decoder) scalar(n *yaml.Node, v reflect.Value) {
	if n.Kind != yaml.ScalarNode {
		d.fault(n, "want one value")
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(n.Value)
	case reflect.Bool:
		if n.Value != "true" && n.Value != "false" {
			d.fault(n, "want true or false, not %q", n.Value)
		}
		v.SetBool(n.Value == "true")
	case reflect.Int, reflect.Int64:
		i, err := strconv.ParseInt(n.Value, 10, 64)
		if err != nil {
			d.fault(n, "want a whole number, not %q", n.Value)
		}
		v.SetInt(i)
	case reflect.Float64:
		f, err := strconv.ParseFloat(n.Value, 64)
		if err != nil {
			d.fault(n, "want a number, not %q", n.Value)
		}
		v.SetFloat(f)
	default:
		d.fault(n, "a %s cannot be read", v.Type())
	}
}

// open decodes into an interface without methods.
func (d *decoder) open(n *yaml.Node, v reflect.Value) {
	switch n.Kind {
	case yaml.MappingNode:
		m := map[string]any{}
		d.mapping(n, reflect.ValueOf(&m).Elem())
		v.Set(reflect.ValueOf(m))
	case yaml.SequenceNode:
		var l []any
		d.list(n, reflect.ValueOf(&l).Elem())
		v.Set(reflect.ValueOf(l))
	default:
		v.Set(reflect.ValueOf(plain(n)))
	}
}

func plain(n *yaml.Node) any {
	switch n.ShortTag() {
	case "!!bool":
		return n.Value == "true"
	case "!!int":
		if i, err := strconv.ParseInt(n.Value, 10, 64); err == nil {
			return i
		}
	}
	return n.Value
}

func (d *decoder) list(n *yaml.Node, v reflect.Value) {
	if n.Kind != yaml.SequenceNode {
		d.fault(n, "want a list")
		return
	}
	v.Set(reflect.MakeSlice(v.Type(), len(n.Content), len(n.Content)))
	for i, c := range n.Content {
		d.value(c, v.Index(i))
	}
}

func (d *decoder) mapping(n *yaml.Node, v reflect.Value) {
	v.Set(reflect.MakeMap(v.Type()))
	d.pairs(n, func(key, val *yaml.Node) {
		k := reflect.New(v.Type().Key()).Elem()
		d.value(key, k)
		e := reflect.New(v.Type().Elem()).Elem()
		d.value(val, e)
		v.SetMapIndex(k, e)
	})
}

func (d *decoder) fields(n *yaml.Node, v reflect.Value) {
	byName := map[string]reflect.Value{}
	for i := range v.NumField() {
		name, option, _ := strings.Cut(v.Type().Field(i).Tag.Get("yaml"), ",")
		if option == "line" {
			v.Field(i).SetInt(int64(n.Line))
		} else if name != "" && name != "-" {
			byName[name] = v.Field(i)
		}
	}
	d.pairs(n, func(key, val *yaml.Node) {
		if f, ok := byName[key.Value]; ok {
			d.value(val, f)
		} else {
			d.fault(key, "field %s not found", key.Value)
		}
	})
}

// pairs calls f for each pair of a mapping and reports what is given twice.
func (d *decoder) pairs(n *yaml.Node, f func(key, val *yaml.Node)) {
	if n.Kind != yaml.MappingNode {
		d.fault(n, "want a mapping")
		return
	}
	seen := map[string]int{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := n.Content[i]
		switch first, twice := seen[key.Value]; {
		case key.Kind != yaml.ScalarNode:
			d.fault(key, "want a name before the colon")
		case twice:
			d.fault(key, "%q is already given on line %d", key.Value, first)
		default:
			seen[key.Value] = key.Line
			f(key, n.Content[i+1])
		}
	}
}

// Quote writes a text as a double-quoted scalar, which Decode reads back as it is.
func Quote(text string) string {
	var out strings.Builder
	out.WriteByte('"')
	for _, r := range text {
		switch {
		case r == '"' || r == '\\':
			out.WriteByte('\\')
			out.WriteRune(r)
		case r == '\n':
			out.WriteString(`\n`)
		case unicode.IsPrint(r):
			out.WriteRune(r)
		default:
			fmt.Fprintf(&out, `\U%08X`, r)
		}
	}
	out.WriteByte('"')
	return out.String()
}
