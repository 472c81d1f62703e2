//go:build !race

package main

const (
	yearUnits  = 300
	twiceEvery = 1
)
