package handlers_test

import (
	"testing"
	"time"

	"zhicheng/handlers"
)

var now = time.Date(2023, 5, 10, 9, 0, 0, 0, time.FixedZone("Asia/Shanghai", 8*60*60))

func TestReadDay(t *testing.T) {
	for text, want := range map[string]string{
		"今天": "2023-05-10", "昨天": "2023-05-09", "5月12日": "2023-05-12", "５月１２号": "2023-05-12", "5.12": "2023-05-12", "5/12": "2023-05-12",
		"2023年5月12日": "2023-05-12", "2023-05-12": "2023-05-12", " 2023. 5. 12 ": "2023-05-12", "20230512": "2023-05-12", "2024-2-29": "2024-02-29",
		"2023-2-29": "", "13月1日": "", "5月": "", "12": "", "1999-01-01": "", "明年": "", "": "", "5月12日下午": "", "0月0日": "",
	} {
		got, ok := handlers.ReadDay(text, now)
		if ok != (want != "") || ok && got.Format(time.DateOnly) != want {
			t.Errorf("%q is %v, %v", text, got, ok)
		}
	}
}

// A day of which only the past makes sense is the last one of that date, even across the year.
func TestReadPast(t *testing.T) {
	january := time.Date(2024, 1, 5, 9, 0, 0, 0, now.Location())
	for text, want := range map[string]string{
		"12月28日": "2023-12-28", "1月4日": "2024-01-04", "今天": "2024-01-05", "1月8日": "2024-01-08", "2024-12-28": "2024-12-28", "12.28": "2023-12-28", "x": "",
	} {
		got, ok := handlers.ReadPast(text, january)
		if ok != (want != "") || ok && got.Format(time.DateOnly) != want {
			t.Errorf("%q is %v, %v", text, got, ok)
		}
	}
}

// A day of which only the future makes sense is the next one of that date, even across the year.
func TestReadComing(t *testing.T) {
	december := time.Date(2023, 12, 28, 9, 0, 0, 0, now.Location())
	for text, want := range map[string]string{
		"1月5日": "2024-01-05", "12月30日": "2023-12-30", "今天": "2023-12-28", "12月20日": "2023-12-20", "2023-01-05": "2023-01-05", "1.5": "2024-01-05", "x": "",
	} {
		got, ok := handlers.ReadComing(text, december)
		if ok != (want != "") || ok && got.Format(time.DateOnly) != want {
			t.Errorf("%q is %v, %v", text, got, ok)
		}
	}
}

func FuzzReadDay(f *testing.F) {
	f.Add("5月12日")
	f.Add("20230512")
	f.Fuzz(func(t *testing.T, text string) {
		d, ok := handlers.ReadDay(text, now)
		if !ok {
			return
		}
		if again, ok := handlers.ReadDay(d.Format(time.DateOnly), now); !ok || !again.Equal(d) || d.Hour() != 0 {
			t.Errorf("%q is %v", text, d)
		}
	})
}
