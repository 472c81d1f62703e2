package progress

import (
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

var (
	wholeCard = regexp.MustCompile(`^\d{17}[\dX]$`)
	cardLike  = regexp.MustCompile(`[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx]`)
	cardTail  = regexp.MustCompile(`^\d{3}[\dX]$`)
)

// card keeps hashes of an ID card's number: of the whole one, and of its end with the name, by which people who know
// both can show that an application is theirs.
func (p *parser) card() {
	cell := strings.ToUpper(strings.TrimLeft(bare(p.text(ColumnCard, maxText)), "*"))
	switch {
	case cell == "":
	case wholeCard.MatchString(cell) && checks(cell):
		p.row.PersonHash = p.Hash(cell)
		p.row.TailHash = p.Hash(Tail(p.row.Name, cell[14:]))
	case cardTail.MatchString(cell):
		p.row.TailHash = p.Hash(Tail(p.row.Name, cell))
	default:
		p.problem(ColumnCard, NoCard)
	}
}

// Tail is what is hashed of a name and the last four of an ID card.
func Tail(name, four string) string { return name + "/" + strings.ToUpper(four) }

// checks verifies the last digit of an ID card's number (GB 11643).
func checks(card string) bool {
	sum, weight := 0, 1
	for i := len(card) - 1; i >= 0; i-- {
		digit := 10
		if card[i] != 'X' {
			digit = int(card[i] - '0')
		}
		sum, weight = sum+digit*weight, weight*2%11
	}
	return sum%11 == 1
}

// MaskCards hides the numbers of ID cards in a text but for their last four signs, also those that spaces part, that stand
// in wide digits, or whose last digit does not fit. A text without any is returned as it is.
func MaskCards(text string) string {
	digits := 0
	for _, r := range text {
		if unicode.IsNumber(r) {
			digits++
		}
	}
	if digits < 9 { // most cells, of which nothing more is looked at; a sign may stand for two digits
		return text
	}
	plain := strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, norm.NFKC.String(text))
	if !cardLike.MatchString(plain) {
		return text
	}
	return cardLike.ReplaceAllStringFunc(plain, MaskCard)
}

// MaskCard hides all of a cell of ID cards but the last four signs.
func MaskCard(cell string) string {
	r := []rune(cell)
	for i := range max(len(r)-4, 0) {
		r[i] = '*'
	}
	return string(r)
}
