package chat

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
)

func TestFileCheck(t *testing.T) {
	good := File{Name: "资格条件 对照表（2023）.html", Type: "text/html; charset=utf-8", Data: []byte("x")}
	for name, c := range map[string]struct {
		spoil func(*File)
		ok    bool
	}{
		"good":                 {func(*File) {}, true},
		"the largest":          {func(f *File) { f.Data = make([]byte, MaxFile) }, true},
		"too large":            {func(f *File) { f.Data = make([]byte, MaxFile+1) }, false},
		"empty":                {func(f *File) { f.Data = nil }, false},
		"the longest name":     {func(f *File) { f.Name = strings.Repeat("名", 40) }, true},
		"too long a name":      {func(f *File) { f.Name = strings.Repeat("名", 40) + "a" }, false},
		"no name":              {func(f *File) { f.Name = "" }, false},
		"a broken name":        {func(f *File) { f.Name = "a\xff" }, false},
		"a path":               {func(f *File) { f.Name = "../a" }, false},
		"a path of Windows":    {func(f *File) { f.Name = `a\b` }, false},
		"a hidden file":        {func(f *File) { f.Name = ".profile" }, false},
		"a quotation mark":     {func(f *File) { f.Name = `a".html` }, false},
		"a line break":         {func(f *File) { f.Name = "a\r\nb" }, false},
		"an ending in reverse": {func(f *File) { f.Name = "a\u202elmth.exe" }, false},
		"no type":              {func(f *File) { f.Type = "" }, false},
		"a broken type":        {func(f *File) { f.Type = "text/html\r\nX: y" }, false},
	} {
		f := good
		c.spoil(&f)
		err := f.Check()
		if (err == nil) != c.ok {
			t.Errorf("%s: %v", name, err)
		}
		if err != nil && f.Name != "" && strings.Contains(err.Error(), f.Name) {
			t.Errorf("%s: the error holds the name: %v", name, err)
		}
	}
}

func TestFileOutlivesJSON(t *testing.T) {
	want := Reply{File: &File{Name: "a.ics", Type: "text/calendar", Data: []byte{0, 255, '\n'}}}
	b, err := json.Marshal(want)
	if err != nil {
		t.Fatal(err)
	}
	var got Reply
	if err := json.Unmarshal(b, &got); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%s: %+v, %v", b, got.File, err)
	}
	if b, _ := json.Marshal(Reply{}); strings.Contains(string(b), "file") {
		t.Errorf("a reply without a file: %s", b)
	}
}
