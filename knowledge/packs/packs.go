// Package packs holds the notice packs, a folder of data for one notice of one year, and loads and checks them.
package packs

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"time"

	"zhicheng/knowledge"
	"zhicheng/knowledge/strict"
	"zhicheng/reminders/milestones"
	"zhicheng/reminders/progress"
)

//go:embed all:*-2[0-9][0-9][0-9] *.yaml
var embedded embed.FS

// ErrNoPack says that there is no pack of this name.
var ErrNoPack = errors.New("no such pack")

// Meta is pack.yaml: which notice this is and when it is in force.
type Meta struct {
	ID        string   `yaml:"id"`
	Title     string   `yaml:"title"`
	Number    string   `yaml:"number"`
	Issuer    string   `yaml:"issuer"`
	Date      string   `yaml:"date"`  // YYYY-MM-DD, the first day in force
	Until     string   `yaml:"until"` // the last
	Year      int      `yaml:"year"`
	Zone      string   `yaml:"zone"`
	Region    string   `yaml:"region"`
	Places    []string `yaml:"places"`
	Districts []string `yaml:"districts"` // of the region
	Language  string   `yaml:"language"`
	Topics    []string `yaml:"topics"` // clauses to offer when nothing was found

	from, end time.Time
}

// InForce says whether the notice is in force at a time.
func (m Meta) InForce(at time.Time) bool { return !at.Before(m.from) && at.Before(m.end) }

// End is the first moment at which the notice is out of force.
func (m Meta) End() time.Time { return m.end }

// Contact is an office that can say what the notice does not.
type Contact struct {
	Office    string   `yaml:"office"`
	Name      string   `yaml:"name"`
	Series    []string `yaml:"series,omitempty"`
	Levels    []string `yaml:"levels,omitempty"`
	Districts []string `yaml:"districts,omitempty"`
	Phone     string   `yaml:"phone,omitempty"`
	Address   string   `yaml:"address,omitempty"`
	Hours     string   `yaml:"hours,omitempty"`
	Web       string   `yaml:"web,omitempty"`
	Clause    string   `yaml:"clause,omitempty"` // where the notice names it
	Quote     string   `yaml:"quote,omitempty"`
}

// Pack is one notice with all that belongs to it.
type Pack struct {
	Meta
	Material  knowledge.Material
	Notice    *knowledge.Notice // the one of Material
	Contacts  []Contact
	Dates     milestones.Year
	Checklist Checklist
	Columns   Columns
	Stages    progress.Year
	files     fs.FS
}

// Contact returns the office of this kind.
func (p *Pack) Contact(office string) (Contact, bool) {
	i := slices.IndexFunc(p.Contacts, func(c Contact) bool { return c.Office == office })
	if i < 0 {
		return Contact{}, false
	}
	return p.Contacts[i], true
}

// File is a file of the pack by its path inside the folder.
func (p *Pack) File(name string) ([]byte, error) { return fs.ReadFile(p.files, name) }

// Attachment returns the name of an attachment's file, if the bureau has handed it over.
func (p *Pack) Attachment(clause string) (name string, ok bool) {
	found, err := fs.Glob(p.files, "attachments/"+clause+".*")
	if err != nil || len(found) == 0 {
		return "", false
	}
	return found[0], true
}

// Library is the embedded packs and those of a folder on disk, which go first.
type Library []fs.FS

// Open returns the library; dir may be empty.
func Open(dir string) Library {
	if dir == "" {
		return Library{embedded}
	}
	return Library{os.DirFS(dir), embedded}
}

// IDs lists the packs, each once.
func (l Library) IDs() []string {
	var ids []string
	for _, files := range l {
		found, _ := fs.Glob(files, "*/pack.yaml") // a fixed, valid pattern
		for _, f := range found {
			ids = append(ids, path.Dir(f))
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// Load reads and checks a pack; the error names every fault with file and line. An empty id means the pack of the
// newest notice.
func (l Library) Load(id string) (*Pack, error) {
	if id == "" {
		return l.newest()
	}
	for _, files := range l {
		if strings.ContainsAny(id, "/\\") {
			break
		}
		if _, err := fs.Stat(files, path.Join(id, "pack.yaml")); err != nil {
			continue
		}
		sub, err := fs.Sub(files, id)
		if err != nil {
			return nil, err
		}
		return l.load(id, sub)
	}
	return nil, fmt.Errorf("%w: %q (there are: %s)", ErrNoPack, id, strings.Join(l.IDs(), ", "))
}

func (l Library) newest() (best *Pack, err error) {
	for _, id := range l.IDs() {
		p, err := l.Load(id)
		if err != nil {
			return nil, err
		}
		if best == nil || p.from.After(best.from) {
			best = p
		}
	}
	if best == nil {
		return nil, ErrNoPack
	}
	return best, nil
}

func (l Library) load(id string, files fs.FS) (*Pack, error) {
	p := &Pack{files: files}
	text, err := fs.ReadFile(files, "notice.txt")
	if err != nil {
		return nil, fmt.Errorf("pack %s: %w", id, err)
	}
	if p.Notice, err = knowledge.Parse(text); err != nil {
		return nil, fmt.Errorf("pack %s: notice.txt: %w", id, err)
	}
	read := reader{files: files}
	read.file("pack.yaml", true, &p.Meta)
	read.file("contacts.yaml", false, &p.Contacts)
	read.file(datesFile, false, &p.Dates)
	read.file(checklistFile, false, &p.Checklist)
	read.file(columnsFile, false, &p.Columns)
	read.file(stagesFile, false, &p.Stages)
	read.file("lexicon.yaml", false, &p.Material.Lexicon)
	read.file("questions.yaml", false, &p.Material.Questions)
	read.file("outside.yaml", false, &p.Material.Outside)
	read.errs = append(read.errs, l.language(p.Language, &p.Material.Language), p.dates())
	p.Material.Notice, p.Material.Year, p.Material.Places = p.Notice, p.Year, slices.Concat(p.Places, p.Districts)
	if err := errors.Join(read.errs...); err != nil {
		return nil, fmt.Errorf("pack %s:\n%w", id, err)
	}
	if id != p.ID {
		return nil, fmt.Errorf("pack %s: pack.yaml calls it %q", id, p.ID)
	}
	if found := faults(p.Lint()); len(found) > 0 {
		return nil, fmt.Errorf("pack %s:\n%s", id, strings.Join(found, "\n"))
	}
	return p, nil
}

// language reads how people write, from beside the packs.
func (l Library) language(name string, into *knowledge.Language) error {
	for _, files := range l {
		if data, err := fs.ReadFile(files, name+".yaml"); err == nil {
			return strict.Decode(name+".yaml", data, into)
		}
	}
	return fmt.Errorf("no language %q", name)
}

func (p *Pack) dates() error {
	zone, err := time.LoadLocation(p.Zone)
	if err != nil {
		return fmt.Errorf("pack.yaml: zone: %w", err)
	}
	if p.from, err = time.ParseInLocation(time.DateOnly, p.Date, zone); err != nil {
		return fmt.Errorf("pack.yaml: date: %w", err)
	}
	last, err := time.ParseInLocation(time.DateOnly, p.Until, zone)
	if err != nil {
		return fmt.Errorf("pack.yaml: until: %w", err)
	}
	p.end = last.AddDate(0, 0, 1)
	return nil
}

// reader decodes the files of a pack and collects all faults.
type reader struct {
	files fs.FS
	errs  []error
}

func (r *reader) file(name string, needed bool, into any) {
	data, err := fs.ReadFile(r.files, name)
	switch {
	case err == nil:
		r.errs = append(r.errs, strict.Decode(name, data, into))
	case needed || !errors.Is(err, fs.ErrNotExist):
		r.errs = append(r.errs, err)
	}
}

// Morning is nine o'clock on the day after the notice, when its readers begin to ask.
func (m Meta) Morning() time.Time { return m.from.AddDate(0, 0, 1).Add(9 * time.Hour) }
