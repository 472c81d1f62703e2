package main

import (
	"context"
	"errors"
	"mime"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"zhicheng/bot/chat"
)

// disk opens the files of testdata that were sent, each for whom it was sent by.
type disk map[string]chat.Conversation

// send makes the message that brings a file: its name, and the caption behind it.
func (d disk) send(t *testing.T, from chat.Conversation, line string) chat.Message {
	t.Helper()
	name, caption, _ := strings.Cut(line, " ")
	info, err := os.Stat(onDisk(name))
	if err != nil {
		t.Fatal(err)
	}
	d[from.Chat+name] = from
	m := chat.Message{Kind: chat.Document, Text: caption, File: &chat.Incoming{
		Name: chat.CleanName(name), Type: chat.CleanType(mime.TypeByExtension(filepath.Ext(name))), Size: info.Size(), Ref: name}}
	if strings.HasPrefix(m.File.Type, "image/") {
		m.Kind = chat.Picture
	}
	return m
}

// onDisk is where a file of testdata/files or testdata/rosters is.
func onDisk(name string) string {
	file := filepath.Join("testdata/rosters", name)
	if _, err := os.Stat(file); err == nil {
		return file
	}
	return filepath.Join("testdata/files", name)
}

func (d disk) Open(_ context.Context, c chat.Conversation, in chat.Incoming, limit int64) ([]byte, error) {
	if d[c.Chat+in.Ref] != c {
		return nil, chat.ErrFileGone
	}
	data, err := os.ReadFile(onDisk(in.Ref))
	if int64(len(data)) > limit {
		return nil, chat.ErrFileTooLarge
	}
	return data, err
}

// What arrived is opened by its own channel, and for its own conversation only.
func TestChannelFiles(t *testing.T) {
	mine, yours := person("甲"), person("乙")
	d := disk{}
	files := channelFiles{"none": d}
	in := *d.send(t, mine, "名册.csv 请看").File
	elsewhere := mine
	elsewhere.Channel = "telegram"
	for _, c := range []struct {
		from  chat.Conversation
		limit int64
		want  error
	}{{mine, in.Size, nil}, {mine, in.Size - 1, chat.ErrFileTooLarge}, {yours, 99, chat.ErrFileGone}, {elsewhere, 99, chat.ErrFileGone}} {
		data, err := files.Open(t.Context(), c.from, in, c.limit)
		if !errors.Is(err, c.want) || (int64(len(data)) == in.Size) != (c.want == nil) {
			t.Errorf("for %v within %d: %d bytes, %v", c.from, c.limit, len(data), err)
		}
	}
}
