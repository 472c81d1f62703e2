package main

import (
	stdlog "log"
	"os"
	"strings"
	"testing"
)

// What libraries print by themselves may be what a person said, as an answer that nobody asked net/http for.
func TestLibrariesPrintNothing(t *testing.T) {
	printed := newOutput()
	stdlog.SetOutput(printed)
	t.Cleanup(func() { stdlog.SetOutput(os.Stderr) })
	p := launch(t, t.TempDir()+"/zhicheng.db")
	stdlog.Print("Unsolicited response received on idle HTTP channel starting with " + question)
	p.stop(t)
	if said := printed.String() + p.log.String(); strings.Contains(said, question) {
		t.Errorf("printed: %s", said)
	}
}
