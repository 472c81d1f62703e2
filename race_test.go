//go:build race

package main

// The race detector takes ten times as long: the year with all its units is gone through without it, and so is what three
// of four conversations leave when each message is handled twice.
const (
	yearUnits  = 30
	twiceEvery = 4
)
