package main

import (
	"flag"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"

	"zhicheng/bot"
	"zhicheng/bot/chat"
	"zhicheng/bot/outbox"
	"zhicheng/bot/words"
	"zhicheng/handlers/access"
	"zhicheng/handlers/deadlines"
	"zhicheng/knowledge"
	"zhicheng/knowledge/packs"
	"zhicheng/reminders"
	"zhicheng/reminders/sheet"
	"zhicheng/reminders/units"
	"zhicheng/store"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// The scripts in testdata/conversations hold what people say and what they are answered:
//
//	# a remark
//	> words that a person types             >> the label of a button that they press, on the newest message with it
//	! at 2023-05-10 09:20                   moves the clock
//	! as 乙                                  somebody else goes on, in private; ! as 乙 web in this channel
//	! in 教师群 乙                           somebody goes on in a group
//	! added                                 takes the assistant into that group
//	! removed 教师群                         throws it out
//	! move 教师群 大群                       the group becomes a supergroup with another address
//	! file 名册.csv words                    sends this file of testdata/files or …/rosters, with a caption if any
//	! table                                 shows the newest table that anybody was handed, row by row
//	! voice | picture | document | other    sends one, what follows is its caption
//	! quoted "\x00"                         types a Go string
//	! repeat 9000 职                         types this so often
//	! press toc:99                          presses a button with this data
//	! grant 乙 staff                        gives a right; of a liaison with the unit's name behind it, of staff with a district
//	                                        or 全市 and then series
//	! revoke 乙                             takes all rights away
//	! unit 敖汉旗第一中学 敖汉旗            adds a unit of a county with all titles, or of the city without one
//	! walk 2023-05-12 09:00                 goes on to then; what falls due on the way arrives, with the time before it
//	! deliver                               sends what is queued unasked and is due, shown as < @whom or, in a group, < #where;
//	                                        <x @whom is recalled
//	! fate 乙 unreachable                   lets the next message to somebody that is sent unasked end so: or failed, or unknown
//	! code                                  types the newest code that anybody was shown, behind what follows
//	! slip AH2023001                      types 进度 with the number and the newest code that was printed for it
//	! typed AH2023001                     types these two alone
//	< the answer, <~ one that replaces a message, <! one for whoever pressed alone; **bold**, │ quotation, _hint_, [button], {key of the keyboard}
const scripts = "testdata/conversations/*.txt"

// answering is shared: an Answerer is the same for everybody.
var answering = sync.OnceValues(func() (*house, error) {
	p, err := packs.Open("").Load("chifeng-2023")
	if err != nil {
		return nil, err
	}
	book, err := openBook("", p)
	if err != nil {
		return nil, err
	}
	dates, err := openDates("", p)
	return &house{settings: settings{keepDays: 180, second: 7}, secret: []byte("a key of the conversations"), pack: p, book: book, dates: dates, answerer: knowledge.NewAnswerer(p.Material)}, err
})

func TestConversations(t *testing.T) {
	eachScript(t, func(t *testing.T, file, script string) {
		got := newTalk(t).play(script)
		if *update {
			if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
			return
		}
		if got != script {
			t.Errorf("%s differs; look at it after go test -run TestConversations -update .\n%s", file, firstDifference(script, got))
		}
	})
}

// A message that is handled once more, as after a crash, leaves the same rows and says the same.
func TestHandledTwice(t *testing.T) {
	eachScript(t, func(t *testing.T, _, script string) {
		talk := newTalk(t)
		talk.twice = true
		talk.play(script)
	})
}

func eachScript(t *testing.T, run func(t *testing.T, file, script string)) {
	files, err := filepath.Glob(scripts)
	if err != nil || len(files) < 10 {
		t.Fatalf("%d scripts, %v", len(files), err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			t.Parallel()
			script, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			run(t, file, string(script))
		})
	}
}

func firstDifference(want, got string) string {
	w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range w {
		if i >= len(g) || w[i] != g[i] {
			return fmt.Sprintf("line %d\nwant %s\ngot  %s", i+1, w[i], strings.Join(g[min(i, len(g)):min(i+1, len(g))], ""))
		}
	}
	return "more is said than before"
}

// talk plays a script against the house's router and a store, without a channel.
type talk struct {
	t      *testing.T
	store  *store.Store
	file   string
	router chat.Handler
	now    time.Time
	who    chat.Conversation
	said   int
	shown  []shown
	twice  bool
	code   string                   // the newest that was shown
	fates  map[string]outbox.Result // of the next message to a person
	files  disk
	dates  deadlines.Book
	house  *house
}

// shown is a message that stands in a chat.
type shown struct {
	to    chat.Conversation
	reply chat.Reply
}

func newTalk(t *testing.T) *talk {
	h, err := answering()
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "zhicheng.db")
	s, err := store.Open(t.Context(), file)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	k := &talk{t: t, store: s, file: file, files: disk{}, fates: map[string]outbox.Result{}, now: h.pack.Morning(), who: person("甲")}
	k.dates, k.house = h.dates, h
	router := h.router(s, surroundings{k.files, func() string { return "https://dates.example" }})
	router.Link = func(string) string { return "https://t.me/zhicheng_bot" }
	k.router = router
	s.Machine = func() time.Time { return k.now }
	return k
}

func person(name string) chat.Conversation {
	return chat.Conversation{Channel: "none", Chat: "chat of " + name, Person: name}
}

// groupChat begins the address of a group.
const groupChat = "group "

func inGroup(args []string) chat.Conversation {
	return chat.Conversation{Channel: "none", Chat: groupChat + args[0], Person: args[1]}
}

// play performs a script and returns it with the answers that it got.
func (k *talk) play(script string) string {
	var out strings.Builder
	for n, line := range strings.Split(strings.TrimSuffix(script, "\n"), "\n") {
		switch {
		case strings.HasPrefix(line, "<"), strings.HasPrefix(line, "  "), strings.HasPrefix(line, "~ "):
			continue
		case line != "" && !strings.HasPrefix(line, "#") && !strings.HasPrefix(line, ">") && !strings.HasPrefix(line, "! "):
			k.t.Fatalf("line %d is nothing that anybody does: %q", n+1, line)
		}
		out.WriteString(line + "\n")
		if line == "! deliver" {
			out.WriteString(k.deliver())
			continue
		}
		if line == "! table" {
			out.WriteString(k.table())
			continue
		}
		if until, ok := strings.CutPrefix(line, "! walk "); ok {
			out.WriteString(k.walk(until))
			continue
		}
		if m, ok := k.read(line); ok {
			for _, r := range k.say(m) {
				out.WriteString(transcript(r))
			}
		}
	}
	return out.String()
}

// read makes the message of a line; ok is false if the line sends none.
func (k *talk) read(line string) (m chat.Message, ok bool) {
	what, rest, _ := strings.Cut(line, " ")
	if what == "!" {
		what, rest, _ = strings.Cut(rest, " ")
	}
	m.Kind = chat.Text
	switch what {
	case "", "#":
		return m, false
	case ">":
		m.Text = rest
	case ">>":
		m.Kind = chat.Press
		m.Data, m.On = k.button(rest)
	case "grant":
		k.grant(strings.Fields(rest))
		return m, false
	case "revoke":
		k.revoke(rest)
		return m, false
	case "in":
		k.who = inGroup(strings.Fields(rest))
		return m, false
	case "added":
		m.Kind = chat.Added
	case "removed":
		k.must(k.store.SetReachable(k.t.Context(), k.who.Channel, groupChat+rest, false, k.now))
		return m, false
	case "move":
		k.move(strings.Fields(rest))
		return m, false
	case "unit":
		k.unit(strings.Fields(rest))
		return m, false
	case "fate":
		name, state, _ := strings.Cut(rest, " ")
		k.fates[name] = outbox.Result{State: outbox.State(state)}
		if state == string(outbox.Failed) {
			k.fates[name] = outbox.Result{State: outbox.Failed, Reason: outbox.Refused}
		}
		return m, false
	case "code":
		m.Text = rest + k.code
	case "slip":
		m.Text = k.slip(rest)
	case "typed":
		m.Text = strings.TrimPrefix(k.slip(rest), words.Say(words.WordProgress)+" ")
	case "press":
		m.Kind, m.Data = chat.Press, rest
	case "file":
		m = k.files.send(k.t, k.who, rest)
	case "voice", "picture", "document", "other":
		m.Kind, m.Text = chat.Kind(what), rest
	case "quoted":
		text, err := strconv.Unquote(rest)
		k.must(err)
		m.Text = strings.ToValidUTF8(text, "\uFFFD") // as every channel does
	case "repeat":
		times, text, _ := strings.Cut(rest, " ")
		n, err := strconv.Atoi(times)
		k.must(err)
		m.Text = strings.Repeat(text, n)
	case "as":
		name, channel, elsewhere := strings.Cut(rest, " ")
		if k.who = person(name); elsewhere {
			k.who.Channel = channel
		}
		return m, false
	case "at":
		now, err := time.ParseInLocation("2006-01-02 15:04", rest, k.now.Location())
		k.must(err)
		k.now = now
		return m, false
	default:
		k.t.Fatalf("what is %q?", line)
	}
	for m.Cut = len(m.Text) > chat.MaxText; len(m.Text) > chat.MaxText || !utf8.ValidString(m.Text); {
		m.Text = m.Text[:min(len(m.Text)-1, chat.MaxText)]
	}
	return m, true
}

// button finds the newest button with a label that the person sees.
func (k *talk) button(label string) (data, on string) {
	for i := len(k.shown) - 1; i >= 0; i-- {
		for _, row := range k.shown[i].reply.Buttons {
			for _, b := range row {
				if b.Label == label && (k.shown[i].to == k.who || k.shown[i].to.Chat == k.who.Chat) {
					return b.Data, strconv.Itoa(i)
				}
			}
		}
	}
	for _, s := range k.shown[max(0, len(k.shown)-3):] {
		k.t.Log(transcript(s.reply))
	}
	k.t.Fatalf("nobody sees a button %q", label)
	return "", ""
}

// say lets a message take its way through the store, as the bot does, and returns what is shown.
func (k *talk) say(m chat.Message) []chat.Reply {
	k.said++
	m.ID, m.From, m.At = "none:"+strconv.Itoa(k.said), k.who, k.now
	m.Group = strings.HasPrefix(k.who.Chat, groupChat)
	ctx := k.t.Context()
	k.must(k.store.Receive(ctx, []chat.Message{m}, bot.Mark{}))
	job, err := k.store.Next(ctx, k.who, k.now)
	k.must(err)
	replies, err := k.router.Handle(ctx, *job.Message)
	k.must(err)
	if k.twice {
		k.again(*job.Message, replies)
	}
	k.must(k.store.Finish(ctx, m.ID, replies))
	for i, r := range replies {
		k.check(r)
		if code := shownCode.FindString(r.Plain()); code != "" {
			k.code = code
		}
		sent, err := k.store.Next(ctx, k.who, k.now)
		k.must(err)
		if sent.Reply == nil || !reflect.DeepEqual(*sent.Reply, r) {
			k.t.Fatalf("reply %d was stored as %+v", i, sent.Reply)
		}
		k.must(k.store.End(ctx, sent.Key, chat.Outcome{State: chat.Sent, Ref: k.show(r)}, k.now))
	}
	return replies
}

// shownCode is a code as it is handed over.
var shownCode = regexp.MustCompile(`[A-Z2-9]{4}(-[A-Z2-9]{4}){3}`)

func (k *talk) grant(args []string) {
	g := access.Grant{Role: access.Role(args[1])}
	if g.Role == access.Liaison {
		found, err := k.store.UnitsNamed(k.t.Context(), args[2], 1)
		k.must(err)
		g.Unit = found[0].ID
	} else if len(args) > 2 {
		g.Scope.Series = args[3:]
		if args[2] != "全市" {
			g.Scope.District = args[2]
		}
	}
	k.must(k.store.Grant(k.t.Context(), args[0], g, "test", k.now))
	if g.Role == access.Liaison {
		k.must(k.store.AddUnitChat(k.t.Context(), g.Unit, person(args[0]), k.now))
	}
}

func (k *talk) revoke(who string) {
	holders, err := k.store.Holders(k.t.Context())
	k.must(err)
	for _, h := range holders {
		if h.Person == who {
			_, _, err := k.store.Revoke(k.t.Context(), chat.Message{ID: "none:revoked", From: person("test"), At: k.now}, h.ID)
			k.must(err)
		}
	}
}

func (k *talk) move(args []string) {
	k.must(k.store.Move(k.t.Context(), k.who.Channel, groupChat+args[0], groupChat+args[1]))
	for i := range k.shown {
		if k.shown[i].to.Chat == groupChat+args[0] {
			k.shown[i].to.Chat = groupChat + args[1]
		}
	}
}

func (k *talk) unit(args []string) {
	u := units.Unit{Name: args[0], Level: units.City, Kind: units.Institution, Titles: units.Titles}
	if len(args) > 1 {
		u.Level, u.District = units.County, args[1]
	}
	k.said++
	k.must(k.store.SaveUnits(k.t.Context(), chat.Message{ID: "none:" + strconv.Itoa(k.said), From: person("test"), At: k.now}, []units.Unit{u}))
}

// walk goes on to a time, as the sandbox's clock does: what falls due on the way is planned and sent.
func (k *talk) walk(until string) string {
	var out strings.Builder
	to, err := time.ParseInLocation("2006-01-02 15:04", until, k.now.Location())
	k.must(err)
	tick := reminders.Ticker{Ledger: ledger{k.dates, k.store, func() {}}, Log: slog.New(slog.DiscardHandler)}
	late := escalation{k.house.cases(k.store), k.store, func() {}}
	moments, err := late.moments(k.t.Context(), k.now, to)
	k.must(err)
	for _, at := range append(append([]time.Time{k.now}, moments...), to) {
		k.now = at
		k.must(tick.Tick(k.t.Context(), at))
		k.must(late.Tick(k.t.Context(), at))
		if said := k.deliver(); said != "" {
			out.WriteString("~ " + at.Format("2006-01-02 15:04") + "\n" + said)
		}
	}
	return out.String()
}

// deliver sends what is queued and due, and puts it into the chats.
func (k *talk) deliver() string {
	var out strings.Builder
	who := k.who
	defer func() { k.who = who }()
	for {
		i, ok, err := replanned{k.store, ledger{book: k.dates, store: k.store}}.Claim(k.t.Context(), k.now, k.now, time.Minute)
		k.must(err)
		if !ok {
			return out.String()
		}
		if i.Recall != "" {
			k.must(k.store.Settle(k.t.Context(), i, outbox.Result{State: outbox.Deleted}, k.now))
			out.WriteString("<x @" + i.To.Person + "\n")
			continue
		}
		k.check(i.Reply)
		k.who = i.To
		if fate, ok := k.fates[i.To.Person]; ok {
			delete(k.fates, i.To.Person)
			k.must(k.store.Settle(k.t.Context(), i, fate, k.now))
			continue
		}
		ref := k.show(i.Reply)
		k.must(k.store.Settle(k.t.Context(), i, outbox.Result{State: outbox.Sent, Ref: ref}, k.now))
		whom := "@" + i.To.Person
		if group, ok := strings.CutPrefix(i.To.Chat, groupChat); ok {
			whom = "#" + group
		}
		out.WriteString("< " + whom + "\n" + "  " + strings.ReplaceAll(strings.TrimPrefix(strings.TrimSuffix(transcript(i.Reply), "\n"), "< "), "\n", "\n") + "\n")
	}
}

// slip is what an applicant types who was given a slip of the newest printed codes.
func (k *talk) slip(number string) string {
	for _, line := range strings.Split(k.table(), "\n") {
		if cells := strings.Split(line, "|"); len(cells) == 3 && strings.HasSuffix(cells[0], " "+number) {
			return words.Say(words.WordProgress) + " " + number + " " + cells[2]
		}
	}
	k.t.Fatalf("no code was printed for %s", number)
	return ""
}

// table is the newest table that was handed over, a line a row.
func (k *talk) table() string {
	for i := len(k.shown) - 1; i >= 0; i-- {
		if f := k.shown[i].reply.File; f != nil {
			book, err := sheet.Read(k.t.Context(), f.Name, f.Data, sheet.Usual)
			k.must(err)
			var out strings.Builder
			for _, s := range book.Sheets {
				out.WriteString("  " + f.Name + " / " + s.Name + "\n")
				for _, r := range s.Rows {
					fmt.Fprintf(&out, "  %2d %s\n", r.Number, strings.Join(r.Cells, "|"))
				}
			}
			return out.String()
		}
	}
	k.t.Fatal("nobody was handed a table")
	return ""
}

// show puts a reply into the chat and returns its id there.
func (k *talk) show(r chat.Reply) string {
	if r.Edits == "" {
		k.shown = append(k.shown, shown{k.who, r})
		return strconv.Itoa(len(k.shown) - 1)
	}
	i, err := strconv.Atoi(r.Edits)
	k.must(err)
	k.shown[i].reply = r
	return r.Edits
}

// again handles a message once more before it is finished.
func (k *talk) again(m chat.Message, first []chat.Reply) {
	before := rows(k.t, k.file)
	second, err := k.router.Handle(k.t.Context(), m)
	k.must(err)
	if !reflect.DeepEqual(first, second) {
		k.t.Errorf("%s %q: first\n%s\nthen\n%s", m.ID, m.Text+m.Data, transcript(first...), transcript(second...))
	}
	if after := rows(k.t, k.file); after != before {
		k.t.Errorf("%s %q leaves other rows: %s", m.ID, m.Text+m.Data, firstDifference(before, after))
	}
}

// check holds every reply against what a channel can show and a person should see.
func (k *talk) check(r chat.Reply) {
	text := r.Plain()
	if strings.TrimSpace(text) == "" || !utf8.ValidString(text) || strings.Contains(text, "%!") || len(r.Buttons) > 0 && len(r.Keyboard) > 0 ||
		strings.HasPrefix(k.who.Chat, groupChat) && (len(r.Keyboard) > 0 || r.File != nil || shownCode.MatchString(text)) {
		k.t.Errorf("a bad reply: %+v", r)
	}
	for _, row := range r.Buttons {
		for _, b := range row {
			if b.Label == "" || b.Data == "" || len(b.Data) > 64 {
				k.t.Errorf("a bad button: %+v", b)
			}
		}
	}
}

func (k *talk) must(err error) {
	k.t.Helper()
	if err != nil {
		k.t.Fatal(err)
	}
}

// transcript writes replies down.
func transcript(replies ...chat.Reply) string {
	var out strings.Builder
	for _, r := range replies {
		head := "< "
		if r.Edits != "" {
			head = "<~ "
		}
		if r.Aside {
			head = "<! "
		}
		lines := strings.Split(styled(r.Text), "\n")
		for _, row := range r.Buttons {
			line := ""
			for _, b := range row {
				line += "[" + b.Label + "] "
			}
			lines = append(lines, line)
		}
		for _, row := range r.Keyboard {
			lines = append(lines, "{"+strings.Join(row, "} {")+"}")
		}
		for i, line := range lines {
			if i > 0 {
				head = "  "
			}
			out.WriteString(strings.TrimRight(head+line, " ") + "\n")
		}
	}
	return out.String()
}

func styled(spans []chat.Span) (text string) {
	for _, s := range spans {
		body := strings.TrimLeft(s.Text, "\n")
		text += s.Text[:len(s.Text)-len(body)]
		switch s.Style {
		case chat.Bold:
			body = "**" + body + "**"
		case chat.Faint:
			body = "_" + body + "_"
		case chat.Behind, chat.Here, chat.Ahead:
			body = map[chat.Style]string{chat.Behind: "● ", chat.Here: "◉ ", chat.Ahead: "○ "}[s.Style] + body
		case chat.Quote:
			body = "│ " + strings.ReplaceAll(body, "\n", "\n│ ")
		}
		text += body
	}
	return text
}
