package milestones

import (
	"bytes"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	ical "github.com/arran4/golang-ical"
)

func TestICS(t *testing.T) {
	stamp := time.Date(2023, 5, 10, 9, 0, 0, 0, time.FixedZone("", 8*60*60))
	long := strings.Repeat("高级职称，申报；截止\\", 20) + "\n第二行"
	event := Event{UID: "apply@pack", Sequence: 2, On: day("2023-05-30"), Summary: "申报截止", Description: long, Before: []int{7, 1, 0}}
	file, err := ICS("职称", stamp, []Event{event})
	if err != nil {
		t.Fatal(err)
	}
	text := string(file)
	if strings.Count(text, "\n") != strings.Count(text, "\r\n") {
		t.Error("a line does not end in CR LF")
	}
	for line := range strings.SplitSeq(text, "\r\n") {
		if len(line) > 75 || !utf8.ValidString(line) {
			t.Errorf("a line of %d octets: %q", len(line), line)
		}
	}
	for _, want := range []string{
		"UID:apply@pack", "SEQUENCE:2", "DTSTAMP:20230510T010000Z", "DTSTART;VALUE=DATE:20230530", "DTEND;VALUE=DATE:20230531",
		"BEGIN:VTIMEZONE", "TZID:Asia/Shanghai", "TZOFFSETTO:+0800", "ACTION:DISPLAY", "TRIGGER:-PT160H", "TRIGGER:-PT16H", "TRIGGER:PT8H",
		"TRANSP:TRANSPARENT", "VERSION:2.0", "METHOD:PUBLISH", "REFRESH-INTERVAL;VALUE=DURATION:PT12H",
	} {
		if !strings.Contains(text, "\r\n"+want+"\r\n") {
			t.Errorf("no %s in\n%s", want, text)
		}
	}
	back, err := ical.ParseCalendar(bytes.NewReader(file))
	if err != nil || len(back.Events()) != 1 {
		t.Fatalf("read again: %v", err)
	}
	if e := back.Events()[0]; ical.FromText(e.GetProperty(ical.ComponentPropertyDescription).Value) != long || len(e.Alarms()) != 3 {
		t.Errorf("read again: %+v", e)
	}
	if again, _ := ICS("职称", stamp, []Event{event}); !bytes.Equal(again, file) {
		t.Error("the same event gives another file")
	}
}
