package faq

import (
	"context"
	"sync"
	"time"

	"zhicheng/knowledge"
)

// enough is how much a question must be like a form, measured on questions that nobody made forms from (docs/adr).
const enough = 0.8

// Records keeps entries.
type Records interface {
	// FAQVersion rises with every change.
	FAQVersion(ctx context.Context) (int64, error)
	// FAQs lists those that were not withdrawn.
	FAQs(ctx context.Context) ([]Entry, error)
}

// Reader reads questions in the form in which they are compared.
type Reader interface {
	Phrase(question string) knowledge.Phrase
}

// Book finds the answer to a question among the entries. It is safe for concurrent use and reads the entries again only
// when they have changed.
type Book struct {
	Reader  Reader
	Records Records

	mu      sync.Mutex
	version int64
	forms   []form
}

type form struct {
	entry  Entry
	phrase knowledge.Phrase
}

// Hit is an entry that answers a question.
type Hit struct {
	Entry
	Exact bool // the question is one of its forms
}

// Find finds the valid entry that a question is most like, if it is like enough.
func (b *Book) Find(ctx context.Context, question string, now time.Time) (hit Hit, ok bool, err error) {
	forms, err := b.current(ctx)
	if err != nil || len(forms) == 0 {
		return hit, false, err
	}
	asked := b.Reader.Phrase(question)
	best := enough
	for _, f := range forms {
		if !f.entry.Valid(now) {
			continue
		}
		if asked.Plain() != "" && f.phrase.Plain() == asked.Plain() {
			return Hit{f.entry, true}, true, nil
		}
		if like := asked.Like(f.phrase); like >= best {
			best, hit, ok = like, Hit{Entry: f.entry}, true
		}
	}
	return hit, ok, nil
}

func (b *Book) current(ctx context.Context) ([]form, error) {
	version, err := b.Records.FAQVersion(ctx)
	if err != nil {
		return nil, err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if version == b.version {
		return b.forms, nil
	}
	all, err := b.Records.FAQs(ctx)
	if err != nil {
		return nil, err
	}
	b.forms = nil
	for _, e := range all {
		for _, f := range e.Forms {
			b.forms = append(b.forms, form{e, b.Reader.Phrase(f)})
		}
	}
	b.version = version
	return b.forms, nil
}
