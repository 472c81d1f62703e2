package handlers

import (
	"context"
	"slices"
	"strings"

	"zhicheng/bot/words"
	"zhicheng/handlers/access"
)

// duties are what each role does here, in the order of what it does most, and the words with which that begins.
var duties = []struct {
	role access.Role
	does words.Key
	by   []words.Key
}{
	{access.Liaison, words.DutyDesk, []words.Key{words.WordDesk}},
	{access.Liaison, words.DutyNames, []words.Key{words.WordRoster}},
	{access.Staff, words.DutyAnswer, []words.Key{words.WordCases, words.WordUnanswered}},
	{access.Staff, words.DutyMove, []words.Key{words.WordRoster, words.WordProgress}},
	{access.Staff, words.DutyUnits, []words.Key{words.WordUnits, words.WordInvite}},
	{access.Admin, words.DutyPeople, []words.Key{words.WordInvite, words.WordPeople}},
	{access.Admin, words.DutyDates, []words.Key{words.WordPapers, words.WordCommittees}},
	{access.Staff, words.DutyAnnounce, []words.Key{words.WordBroadcast}},
	{access.Admin, words.DutyAnnounce, []words.Key{words.WordBroadcast}},
	{access.Staff, words.DutyCount, []words.Key{words.WordStats}},
	{access.Admin, words.DutyCount, []words.Key{words.WordStats}},
}

// duties says in a few lines what somebody's roles let them do; empty for those who have none.
func (r *Router) duties(ctx context.Context, person string) (string, error) {
	if r.Rights == nil {
		return "", nil
	}
	grants, err := r.Rights.Grants(ctx, person)
	if err != nil {
		return "", err
	}
	mine, err := r.For(ctx, person)
	var lines, roles []string
	for _, d := range duties {
		if !slices.ContainsFunc(grants, func(g access.Grant) bool { return g.Role == d.role }) {
			continue
		}
		if name := words.Say(roleNames[d.role]); !slices.Contains(roles, name) {
			roles = append(roles, name)
		}
		if line := duty(d.does, d.by, mine); line != "" && !slices.Contains(lines, line) {
			lines = append(lines, line)
		}
	}
	if lines == nil {
		return "", err
	}
	return words.Say(words.DutyHead, strings.Join(roles, words.Say(words.Comma))) + "\n" + strings.Join(lines, "\n"), err
}

var roleNames = map[access.Role]words.Key{access.Liaison: words.RoleLiaison, access.Staff: words.RoleStaff, access.Admin: words.RoleAdmin}

// duty is a line about what is done by those of the words that somebody may use; empty if there are none.
func duty(does words.Key, by []words.Key, mine []Command) string {
	var said []string
	for _, w := range by {
		if slices.ContainsFunc(mine, func(c Command) bool { return c.Word == w }) {
			said = append(said, words.Say(w))
		}
	}
	if said == nil {
		return ""
	}
	return words.Say(words.DutyLine, strings.Join(said, words.Say(words.Comma)), words.Say(does))
}
