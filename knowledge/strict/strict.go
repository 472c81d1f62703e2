// Package strict reads YAML and refuses what its reader does not know: unknown fields, keys given twice, values of
// another type, a second document. All faults are reported at once, each with file and line.
package strict

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"strings"

	"go.yaml.in/yaml/v4"
)

// MaxFile is the largest file, in bytes, that Decode reads.
const MaxFile = 8 << 20

// Fault is one thing that is wrong in a file.
type Fault struct {
	File string
	Line int // from 1; 0 if it concerns the file as a whole
	Text string
}

func (f Fault) Error() string { return fmt.Sprintf("%s:%d: %s", f.File, f.Line, f.Text) }

// Decode reads the one document of a file into a pointer. The error joins a Fault for each thing that is wrong.
func Decode(name string, data []byte, into any) error {
	if len(data) > MaxFile {
		return Fault{name, 0, "the file is larger than 8 MiB"}
	}
	if len(bytes.TrimSpace(data)) == 0 {
		return Fault{name, 0, "the file is empty"}
	}
	return faults(name, yaml.Load(data, into, yaml.WithKnownFields(), yaml.WithUniqueKeys()))
}

func faults(name string, err error) error {
	if err == nil {
		return nil
	}
	if many, ok := errors.AsType[*yaml.LoadErrors](err); ok {
		all := make([]error, len(many.Errors))
		for i, e := range many.Errors {
			all[i] = Fault{name, e.Mark.Line, plain(e.Message)}
		}
		return errors.Join(all...)
	}
	if one, ok := errors.AsType[*yaml.LoadError](err); ok {
		return Fault{name, one.Mark.Line, plain(one.Message)}
	}
	return Fault{name, 0, err.Error()}
}

var goType = regexp.MustCompile(` in type .*$`)

// plain leaves out what only a Go programmer would understand.
func plain(message string) string {
	return strings.TrimSpace(goType.ReplaceAllString(message, ""))
}

