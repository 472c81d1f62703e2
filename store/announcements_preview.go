package store

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash"
	"iter"
	"slices"
	"strings"
	"time"

	"zhicheng/bot/chat"
	"zhicheng/bot/words"
	"zhicheng/handlers/broadcast"
)

// freezing collects the recipients and what the preview says of them.
type freezing struct {
	said      broadcast.Announcement
	templates []string
	shared    chat.Reply // for all, but those for whom templates are filled in
	fits      bool
	outlook   broadcast.Outlook
	hash      hash.Hash
	preview   preview
	kinds     map[kind]int64
	spare     []broadcast.Sample // where there are fewer segments than samples
	buf       []byte
	goodUntil int64 // when the first of the dates that were filled in is over; 0 for never
}

func newFreezing(said broadcast.Announcement, o broadcast.Outlook) *freezing {
	d := &freezing{said: said, templates: broadcast.Templates(said.Text), outlook: o, hash: sha256.New(),
		kinds: map[kind]int64{}, shared: broadcast.Compose(said.Text, said.File)}
	d.fits = broadcast.Fits(d.shared)
	writePart(d.hash, said.Text)
	if said.File != nil {
		writePart(d.hash, said.File.Name)
		writePart(d.hash, said.File.Type)
		writePart(d.hash, string(said.File.Data))
	}
	writePart(d.hash, fmt.Sprint(millis(said.At), said.Urgent))
	return d
}

// parts are the rows of all who hear it, as many as one transaction writes.
func (d *freezing) parts(all iter.Seq[recipient]) iter.Seq[[]row] {
	return func(yield func([]row) bool) {
		var part []row
		for r := range all {
			line, hears := d.add(r)
			if !hears {
				continue
			}
			if part = append(part, line); len(part) == frozenAtOnce {
				if !yield(part) {
					return
				}
				part = make([]row, 0, frozenAtOnce)
			}
		}
		if len(part) > 0 {
			yield(part)
		}
	}
}

// add is the row of somebody; false if nothing goes there.
func (d *freezing) add(r recipient) (line row, hears bool) {
	switch {
	case r.unreachable:
		d.preview.Unreachable++
		return line, false
	case r.muted:
		d.preview.Muted++
		return line, false
	}
	first := r.as[0]
	reply, fits := d.shared, d.fits
	line = row{to: r.to, role: first.role, unit: first.unit.ID, district: first.district}
	if len(d.templates) > 0 {
		reply = broadcast.Compose(broadcast.Fill(d.said.Text, d.values(r.as)), d.said.File)
		fits = broadcast.Fits(reply)
	}
	line.body = d.body(reply, first.thread)
	if !fits {
		d.preview.TooLong++
	}
	d.preview.Recipients++
	d.buf = d.buf[:0]
	for _, part := range []string{r.to.Channel, r.to.Chat, r.to.Person, line.body} {
		d.buf = appendPart(d.buf, part)
	}
	d.hash.Write(d.buf)
	d.count(first, reply)
	return line, true
}

// body is what a row has of its own, which Claim puts over what is shared: the text, where templates are filled in, and
// the thread of a group in which the unit that is meant first is reminded.
func (d *freezing) body(r chat.Reply, thread string) string {
	own := map[string]any{}
	if len(d.templates) > 0 {
		own["text"] = r.Text
	}
	if thread != "" {
		own["answers"] = thread
	}
	if len(own) == 0 {
		return ""
	}
	body, _ := json.Marshal(own) // cannot fail
	return string(body)
}

// unheard notes the units of a list that nobody reads for.
func (d *freezing) unheard(names []string) {
	d.preview.Unheard, d.preview.UnheardAll = names[:min(len(names), samples)], int64(len(names))
}

// kind is what the preview counts somebody as.
type kind struct{ role, district, level string }

func (d *freezing) count(s standing, r chat.Reply) {
	of := kind{string(s.role), s.district, string(s.unit.Level)}
	sample := broadcast.Sample{Unit: s.unit.Name, Reply: chat.Reply{Text: r.Text}}
	switch {
	case len(d.preview.Samples) < samples && d.kinds[of] == 0:
		d.preview.Samples = append(d.preview.Samples, sample)
	case len(d.spare) < samples:
		d.spare = append(d.spare, sample)
	}
	d.kinds[of]++
}

// values are what the templates stand for where somebody reads them for these units; what is missing is noted.
func (d *freezing) values(as []standing) map[string]string {
	values, lacks := map[string]string{}, int64(0)
	for _, name := range d.templates {
		var all, names []string
		for _, s := range as {
			if s.unit.ID == 0 {
				continue
			}
			found, until := d.outlook.Values(s.unit.ID)
			if v := found[name]; v != "" {
				all, names = append(all, v), append(names, s.unit.Name)
				d.isGood(name, until)
			}
		}
		if len(all) < len(as) {
			lacks = 1
			if !slices.Contains(d.preview.Missing, name) {
				d.preview.Missing = append(d.preview.Missing, name)
			}
			continue
		}
		values[name] = together(names, all)
	}
	d.preview.MissingFor += lacks
	return values
}

// isGood notes until when a value is true: a unit's name always is.
func (d *freezing) isGood(name string, until time.Time) {
	if name == words.Say(words.FieldUnit) || until.IsZero() {
		return
	}
	if ms := millis(until); d.goodUntil == 0 || ms < d.goodUntil {
		d.goodUntil = ms
	}
}

// together says several units' values in one, each with its unit unless they are the same or the units' own names.
func together(names, values []string) string {
	if len(slices.Compact(slices.Clone(values))) == 1 {
		return values[0]
	}
	if !slices.Equal(names, values) {
		for i := range values {
			values[i] = words.Say(words.FieldOfUnit, names[i], values[i])
		}
	}
	return strings.Join(values, words.Say(words.FieldBetween))
}

func (d *freezing) found() preview {
	d.preview.Samples = append(d.preview.Samples, d.spare[:min(len(d.spare), samples-len(d.preview.Samples))]...)
	segments := map[string]int64{}
	for of, n := range d.kinds {
		for name, value := range map[string]string{"role:": of.role, "district:": of.district, "level:": of.level} {
			if value != "" {
				segments[name+value] += n
			}
		}
	}
	for segment, n := range segments {
		d.preview.Segments = append(d.preview.Segments, broadcast.Count{Segment: segment, N: n})
	}
	slices.SortFunc(d.preview.Segments, func(a, b broadcast.Count) int { return strings.Compare(a.Segment, b.Segment) })
	return d.preview
}

func (d *freezing) sum() string { return hex.EncodeToString(d.hash.Sum(nil)) }
