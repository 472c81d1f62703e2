package relay

import (
	"math/rand/v2"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"zhicheng/reminders/progress"
)

var flow = Flow{Key: []byte("a key of the tests")}

// One of 2^30 codes fits: 100,000 guesses find one with a probability of less than 1 in 10,000. With these seeds none does.
func TestCodesResistGuesses(t *testing.T) {
	const guesses = 100_000
	codes := 1.0
	for range codeLength {
		codes *= float64(len(alphabet))
	}
	if p := guesses / codes; p > 1e-4 {
		t.Errorf("%d guesses find a code with a probability of %g", guesses, p)
	}
	want := flow.codeHash(7, flow.code("message", 7))
	r := rand.New(rand.NewPCG(1, 2))
	guess := make([]byte, codeLength)
	for range guesses {
		for i := range guess {
			guess[i] = alphabet[r.IntN(len(alphabet))]
		}
		if flow.codeHash(7, string(guess)) == want {
			t.Fatal("guessed")
		}
	}
}

func TestCodes(t *testing.T) {
	seen, signs := map[string]bool{}, map[rune]int{}
	for id := range int64(4000) {
		code := flow.code("m", id)
		for _, r := range code {
			signs[r]++
		}
		if seen[code] = true; len(code) != codeLength || flow.code("m", id) != code || flow.code("n", id) == code {
			t.Fatalf("a bad code %q", code)
		}
	}
	if len(seen) < 3990 || len(signs) != len(alphabet) || strings.ContainsAny(alphabet, "IO01") {
		t.Errorf("%d different codes of %d signs", len(seen), len(signs))
	}
	for r, n := range signs {
		if n < 600 || n > 900 { // 750 are expected; five deviations are 135
			t.Errorf("%c stands %d times", r, n)
		}
	}
	code := flow.code("m", 1)
	wide := strings.Map(func(r rune) rune { return r + 0xFEE0 }, code)
	for _, typed := range []string{code, strings.ToLower(code), wide, code[:3] + "-" + code[3:], " " + code[:3] + " " + code[3:]} {
		if flow.codeHash(1, typed) != flow.codeHash(1, code) {
			t.Errorf("%q is another code", typed)
		}
	}
	other := Flow{Key: []byte("another key")}
	if flow.codeHash(1, code) == flow.codeHash(2, code) || other.codeHash(1, code) == flow.codeHash(1, code) || other.code("m", 1) == code {
		t.Error("a code fits elsewhere")
	}
}

func TestTail(t *testing.T) {
	for number, want := range map[string]string{"AH2023001": "3001", "123456": "456", "12": "2", "": "", "赤人2023申001": "申001"} {
		if got := tail(number); got != want {
			t.Errorf("of %q: %q", number, got)
		}
	}
}

// What was corrected is not part of the way any more.
func TestPassing(t *testing.T) {
	event := func(stage string, kind progress.Kind) progress.Event { return progress.Event{Stage: stage, Kind: kind} }
	for want, history := range map[string][]progress.Event{
		"":       nil,
		"a b":    {event("a", progress.Added), event("b", progress.Forward), event("b", progress.Edited)},
		"a c*":   {event("a", progress.Added), event("b", progress.Forward), event("c", progress.Back)},
		"a b*":   {event("a", progress.Added), event("b", progress.Forward), event("c", progress.Forward), event("b", progress.Back)},
		"a m a":  {event("a", progress.Added), event("m", progress.Returned), event("a", progress.Resumed)},
		"a b* c": {event("a", progress.Added), event("b", progress.Forward), event("c", progress.Forward), event("b", progress.Back), event("c", progress.Forward)},
	} {
		var got []string
		for _, p := range passing(history) {
			if p.fixed {
				p.stage += "*"
			}
			got = append(got, p.stage)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%v, want %s", got, want)
		}
	}
}

func TestWait(t *testing.T) {
	for d, want := range map[time.Duration]bool{0: false, -time.Second: false, time.Millisecond: true, time.Hour: true} {
		if got := wait(d); (got != "") != want {
			t.Errorf("%v: %q", d, got)
		}
	}
}

func FuzzParts(f *testing.F) {
	f.Add("AH2023001 K7M2QX")
	f.Add("AH/2023/001，苏丙、001X")
	f.Fuzz(func(t *testing.T, text string) {
		for _, p := range parts(text) {
			if p == "" || strings.ContainsAny(p, " \t\n,;") {
				t.Errorf("%q of %q", p, text)
			}
			if hash := flow.codeHash(1, p); len(hash) != 64 {
				t.Errorf("the hash %q", hash)
			}
			if utf8.ValidString(p) && !strings.HasSuffix(p, tail(p)) {
				t.Errorf("the tail of %q", p)
			}
		}
	})
}
