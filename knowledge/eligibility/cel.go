package eligibility

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
)

// CEL decides leaves only; it knows true, false and unknown. An absent fact is bound as an unknown that carries the
// fact's number, so that an undecided expression names what it lacks. Dates and four-valued truths are opaque to it.
var (
	dateType  = types.NewOpaqueType("date")
	truthType = types.NewOpaqueType("truth")
)

// costLimit ends an expression that would run away.
const costLimit = 10_000

// opaque is what both opaque values share.
type opaque struct{ t *types.Type }

func (o opaque) ConvertToNative(reflect.Type) (any, error) {
	return nil, fmt.Errorf("%s has no native form", o.t)
}
func (o opaque) ConvertToType(ref.Type) ref.Val { return types.NewErr("%s cannot be converted", o.t) }
func (o opaque) Type() ref.Type                 { return o.t }

// dateVal is a date that was given, with the check in which it counts.
type dateVal struct {
	opaque
	span
	fact int
	s    *session
}

func (d dateVal) Equal(other ref.Val) ref.Val {
	o, ok := other.(dateVal)
	return types.Bool(ok && o.span == d.span)
}
func (d dateVal) Value() any { return d.span }

// truthVal is an outcome inside CEL.
type truthVal struct {
	opaque
	o outcome
}

func (t truthVal) Equal(ref.Val) ref.Val { return types.False }
func (t truthVal) Value() any            { return t.o.Value }

func truth(o outcome) ref.Val { return truthVal{opaque{truthType}, o} }

// functions of dates. None is ever called with an unknown argument.
func functions() []cel.EnvOption {
	date, tru := dateType, truthType
	years := func(name string, f func(*session, dateVal, int) outcome) cel.EnvOption {
		return cel.Function(name, cel.Overload(name, []*cel.Type{date, cel.IntType}, tru,
			cel.BinaryBinding(func(l, r ref.Val) ref.Val {
				d, ok1 := l.(dateVal)
				n, ok2 := r.(types.Int)
				if !ok1 || !ok2 || n < 0 || n > 200 {
					return types.NewErr("%s: bad arguments", name)
				}
				return truth(f(d.s, d, int(n)))
			})))
	}
	return []cel.EnvOption{
		years("full_years", (*session).fullYears),
		years("served", (*session).served),
		cel.Function("started", cel.Overload("started", []*cel.Type{date}, tru,
			cel.UnaryBinding(func(v ref.Val) ref.Val {
				d, ok := v.(dateVal)
				if !ok {
					return types.NewErr("started: not a date")
				}
				return truth(d.s.started(d))
			}))),
		cel.Function("possible", cel.Overload("possible", []*cel.Type{tru}, cel.BoolType,
			cel.UnaryBinding(func(v ref.Val) ref.Val {
				t, ok := v.(truthVal)
				return types.Bool(ok && t.o.Value != F)
			}))),
		cel.Function("first_day", cel.Overload("first_day", []*cel.Type{date}, cel.StringType,
			cel.UnaryBinding(func(v ref.Val) ref.Val {
				d, ok := v.(dateVal)
				if !ok {
					return types.NewErr("first_day: not a date")
				}
				return types.String(d.lo.String())
			}))),
		cel.Function("larger", cel.Overload("larger", []*cel.Type{cel.IntType, cel.IntType}, cel.IntType,
			cel.BinaryBinding(func(l, r ref.Val) ref.Val {
				a, ok1 := l.(types.Int)
				b, ok2 := r.(types.Int)
				if !ok1 || !ok2 {
					return types.NewErr("larger: not numbers")
				}
				return max(a, b)
			}))),
	}
}

var kindType = map[Kind]*cel.Type{Enum: cel.StringType, Bool: cel.BoolType, Int: cel.IntType, Date: dateType, Part: dateType}

// expr is a compiled expression. The same text is compiled once and evaluated once a check.
type expr struct {
	text  string
	index int
	prog  cel.Program
	facts []int // that it reads, also by lets; sorted
	typ   *cel.Type
	ast   *ast.AST
}

// compiler turns texts into expressions and checks them against the facts.
type compiler struct {
	env   *cel.Env
	known map[string]*expr
	rules *Rules
	lets  map[string]*expr
}

func newCompiler(r *Rules) (*compiler, error) {
	opts := functions()
	for _, f := range r.facts {
		opts = append(opts, cel.Variable(f.ID, kindType[f.Kind]), cel.Variable("given."+f.ID, cel.BoolType))
	}
	for _, name := range builtins {
		opts = append(opts, cel.Variable(name, cel.StringType))
	}
	env, err := cel.NewEnv(opts...)
	return &compiler{env: env, known: map[string]*expr{}, rules: r, lets: map[string]*expr{}}, err
}

// compile returns the expression, or everything that is wrong with it.
func (c *compiler) compile(text string, want *cel.Type) (*expr, []string) {
	if e, ok := c.known[text]; ok {
		return e, wrongType(e, want)
	}
	checked, issues := c.env.Compile(text)
	if issues.Err() != nil {
		var faults []string
		for _, e := range issues.Errors() {
			faults = append(faults, e.Message)
		}
		return nil, faults
	}
	prog, err := c.env.Program(checked, cel.EvalOptions(cel.OptOptimize), cel.CostLimit(costLimit))
	if err != nil {
		return nil, []string{err.Error()}
	}
	e := &expr{text: text, index: len(c.rules.exprs), prog: prog, typ: checked.OutputType(), ast: checked.NativeRep()}
	faults := append(c.read(e), wrongType(e, want)...)
	c.known[text] = e
	c.rules.exprs = append(c.rules.exprs, e)
	return e, faults
}

func wrongType(e *expr, want *cel.Type) []string {
	if want != nil && !e.typ.IsExactType(want) {
		return []string{fmt.Sprintf("is of type %s, want %s", e.typ, want)}
	}
	return nil
}

// let makes a name for an expression.
func (c *compiler) let(name, text string) (*expr, []string) {
	e, faults := c.compile(text, nil)
	if e == nil {
		return nil, faults
	}
	env, err := c.env.Extend(cel.Variable(name, e.typ))
	if err != nil {
		return nil, append(faults, err.Error())
	}
	c.env, c.lets[name] = env, e
	return e, faults
}

// read notes which facts an expression reads, and reports values that a fact cannot have.
func (c *compiler) read(e *expr) (faults []string) {
	ast.PreOrderVisit(ast.NavigateAST(e.ast), ast.NewExprVisitor(func(n ast.Expr) {
		switch n.Kind() {
		case ast.IdentKind:
			name := n.AsIdent()
			if l, ok := c.lets[name]; ok {
				e.facts = union(e.facts, l.facts)
			}
			if i, ok := c.rules.factIndex[strings.TrimPrefix(name, "given.")]; ok {
				e.facts = union(e.facts, []int{i})
			}
		case ast.CallKind:
			call := n.AsCall()
			if call.FunctionName() == "served" {
				e.facts = union(e.facts, []int{c.rules.clock.graduation})
			}
			c.limit(call)
			if f := c.compared(call); f != nil {
				for _, s := range constants(call.Args()) {
					if _, ok := f.Option(s); !ok {
						faults = append(faults, fmt.Sprintf("%s is never %q", f.ID, s))
					}
				}
			}
		}
	}))
	slices.Sort(e.facts)
	return faults
}

// compared returns the enum that a comparison or a membership test is about.
func (c *compiler) compared(call ast.CallExpr) *Fact {
	if !slices.Contains([]string{"_==_", "_!=_", "@in"}, call.FunctionName()) {
		return nil
	}
	for _, a := range call.Args() {
		if a.Kind() == ast.IdentKind {
			if i, ok := c.rules.factIndex[a.AsIdent()]; ok && c.rules.facts[i].Kind == Enum {
				return &c.rules.facts[i]
			}
		}
	}
	return nil
}

func constants(args []ast.Expr) (all []string) {
	for _, a := range args {
		switch a.Kind() {
		case ast.LiteralKind:
			if s, ok := a.AsLiteral().(types.String); ok {
				all = append(all, string(s))
			}
		case ast.ListKind:
			all = append(all, constants(a.AsList().Elements())...)
		}
	}
	return all
}
