package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"zhicheng/bot/chat"
	"zhicheng/bot/outbox"
	"zhicheng/handlers/access"
	"zhicheng/handlers/dates"
	"zhicheng/reminders"
	"zhicheng/reminders/milestones"
)

const paperColumns = `id, milestone, day, source, district, unit, series, document, quote, extension, entered_by, at, state`

func scanPaper(scan func(...any) error) (p dates.Paper, err error) {
	var day, at int64
	err = scan(&p.ID, &p.Milestone, &day, &p.Source, &p.Scope.District, &p.Scope.Unit, &p.Scope.Series, &p.Document,
		&p.Quote, &p.Extension, &p.EnteredBy, &at, &p.State)
	p.On, p.At = fromMillis(day), fromMillis(at)
	p.Issued = p.At
	return p, err
}

// AllPapers lists a pack's papers, the newest first.
func (s *Store) AllPapers(ctx context.Context, pack string) ([]dates.Paper, error) {
	return s.papers(ctx, `WHERE pack = $1 ORDER BY id DESC`, pack)
}

// Papers lists those that hold, and those that held until they were withdrawn, in the order in which they were entered.
func (s *Store) Papers(ctx context.Context, pack string) (holding []milestones.Paper, err error) {
	return papersHolding(ctx, s.db, pack)
}

func papersHolding(ctx context.Context, q queryer, pack string) (holding []milestones.Paper, err error) {
	all, err := papers(ctx, q, `WHERE pack = $1 AND (state = 'holds' OR state = 'withdrawn'
		AND (confirmed_by <> '' OR source = 'own' AND extension = 0)) ORDER BY id`, pack)
	for _, p := range all {
		p.Over = p.State == dates.Withdrawn
		holding = append(holding, p.Paper)
	}
	return holding, err
}

func (s *Store) papers(ctx context.Context, where string, args ...any) ([]dates.Paper, error) {
	return papers(ctx, s.db, where, args...)
}

func papers(ctx context.Context, q queryer, where string, args ...any) ([]dates.Paper, error) {
	rows, err := q.QueryContext(ctx, `SELECT `+paperColumns+` FROM papers `+where, args...)
	all, err := collect(rows, err, func(r *sql.Rows) (dates.Paper, error) { return scanPaper(r.Scan) })
	if err != nil {
		return nil, fmt.Errorf("read the papers: %w", err)
	}
	return all, nil
}

// EnterPaper keeps a paper: a bureau's or unit's own holds at once, any other waits for a second admin; see dates.Records.
func (s *Store) EnterPaper(ctx context.Context, m chat.Message, pack string, p dates.Paper, tell func(dates.Paper) chat.Reply) (entered dates.Paper, told int, err error) {
	state := dates.Holds
	if p.Source != milestones.Own || p.Extension {
		state = dates.Waiting
	}
	err = s.tx(ctx, func(tx *sql.Tx) error {
		n, err := exec(ctx, tx, `INSERT INTO papers (pack, milestone, day, source, district, unit, series, document, quote, extension, entered_by, at, message, state)
			SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14 WHERE NOT EXISTS (SELECT 1 FROM papers WHERE message = $13)`,
			pack, p.Milestone, millis(p.On), p.Source, p.Scope.District, p.Scope.Unit, p.Scope.Series, p.Document, p.Quote,
			p.Extension, m.From.Person, millis(m.At), m.ID, state)
		if err != nil {
			return err
		}
		entered, err = scanPaper(tx.QueryRowContext(ctx, `SELECT `+paperColumns+` FROM papers WHERE message = $1`, m.ID).Scan)
		if err == nil && state == dates.Waiting && tell != nil {
			told, err = tellAdmins(ctx, tx, m, fmt.Sprintf("paper/%d", entered.ID), tell(entered))
		}
		if err != nil || n == 0 {
			return err
		}
		return record(ctx, tx, m.At, m.From.Person, AuditDate, strconv.FormatInt(entered.ID, 10), p.Milestone+" "+p.On.Format("2006-01-02"))
	})
	if err != nil {
		return dates.Paper{}, 0, fmt.Errorf("enter a paper: %w", err)
	}
	return entered, told, nil
}

// tellAdmins tells all admins but the writer of the message, by day, and says how many can be told.
func tellAdmins(ctx context.Context, tx *sql.Tx, m chat.Message, key string, r chat.Reply) (admins int, err error) {
	all, err := staffChats(ctx, tx)
	persons := map[string]bool{}
	for _, c := range all {
		if c.Role != access.Admin || err != nil {
			continue
		}
		var own bool
		if own, err = samePerson(ctx, tx, c.To.Person, m.From.Person); err == nil && !own {
			persons[c.To.Person] = true
			err = notify(ctx, tx, fmt.Sprintf("%s/%s/%s", key, c.To.Channel, c.To.Chat), outbox.Draft{To: c.To, Reply: r, Release: reminders.ByDay(m.At)})
		}
	}
	return len(persons), err
}

// settles are the legal moves of a paper. Only somebody else than who entered it may confirm it.
var settles = map[dates.State][]dates.State{
	dates.Waiting: {dates.Holds, dates.Refused, dates.Withdrawn},
	dates.Holds:   {dates.Withdrawn},
}

// SettlePaper moves a paper on; see dates.Records.
func (s *Store) SettlePaper(ctx context.Context, m chat.Message, pack string, id int64, to dates.State) (p dates.Paper, ok bool, err error) {
	err = s.tx(ctx, func(tx *sql.Tx) error {
		ok = false
		var by string
		p, err = scanPaper(func(into ...any) error {
			return tx.QueryRowContext(ctx, `SELECT `+paperColumns+`, settled_by FROM papers WHERE id = $1 AND pack = $2`, id, pack).Scan(append(into, &by)...)
		})
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		if err != nil {
			return err
		}
		if by == m.ID && p.State == to {
			ok = true
			return nil
		}
		own, err := samePerson(ctx, tx, p.EnteredBy, m.From.Person)
		if err != nil {
			return err
		}
		ok = slices.Contains(settles[p.State], to) && (to != dates.Holds || !own)
		if !ok {
			return nil
		}
		p.State = to
		confirmed, action := "", AuditWithdrawn
		if to == dates.Holds {
			confirmed, action = m.From.Person, AuditConfirmed
		}
		_, err = exec(ctx, tx, `UPDATE papers SET state = $2, settled_by = $3,
			confirmed_by = CASE WHEN $4 <> '' THEN $4 ELSE confirmed_by END WHERE id = $1`, id, to, m.ID, confirmed)
		if err != nil {
			return err
		}
		return record(ctx, tx, m.At, m.From.Person, action, strconv.FormatInt(id, 10), string(to))
	})
	if err != nil {
		return dates.Paper{}, false, fmt.Errorf("settle a paper: %w", err)
	}
	return p, ok, nil
}

// ToldOf is whom a reminder told, and about which unit.
type ToldOf struct {
	Subscriber string
	Unit       int64
}

// Told tells for everybody the version of each milestone that they were told last.
func (s *Store) Told(ctx context.Context, pack string) (map[ToldOf]map[string]string, error) {
	return s.told(ctx, pack, `r.subscriber LIKE $1`, pack+"/%")
}

// ToldBefore tells it for one subscriber, by other rows of the outbox than one.
func (s *Store) ToldBefore(ctx context.Context, pack, subscriber string, row int64) (map[ToldOf]map[string]string, error) {
	return s.told(ctx, pack, `r.subscriber = $1 AND r.recipient <> $2`, pack+"/"+subscriber, row)
}

func (s *Store) told(ctx context.Context, pack, of string, args ...any) (map[ToldOf]map[string]string, error) {
	rows, err := s.db.QueryContext(ctx, `SELECT r.subscriber, r.unit, r.milestone, r.version FROM reminders r JOIN outbox o ON o.id = r.recipient
		WHERE `+of+` AND o.state <> 'cancelled' ORDER BY r.at, r.key`, args...)
	if err != nil {
		return nil, fmt.Errorf("read who was told of which date: %w", err)
	}
	defer func() { _ = rows.Close() }()
	told := map[ToldOf]map[string]string{}
	for rows.Next() {
		var of ToldOf
		var milestone, version string
		if err := rows.Scan(&of.Subscriber, &of.Unit, &milestone, &version); err != nil {
			return nil, fmt.Errorf("read who was told of which date: %w", err)
		}
		of.Subscriber = strings.TrimPrefix(of.Subscriber, pack+"/")
		if told[of] == nil {
			told[of] = map[string]string{}
		}
		told[of][milestone] = version
	}
	return told, rows.Err()
}
