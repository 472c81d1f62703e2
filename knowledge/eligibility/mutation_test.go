package eligibility_test

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"zhicheng/knowledge"
	"zhicheng/knowledge/eligibility"
	"zhicheng/reminders/calendar"
)

// mutant is one small change of one file of the rules.
type mutant struct {
	kind, file string
	line       int
	from, to   string
	data       []byte
}

func (m mutant) String() string {
	return fmt.Sprintf("%s %s:%d: %s → %s", m.kind, m.file, m.line, m.from, m.to)
}

// TestMutants changes every number, comparison, date, enum value, clause and more in the rules, one at a time; the
// lint and the cases of the pack must notice. It takes minutes and runs only when asked: MUTATE=1.
func TestMutants(t *testing.T) {
	if os.Getenv("MUTATE") == "" {
		t.Skip("set MUTATE=1")
	}
	text, err := os.ReadFile(pack + "/notice.txt")
	if err != nil {
		t.Fatal(err)
	}
	notice, err := knowledge.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	cases, cal := packCases(t), calendar.New()
	survives := func(m mutant) bool {
		r, err := eligibility.Load(func(name string) ([]byte, error) {
			if name == m.file {
				return m.data, nil
			}
			return os.ReadFile(pack + "/" + name)
		}, notice.Quotes, cal)
		if err != nil {
			return false
		}
		return !slices.ContainsFunc(cases, func(c packCase) bool { return len(c.check(t, r)) > 0 })
	}
	var (
		mu           sync.Mutex
		survivors    []string
		made, killed = map[string]int{}, map[string]int{}
		work         = make(chan mutant)
		wait         sync.WaitGroup
	)
	for range 2 {
		wait.Go(func() {
			for m := range work {
				alive := survives(m)
				mu.Lock()
				made[m.kind]++
				if alive {
					survivors = append(survivors, m.String())
				} else {
					killed[m.kind]++
				}
				mu.Unlock()
			}
		})
	}
	for _, m := range mutants(t) {
		work <- m
	}
	close(work)
	wait.Wait()
	all, dead := 0, 0
	for kind, n := range made {
		all, dead = all+n, dead+killed[kind]
		fmt.Printf("%-12s %4d of %4d noticed\n", kind, killed[kind], n)
	}
	slices.Sort(survivors)
	fmt.Printf("all          %4d of %4d noticed: %.3f\n%s\n", dead, all, float64(dead)/float64(all), strings.Join(survivors, "\n"))
	if float64(dead) < .95*float64(all) {
		t.Error("too few changes are noticed")
	}
}

var (
	reDate    = regexp.MustCompile(`\b\d{4}-\d{2}-\d{2}\b`)
	reNumber  = regexp.MustCompile(`(?:[<>=+*] |\), |windows?: |\d, )(\d+)\b`)
	reCompare = regexp.MustCompile(` (>=|<=|==|!=|>|<) `)
	reLogic   = regexp.MustCompile(`&&|\|\|`)
	reNot     = regexp.MustCompile(`!(given|\()`)
	reString  = regexp.MustCompile(`"([a-z_0-9]+)"`)
	reClause  = regexp.MustCompile(`clause: ([0-9A.]+)`)
	reValue   = regexp.MustCompile(`(?:value|else|fail): ([FUCT])\b`)
	reCodes   = regexp.MustCompile(`(?:codes|exempt|also|wait): \[([a-z_0-9, ]+)\]`)
	reDefault = regexp.MustCompile(`default: ([a-z_0-9]+)`)
	reLabel   = regexp.MustCompile(`label: [^,{}]*,?|name: [^,]*$|id: [A-Za-z_]+`)
)

var opposite = map[string]string{">=": ">", "<=": "<", ">": ">=", "<": "<=", "==": "!=", "!=": "==", "&&": "||", "||": "&&"}

// mutants makes every change of every kind.
func mutants(t *testing.T) (all []mutant) {
	values := siblings(t)
	for _, file := range []string{eligibility.RulesFile, eligibility.RoutingFile, eligibility.FactsFile} {
		data, err := os.ReadFile(pack + "/" + file)
		if err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(string(data), "\n")
		var clauses []string
		for _, m := range reClause.FindAllStringSubmatch(string(data), -1) {
			clauses = append(clauses, m[1])
		}
		for i, line := range lines {
			if strings.HasPrefix(strings.TrimSpace(line), "#") {
				continue
			}
			change := func(kind string, at []int, to string) {
				changed := slices.Clone(lines)
				changed[i] = line[:at[0]] + to + line[at[1]:]
				all = append(all, mutant{kind, file, i + 1, line[at[0]:at[1]], to, []byte(strings.Join(changed, "\n"))})
			}
			mutate(line, file, values, clauses, change)
		}
	}
	return all
}

func mutate(line, file string, values map[string]string, clauses []string, change func(string, []int, string)) {
	active, _, _ := strings.Cut(line, "quote:")
	for _, at := range reLabel.FindAllStringIndex(active, -1) {
		active = active[:at[0]] + strings.Repeat(" ", at[1]-at[0]) + active[at[1]:]
	}
	each := func(re *regexp.Regexp, f func(at []int, word string)) {
		for _, m := range re.FindAllStringSubmatchIndex(active, -1) {
			at := m[len(m)-2:]
			f(at, active[at[0]:at[1]])
		}
	}
	if file == eligibility.FactsFile {
		each(reDefault, func(at []int, w string) {
			if to := values[w]; to != "" {
				change("default", at, to)
			}
		})
		return
	}
	each(reDate, func(at []int, w string) {
		d, _ := time.Parse(time.DateOnly, w)
		change("date", at, iso(d.AddDate(0, 0, 1)))
		change("date", at, iso(d.AddDate(0, 0, -1)))
	})
	each(reNumber, func(at []int, w string) {
		n, _ := strconv.Atoi(w)
		change("number", at, strconv.Itoa(n+1))
		if n > 0 {
			change("number", at, strconv.Itoa(n-1))
		}
	})
	each(reCompare, func(at []int, w string) { change("comparison", at, opposite[w]) })
	each(reLogic, func(at []int, w string) { change("logic", at, opposite[w]) })
	each(reNot, func(at []int, _ string) { change("negation", []int{at[0] - 1, at[0]}, "") })
	each(reString, func(at []int, w string) {
		if to := values[w]; to != "" {
			change("enum value", at, to)
		}
	})
	each(reClause, func(at []int, w string) {
		change("clause", at, clauses[(slices.Index(clauses, w)+7)%len(clauses)])
		if up := strings.LastIndex(w, "."); up > 0 {
			change("clause", at, w[:up])
		}
	})
	each(reValue, func(at []int, w string) {
		for _, to := range []string{"F", "C", "T"} {
			if to != w {
				change("value", at, to)
			}
		}
	})
	each(reCodes, func(at []int, w string) {
		codes := strings.Split(w, ", ")
		for i := range codes {
			change("code", at, strings.Join(slices.Concat(codes[:i], codes[i+1:]), ", "))
		}
	})
}

// siblings maps each enum value to another one of its fact.
func siblings(t *testing.T) map[string]string {
	out := map[string]string{}
	for _, f := range load(t).Facts() {
		for i, o := range f.Values {
			if out[o.ID] == "" {
				out[o.ID] = f.Values[(i+1)%len(f.Values)].ID
			}
		}
	}
	return out
}
