package main

import (
	"database/sql"
	"fmt"
	"strings"
	"testing"
)

// rows writes down every row of every table of a database, a line each.
func rows(t *testing.T, file string) string {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+file) // the driver comes with the store
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	var out strings.Builder
	for _, table := range query1(t, db, `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'goose%' AND name NOT LIKE 'sqlite%' ORDER BY name`) {
		for _, row := range query1(t, db, `SELECT * FROM "`+table+`" ORDER BY rowid`) {
			fmt.Fprintf(&out, "%s: %s\n", table, row)
		}
	}
	return out.String()
}

// query1 runs a query and returns each row as one text.
func query1(t *testing.T, db *sql.DB, q string) (all []string) {
	t.Helper()
	found, err := db.QueryContext(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = found.Close() }()
	columns, err := found.Columns()
	if err != nil {
		t.Fatal(err)
	}
	values, into := make([]any, len(columns)), make([]any, len(columns))
	for i := range values {
		into[i] = &values[i]
	}
	for found.Next() {
		if err := found.Scan(into...); err != nil {
			t.Fatal(err)
		}
		all = append(all, strings.TrimSuffix(fmt.Sprintln(values...), "\n"))
	}
	if err := found.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}
