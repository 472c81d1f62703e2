package store

import (
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"

	"zhicheng/handlers/ask"
)

func asked(t *testing.T, s *Store, id, person, status string, at time.Time) ask.Question {
	t.Helper()
	q := ask.Question{ID: id, Person: person, Text: "问题" + id, Status: status,
		Clauses: []string{"4.6.2", "3.1"}, Pack: "chifeng-2023", Score: 1.5, At: at}
	ok(t, s.AddQuestion(t.Context(), q))
	return q
}

func ids(qs []ask.Question) string {
	var all []string
	for _, q := range qs {
		all = append(all, q.ID)
	}
	return strings.Join(all, " ")
}

func TestQuestionIsStoredOnce(t *testing.T) {
	s := open(t)
	want := asked(t, s, "t:1", "jia", "answered", noon)
	changed := want
	changed.Text = "别的"
	ok(t, s.AddQuestion(t.Context(), changed))
	got, err := s.Questions(t.Context(), "jia", time.Time{}, "", 2)
	ok(t, err)
	if !reflect.DeepEqual(got, []ask.Question{want}) {
		t.Errorf("got %+v", got)
	}
	if err := s.AddQuestion(t.Context(), ask.Question{ID: "t:2", Status: "maybe"}); err == nil {
		t.Error("an unknown status was stored")
	}
}

func TestEarlierQuestions(t *testing.T) {
	s := open(t)
	asked(t, s, "t:1", "jia", "answered", noon.Add(-time.Hour))
	asked(t, s, "t:2", "jia", "answered", noon)
	asked(t, s, "t:3", "yi", "answered", noon)
	asked(t, s, "t:4", "jia", "refused", noon) // the sandbox's clock stands still
	asked(t, s, "t:5", "jia", "answered", noon)
	for _, c := range []struct {
		since  time.Time
		before string
		n      int
		want   string
	}{
		{noon, "t:9", 9, "t:5 t:4 t:2"},
		{noon, "t:5", 9, "t:4 t:2"}, // handled for the second time
		{noon, "t:4", 9, "t:2"},
		{noon.Add(-time.Hour), "t:9", 9, "t:5 t:4 t:2 t:1"},
		{noon, "t:9", 1, "t:5"},
	} {
		got, err := s.Questions(t.Context(), "jia", c.since, c.before, c.n)
		ok(t, err)
		if ids(got) != c.want {
			t.Errorf("since %v before %s, %d: %s, want %s", c.since, c.before, c.n, ids(got), c.want)
		}
	}
}

func TestRating(t *testing.T) {
	s := open(t)
	asked(t, s, "t:1", "jia", "answered", noon)
	asked(t, s, "t:2", "jia", "refused", noon)
	asked(t, s, "t:3", "jia", "answered", noon)
	for i, c := range []struct {
		rating  string
		changed bool
	}{{"useful", true}, {"useful", false}, {"useless", true}, {"useless", false}} {
		changed, err := s.Rate(t.Context(), "t:1", "jia", c.rating, noon.Add(time.Duration(i)*time.Hour))
		ok(t, err)
		if changed != c.changed {
			t.Errorf("press %d: changed %v", i, changed)
		}
	}
	if _, err := s.Rate(t.Context(), "t:1", "yi", "useful", noon); !errors.Is(err, ask.ErrGone) {
		t.Errorf("somebody else's rating: %v", err)
	}
	if _, err := s.Rate(t.Context(), "t:1", "jia", "splendid", noon); err == nil {
		t.Error("an unknown rating was stored")
	}
	complaints, err := s.Complaints(t.Context(), noon)
	ok(t, err)
	if q := complaints[0]; q.Rating != "useless" || !q.RatedAt.Equal(noon.Add(2*time.Hour)) {
		t.Errorf("%s at %v", q.Rating, q.RatedAt)
	}
	if ids(complaints) != "t:1 t:2" {
		t.Errorf("complaints: %s", ids(complaints))
	}
}
