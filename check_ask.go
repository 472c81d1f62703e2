package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"zhicheng/bot/words"
	"zhicheng/handlers/check"
	"zhicheng/knowledge/eligibility"
)

// checkRun is one run of check.
type checkRun struct {
	rules *eligibility.Rules
	book  check.Book
	day   time.Time
	s     streams
}

// errQuit ends the questions.
var errQuit = errors.New("quit")

// interview asks one question at a time on the terminal and prints the verdict.
func (r checkRun) interview() error {
	in := bufio.NewScanner(io.LimitReader(r.s.in, maxLine))
	fmt.Fprintln(r.s.out, "逐项回答：选择题填序号，不清楚直接回车，< 退回上一题，q 结束并看结果。")
	facts, skipped := map[string]any{}, map[string]bool{}
	var order []string
	screened := false
	for {
		res := r.rules.Check(facts, r.day)
		next := slices.DeleteFunc(slices.Concat(res.AskNow, res.AskMore), func(f string) bool { return skipped[f] })
		if len(next) == 0 {
			if screened || len(res.Screen) == 0 {
				return r.show(checkLine{Facts: facts}, false)
			}
			screened = true
			next = r.screen(in, res.Screen)
		}
		for _, id := range next {
			answer, err := r.ask(in, id)
			switch {
			case errors.Is(err, errQuit):
				return r.show(checkLine{Facts: facts}, false)
			case errors.Is(err, errBack) && len(order) > 0:
				last := order[len(order)-1]
				order = order[:len(order)-1]
				delete(facts, last)
				delete(skipped, last)
			case answer == nil:
				skipped[id] = true
				order = append(order, id)
			default:
				facts[id] = answer
				order = append(order, id)
			}
			if !screened || err != nil {
				break // the answer may make other questions needless
			}
		}
	}
}

var errBack = errors.New("back")

// screen offers the special situations in one question; the answer is which of them to ask about.
func (r checkRun) screen(in *bufio.Scanner, ids []string) (chosen []string) {
	fmt.Fprintf(r.s.out, "\n%s（填序号，可多选，用空格分开；都没有直接回车）：\n", words.Say(words.CheckSpecial))
	for i, id := range ids {
		f, _ := r.rules.Fact(id)
		fmt.Fprintf(r.s.out, "  %d. %s\n", i+1, f.Label)
	}
	if !in.Scan() {
		return nil
	}
	for _, field := range strings.FieldsFunc(in.Text(), func(c rune) bool { return strings.ContainsRune(" ,，、", c) }) {
		if n, err := strconv.Atoi(field); err == nil && n >= 1 && n <= len(ids) {
			chosen = append(chosen, ids[n-1])
		}
	}
	return chosen
}

// ask puts one question until the answer can be used; nil means not known.
func (r checkRun) ask(in *bufio.Scanner, id string) (any, error) {
	f, _ := r.rules.Fact(id)
	for {
		fmt.Fprintf(r.s.out, "\n%s\n", f.Ask)
		for i, o := range f.Values {
			fmt.Fprintf(r.s.out, "  %d. %s\n", i+1, o.Label)
		}
		switch f.Kind {
		case eligibility.Bool:
			fmt.Fprintln(r.s.out, "  1. 是\n  2. 否")
		case eligibility.Date, eligibility.Part:
			fmt.Fprintln(r.s.out, "  如 2021-07-15、2021年7月")
		}
		if !in.Scan() {
			return nil, errQuit
		}
		text := strings.TrimSpace(in.Text())
		switch text {
		case "":
			return nil, nil
		case "<":
			return nil, errBack
		case "q":
			return nil, errQuit
		}
		v := answer(f, text)
		problem, ok := r.rules.Valid(id, v)
		if ok {
			return v, nil
		}
		fmt.Fprintln(r.s.out, words.InputProblem(string(problem)))
	}
}

// answer turns what was typed into a value of the fact.
func answer(f eligibility.Fact, text string) any {
	n, err := strconv.Atoi(text)
	switch f.Kind {
	case eligibility.Enum:
		if err == nil && n >= 1 && n <= len(f.Values) {
			return f.Values[n-1].ID
		}
	case eligibility.Bool:
		return map[string]any{"1": true, "是": true, "2": false, "否": false}[text]
	case eligibility.Int:
		if err == nil {
			return n
		}
	case eligibility.Date, eligibility.Part:
		return isoDate(text)
	}
	return text
}

var dateNumbers = regexp.MustCompile(`^(\d{4})\D?(?:(\d{1,2})\D?(?:(\d{1,2})\D?)?)?$`)

// isoDate writes 2021年7月 as 2021-07; what it does not know stays as it is.
func isoDate(text string) string {
	m := dateNumbers.FindStringSubmatch(text)
	if m == nil {
		return text
	}
	out := m[1]
	for _, part := range m[2:] {
		if part != "" {
			out += fmt.Sprintf("-%02s", part)
		}
	}
	return out
}
