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
