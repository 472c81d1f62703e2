package handlers

import (
	"context"
	"errors"

	"zhicheng/bot/chat"
	"zhicheng/bot/words"
	"zhicheng/reminders/sheet"
)

// ReadTable opens and reads the table that a person sent; where that cannot be done the reply says why and what to do.
func ReadTable(ctx context.Context, files chat.Files, from chat.Conversation, in chat.Incoming) (sheet.Book, *chat.Reply, error) {
	data, err := files.Open(ctx, from, in, sheet.Usual.Bytes)
	var book sheet.Book
	if err == nil {
		book, err = sheet.Read(ctx, in.Name, data, sheet.Usual)
	}
	if err == nil {
		return book, nil, nil
	}
	for fault, key := range tableFaults {
		if errors.Is(err, fault) {
			return book, &Say(key)[0], nil
		}
	}
	return book, nil, err
}

var tableFaults = map[error]words.Key{
	chat.ErrFileTooLarge: words.TableTooLarge, chat.ErrFileGone: words.TableGone,
	sheet.ErrTooLarge: words.TableTooLarge, sheet.ErrOldXLS: words.TableOld, sheet.ErrEncrypted: words.TableEncrypted,
	sheet.ErrBroken: words.TableBroken, sheet.ErrKind: words.TableKind,
}

// XLSX is a workbook as a file to hand over.
func XLSX(name string, sheets ...sheet.Sheet) (*chat.File, error) {
	data, err := sheet.Workbook(sheets...)
	if err != nil {
		return nil, err
	}
	return &chat.File{Name: name, Type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", Data: data}, nil
}
