package broadcast

import (
	"context"
	"strings"
	"testing"

	"zhicheng/bot/chat"
	"zhicheng/bot/words"
	"zhicheng/handlers/access"
	"zhicheng/reminders/sheet"
)

// missedRecords knows only who was missed.
type missedRecords struct {
	Records
	missed []Missed
	err    error
}

func (r missedRecords) Missed(context.Context, string, []access.Grant) ([]Missed, error) {
	return r.missed, r.err
}

func TestTheListOfMissedNamesNobody(t *testing.T) {
	f := Flow{Records: missedRecords{missed: []Missed{
		{Unit: "敖汉旗第一中学", Role: "liaison", District: "敖汉旗", Channel: "telegram", State: "failed", Reason: "given up"},
		{Unit: "=1+1", Role: "applicant", State: "unknown"},
		{Role: "staff", State: "unreachable"},
	}}}
	replies, err := f.missed(t.Context(), "a1", nil)
	if err != nil || len(replies) != 1 || replies[0].File == nil || replies[0].File.Check() != nil {
		t.Fatal(replies, err)
	}
	book, err := sheet.Read(t.Context(), replies[0].File.Name, replies[0].File.Data, sheet.Usual)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, row := range book.Sheets[0].Rows {
		got = append(got, strings.Join(row.Cells, "|"))
	}
	want := "单位|身份|旗县区|状态|原因\n敖汉旗第一中学|单位联络员|敖汉旗|失败|试了一天没有成功\n=1+1|申报人员||未知\n|工作人员||" + words.Say(words.MissedUnreachable)
	if strings.TrimRight(strings.Join(got, "\n"), "|") != want {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), want)
	}
}

func TestALongListOfMissedIsCut(t *testing.T) {
	all := make([]Missed, maxMissed+1)
	for i := range all {
		all[i] = Missed{Unit: "敖汉旗第" + strings.Repeat("一", i%9) + "中学", Role: "liaison", District: "敖汉旗", State: "failed", Reason: "refused"}
	}
	replies, err := Flow{Records: missedRecords{missed: all}}.missed(t.Context(), "a1", nil)
	if err != nil || replies[0].Plain() != words.Say(words.MissedSome, maxMissed) {
		t.Fatal(replies, err)
	}
	if err := replies[0].File.Check(); err != nil {
		t.Error(err)
	}
	if n := len(replies[0].File.Data); n > chat.MaxFile {
		t.Error(n)
	}
}

// Whoever has no part in a campaign learns nothing of it.
func TestMissedIsRefused(t *testing.T) {
	replies, err := Flow{Records: missedRecords{err: ErrNoCampaign}}.missed(t.Context(), "a1", nil)
	if err != nil || replies[0].Plain() != words.Say(words.SayGone) || replies[0].File != nil {
		t.Error(replies, err)
	}
}
