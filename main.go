// Zhicheng (职称通) reads a city's annual notice on professional titles for the people who live by it.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"
	"time"
	_ "time/tzdata" // the zones, also where the system has none

	"github.com/alecthomas/kong"

	"zhicheng/knowledge/packs"
)

// version is set by the release build.
var version = ""

// cli is the command line. Every command's Run gets the context and the streams.
type cli struct {
	Serve     serveCmd     `cmd:"" default:"withargs" help:"Answer in the web chat sandbox, or in Telegram when a token is set (the default)."`
	Ask       askCmd       `cmd:"" help:"Answer questions."`
	Check     checkCmd     `cmd:"" help:"Decide by which routes somebody may apply, from facts."`
	Facts     factsCmd     `cmd:"" help:"List the facts that check knows."`
	Window    windowCmd    `cmd:"" help:"Count a publicity window in working days, forwards or back from a deadline."`
	Plan      planCmd      `cmd:"" help:"List the reminders that will be sent, when, to whom and why."`
	Outbox    outboxCmd    `cmd:"" help:"Look at what is sent without being asked; hold, end or repeat it."`
	Broadcast broadcastCmd `cmd:"" help:"Preview an announcement, or let it go."`
	FAQ       faqCmd       `cmd:"" name:"faq" help:"List, export and import the answers that staff maintain."`
	Backup    backupCmd    `cmd:"" help:"Copy the database while serve goes on."`
	Audit     auditCmd     `cmd:"" help:"Verify or print the record of who did what."`
	Notice    noticeCmd    `cmd:"" help:"Look at the notice: outline, show, lint."`
	Eval      evalCmd      `cmd:"" help:"Measure the answers on a file of questions."`
	Version   versionCmd   `cmd:"" help:"Print the version."`
}

// streams are where a command reads and writes.
type streams struct {
	in       io.Reader
	out, err io.Writer
}

// errSilent ends with status 1; what is wrong has been printed.
var errSilent = errors.New("")

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second signal does not wait for the drain
	os.Exit(run(ctx, os.Args[1:], streams{os.Stdin, os.Stdout, os.Stderr}))
}

// run is main with everything passed in; it returns the exit status.
func run(ctx context.Context, args []string, s streams) int {
	var c cli
	parser, err := kong.New(&c, kong.Name("zhicheng"),
		kong.Description("职称通: answers questions about a notice on professional titles with its own words."),
		kong.Writers(s.out, s.err), kong.BindTo(ctx, (*context.Context)(nil)), kong.Bind(s))
	if err != nil {
		fmt.Fprintln(s.err, "zhicheng:", err)
		return 2
	}
	exited := -1
	parser.Exit = func(code int) { exited = code }
	command, err := parser.Parse(args)
	switch {
	case exited >= 0: // --help
		return exited
	case err != nil:
		fmt.Fprintln(s.err, "zhicheng:", err)
		return 2
	}
	if err := command.Run(); err != nil {
		if !errors.Is(err, errSilent) {
			fmt.Fprintln(s.err, "zhicheng:", err)
		}
		return 1
	}
	return 0
}

// packFlags choose the notice pack; every command that reads one has them.
type packFlags struct {
	Packs string `help:"A folder of packs that add to the built-in ones or override them." env:"ZHICHENG_PACKS" placeholder:"DIR"`
	Pack  string `help:"The pack; the newest notice if not given." env:"ZHICHENG_PACK" placeholder:"ID"`
}

func (p packFlags) load() (*packs.Pack, error) { return packs.Open(p.Packs).Load(p.Pack) }

// civilZone is where the offices are.
const civilZone = "Asia/Shanghai"

func civilNow() time.Time {
	zone, err := time.LoadLocation(civilZone)
	if err != nil {
		return time.Now().UTC()
	}
	return time.Now().In(zone)
}

type versionCmd struct{}

// Help is shown by --help.
func (versionCmd) Help() string { return "Example:\n\n  zhicheng version" }

// Run prints the version.
func (versionCmd) Run(s streams) error {
	v := version
	if info, ok := debug.ReadBuildInfo(); ok && v == "" {
		v = info.Main.Version
	}
	_, err := fmt.Fprintln(s.out, "zhicheng", v)
	return err
}
