package access

import (
	"strings"
	"testing"
)

// Every cell, written out once more: l liaison, s staff, a admin; an applicant may none of it.
var cells = map[Action]string{
	SignIn: "lsa", UnitDesk: "l", UnitHandover: "l", UnitEdit: "sa", InviteLiaison: "sa", InviteStaff: "a",
	LocalDate: "sa", EnterDate: "a", ConfirmDate: "a", RecordEvent: "sa", CommitteeEdit: "sa", Announce: "sa",
	RosterImport: "ls", ProgressMove: "s", ProgressCode: "ls", CaseAnswer: "s", FAQEdit: "s", FAQEnd: "sa", Statistics: "sa", Audit: "a",
}

func TestEveryCell(t *testing.T) {
	if len(cells) != len(table) {
		t.Errorf("%d actions here, %d in the table", len(cells), len(table))
	}
	for a, who := range cells {
		for role, letter := range map[Role]string{Applicant: "p", Liaison: "l", Staff: "s", Admin: "a", "": "?", "root": "r"} {
			if got, want := May(role, a), strings.Contains(who, letter); got != want {
				t.Errorf("%s, %s: %v", role, a, got)
			}
		}
	}
	if May(Admin, "") || May(Admin, "unheard") {
		t.Error("an action that is not in the table is allowed")
	}
}

func TestCovers(t *testing.T) {
	city := Scope{}
	office := Scope{District: "敖汉旗", Series: []string{"health"}, Levels: []string{"mid", "junior"}}
	for _, c := range []struct {
		scope                   Scope
		district, series, level string
		want                    bool
	}{
		{city, "敖汉旗", "health", "senior", true},
		{city, "", "", "", true},
		{office, "敖汉旗", "health", "mid", true},
		{office, "敖汉旗", "", "", true},
		{office, "宁城县", "health", "mid", false},
		{office, "敖汉旗", "teacher", "mid", false},
		{office, "敖汉旗", "health", "senior", false},
	} {
		if got := c.scope.Covers(c.district, c.series, c.level); got != c.want {
			t.Errorf("%+v covers %s %s %s: %v", c.scope, c.district, c.series, c.level, got)
		}
	}
}

func TestIncludes(t *testing.T) {
	city, office := Scope{}, Scope{District: "敖汉旗", Series: []string{"health", "teacher"}, Levels: []string{"mid"}}
	for _, c := range []struct {
		scope, other Scope
		want         bool
	}{
		{city, city, true},
		{city, office, true},
		{office, city, false}, // what reaches everything is more than a part
		{office, office, true},
		{office, Scope{District: "敖汉旗", Series: []string{"health"}, Levels: []string{"mid"}, Office: "other"}, true},
		{office, Scope{District: "敖汉旗", Series: []string{"health", "art"}, Levels: []string{"mid"}}, false},
		{office, Scope{District: "敖汉旗", Series: []string{"health"}}, false},
		{office, Scope{Series: []string{"health"}, Levels: []string{"mid"}}, false},
		{Scope{District: "敖汉旗"}, office, true},
		{Scope{District: "宁城县"}, office, false},
		{Scope{Levels: []string{"mid", "junior"}}, office, true},
		{Scope{Levels: []string{"junior"}}, office, false},
	} {
		if got := c.scope.Includes(c.other); got != c.want {
			t.Errorf("%+v includes %+v: %v", c.scope, c.other, got)
		}
	}
}

func TestAllowing(t *testing.T) {
	grants := []Grant{{Role: Liaison, Unit: 1}, {Role: Staff}}
	if by := Allowing(grants, UnitDesk); len(by) != 1 || !by[0].OfUnit(1) || by[0].OfUnit(2) {
		t.Errorf("the desk is allowed by %v", by)
	}
	if by := Allowing(grants, InviteStaff); by != nil {
		t.Errorf("inviting staff is allowed by %v", by)
	}
	if (Grant{Role: Staff}).OfUnit(0) {
		t.Error("staff are liaisons of no unit")
	}
}
