//go:build race

package main

// The race detector takes twenty times as long; the year with all its units is gone through without it.
const yearUnits = 30
