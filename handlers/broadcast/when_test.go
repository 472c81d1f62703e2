package broadcast

import (
	"testing"
	"time"

	"zhicheng/bot/words"
)

var shanghai = time.FixedZone("CST", 8*3600)

var noon = time.Date(2023, 5, 10, 12, 0, 0, 0, shanghai)

func TestReadTime(t *testing.T) {
	for text, want := range map[string]string{
		"5月20日 9点":         "2023-05-20 09:00",
		"5月20日9点":          "2023-05-20 09:00",
		"５月２０日　９：３０":       "2023-05-20 09:30",
		"5.20 9:00":        "2023-05-20 09:00",
		"2023-05-20 09:30": "2023-05-20 09:30",
		"20230520 14时5分":   "2023-05-20 14:05",
		"今天下午3点半":          "2023-05-10 15:30",
		"明天 上午 9 点":        "2023-05-11 09:00",
		"明天中午12点":          "2023-05-11 12:00",
		"明天中午1点":           "2023-05-11 13:00",
		"后天晚上8点整":          "2023-05-12 20:00",
		"明天下午15点":          "2023-05-11 15:00",
		"明天0点":             "2023-05-11 00:00",
		"8月8日 12:00":       "2023-08-08 12:00",
		"8月9日 12:00":       string(words.SayTooFar),
		"今天 12:00":         string(words.SayPast),
		"昨天 15:00":         string(words.SayPast),
		"1月5日 9点":          string(words.SayPast),
		"5.209:00":         string(words.SayBadTime),
		"5月20日":            string(words.SayBadTime),
		"9点":               string(words.SayBadTime),
		"明天":               string(words.SayBadTime),
		"明天25点":            string(words.SayBadTime),
		"明天9:75":           string(words.SayBadTime),
		"明天晚上12点":          string(words.SayBadTime),
		"明天上午13点":          string(words.SayBadTime),
		"2月30日 9点":         string(words.SayBadTime),
		"过几天 9点":           string(words.SayBadTime),
		"":                 string(words.SayBadTime),
		"现在":               string(words.SayBadTime),
		"明天9点发，后天10点再发一次吧": string(words.SayBadTime),
	} {
		at, fault := ReadTime(text, noon)
		got := string(fault)
		if fault == "" {
			got = at.Format("2006-01-02 15:04")
		}
		if got != want {
			t.Errorf("%q: got %s, want %s", text, got, want)
		}
	}
}

// In December an hour of January is one of the next.
func TestReadTimeAcrossTheYear(t *testing.T) {
	at, fault := ReadTime("1月5日 9点", time.Date(2023, 12, 28, 12, 0, 0, 0, shanghai))
	if want := time.Date(2024, 1, 5, 9, 0, 0, 0, shanghai); fault != "" || !at.Equal(want) {
		t.Errorf("got %v, %q", at, fault)
	}
}

// What is read lies ahead, within the bound, on a whole minute of the asker's zone; a text with more spaces says the same.
func FuzzReadTime(f *testing.F) {
	for _, s := range []string{"5月20日 9点", "明天下午3点半", "2023-05-20 09:30", "5.20 9:00", "后天晚上8点整", "：", "99999999999999999999点"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		at, fault := ReadTime(s, noon)
		if (fault == "") == at.IsZero() {
			t.Fatalf("%q: %v and %q", s, at, fault)
		}
		if fault == "" && (!at.After(noon) || at.After(noon.AddDate(0, 0, MaxDaysAhead)) || at.Second() != 0 || at.Location() != shanghai) {
			t.Errorf("%q: %v", s, at)
		}
		if again, f := ReadTime("  "+s+"  ", noon); f != fault || !again.Equal(at) {
			t.Errorf("%q: %v, with spaces %v %v", s, at, again, f)
		}
	})
}
