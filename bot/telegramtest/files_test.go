package telegramtest

import (
	"encoding/json"
	"io"
	"net/http"
	"testing"
)

func TestFilesAreHandedOverAsTelegramDoes(t *testing.T) {
	s := start(t, Options{})
	s.DocumentFile(1, "a.csv", "text/csv", []byte("甲"), "")
	s.PhotoFile(1, []byte("small"), make([]byte, maxDownload+1), "")
	var f struct {
		Path string `json:"file_path"`
		Size int    `json:"file_size"`
	}
	if a := s.do(t, "getFile", map[string]any{"file_id": "AgAD-1"}); json.Unmarshal(a.Result, &f) != nil || f.Size != 3 {
		t.Fatalf("got %+v, %+v", a, f)
	}
	for id, want := range map[string]string{
		"AgAD-3": "Bad Request: file is too big", "AgAD-9": "Bad Request: wrong file_id or the file is temporarily unavailable",
	} {
		if a := s.do(t, "getFile", map[string]any{"file_id": id}); a.Description != want {
			t.Errorf("%s: %+v", id, a)
		}
	}
	for path, want := range map[string]int{
		s.Token + "/" + f.Path: 200, s.Token + "/documents/none": 404, "1:OTHER/" + f.Path: 401,
	} {
		resp, err := http.Get(s.URL + "/file/bot" + path)
		if err != nil {
			t.Fatal(err)
		}
		body, _ := io.ReadAll(resp.Body)
		_ = resp.Body.Close()
		if resp.StatusCode != want || (string(body) == "甲") != (want == 200) {
			t.Errorf("%s: %d %q", path, resp.StatusCode, body)
		}
	}
}
