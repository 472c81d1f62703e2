package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strconv"
	"strings"
	"time"

	"zhicheng/store"
)

type auditCmd struct {
	Verify auditVerifyCmd `cmd:"" help:"Follow the chain of hashes; say where it is broken."`
	Export auditExportCmd `cmd:"" help:"Print every entry as JSON, one a line. There are no texts and no names in it."`
}

type auditVerifyCmd struct {
	outboxDB
	Head string `help:"A head that was noted before, as it stands in the log." placeholder:"SEQ:HASH"`
}

// Help is shown by --help.
func (auditVerifyCmd) Help() string {
	return "Example:\n\n  zhicheng audit verify\n  zhicheng audit verify --head 17:9f86d081…"
}

// Run prints the head of a chain that is whole.
func (c auditVerifyCmd) Run(ctx context.Context, out streams) error {
	noted, err := parseHead(c.Head)
	if err != nil {
		return err
	}
	return c.use(ctx, func(s *store.Store) error {
		head, err := s.VerifyAudit(ctx, noted)
		if err != nil {
			return err
		}
		_, err = fmt.Fprintln(out.out, head)
		return err
	})
}

func parseHead(text string) (h store.AuditHead, err error) {
	if text == "" {
		return h, nil
	}
	seq, hash, ok := strings.Cut(text, ":")
	h.Hash = hash
	h.Seq, err = strconv.ParseInt(seq, 10, 64)
	if !ok || err != nil || h.Seq < 1 || len(hash) != 64 {
		return h, errors.New("--head: want SEQ:HASH, as it stands in the log")
	}
	return h, nil
}

type auditExportCmd struct{ outboxDB }

// Help is shown by --help.
func (auditExportCmd) Help() string { return "Example:\n\n  zhicheng audit export > audit.jsonl" }

// Run prints the entries.
func (c auditExportCmd) Run(ctx context.Context, out streams) error {
	enc := json.NewEncoder(out.out)
	enc.SetEscapeHTML(false)
	return c.use(ctx, func(s *store.Store) error {
		return s.EachAudit(ctx, func(e store.AuditEntry) error { return enc.Encode(e) })
	})
}

// headLog logs the head of the audit at the start and on every new day.
type headLog struct {
	store *store.Store
	log   *slog.Logger
	day   string
}

func (l *headLog) on(ctx context.Context, now time.Time) {
	day := date(now)
	if day == l.day {
		return
	}
	head, err := l.store.AuditHead(ctx)
	if err != nil {
		if ctx.Err() == nil {
			l.log.Error("audit", "err", err)
		}
		return
	}
	l.day = day
	l.log.Info("audit", "head", head.String())
}
