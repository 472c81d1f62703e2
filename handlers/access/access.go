// Package access says who may do what: the roles, the one table role × action, and how far a grant reaches. Rights
// belong to a person, never to a chat.
package access

import "slices"

// Role is what somebody is to the assistant.
type Role string

// The roles. Anybody is an applicant without being told so; the others are granted.
const (
	Applicant Role = "applicant"
	Liaison   Role = "liaison" // of a unit
	Staff     Role = "staff"   // of an office
	Admin     Role = "admin"
)

// Action is something that not everybody may do.
type Action string

// The actions.
const (
	SignIn        Action = "sign_in"        // into the web chat, as oneself
	UnitDesk      Action = "unit_desk"      // see and report one's own unit's matters
	UnitHandover  Action = "unit_handover"  // invite the unit's next liaison, or leave
	UnitEdit      Action = "unit_edit"      // add, import and change units
	InviteLiaison Action = "invite_liaison" // and approve, list and revoke them
	InviteStaff   Action = "invite_staff"   // and admins; approve, list and revoke them
	LocalDate     Action = "local_date"     // enter a bureau's or unit's own date
	EnterDate     Action = "enter_date"     // enter a date of a supplement or written approval
	ConfirmDate   Action = "confirm_date"   // confirm one that somebody else entered
	RecordEvent   Action = "record_event"   // from which a derived date is counted
	CommitteeEdit Action = "committee_edit" // keep the register of review committees
	Announce      Action = "announce"       // write, preview, confirm, hold, end and recall announcements
	RosterImport  Action = "roster_import"  // read a roster in
	ProgressMove  Action = "progress_move"  // move an application to its next stage
	ProgressCode  Action = "progress_code"  // print the codes with which applicants bind theirs, and end what was bound
	CaseAnswer    Action = "case_answer"    // take and answer what a person is needed for
	FAQEdit       Action = "faq_edit"       // write maintained answers
	FAQEnd        Action = "faq_end"        // look through them, and withdraw one's own office's
	Statistics    Action = "statistics"
	Audit         Action = "audit"
)

// table is the one table role × action. What is not in it nobody may do.
var table = map[Action][]Role{
	SignIn:        {Liaison, Staff, Admin},
	UnitDesk:      {Liaison},
	UnitHandover:  {Liaison},
	UnitEdit:      {Staff, Admin},
	InviteLiaison: {Staff, Admin},
	InviteStaff:   {Admin},
	LocalDate:     {Staff, Admin},
	EnterDate:     {Admin},
	ConfirmDate:   {Admin},
	RecordEvent:   {Staff, Admin},
	CommitteeEdit: {Staff, Admin},
	Announce:      {Staff, Admin},
	RosterImport:  {Liaison, Staff},
	ProgressMove:  {Staff},
	ProgressCode:  {Liaison, Staff},
	CaseAnswer:    {Staff},
	FAQEdit:       {Staff},
	FAQEnd:        {Staff, Admin},
	Statistics:    {Staff, Admin},
	Audit:         {Admin},
}

// May says whether a role may do something.
func May(r Role, a Action) bool { return slices.Contains(table[a], r) }

// Grant is a role that a person was given. A liaison's is for a unit; a staff member's reaches as far as its scope.
type Grant struct {
	Role  Role  `json:"role"`
	Unit  int64 `json:"unit,omitempty"` // its id
	Scope Scope `json:"scope"`
}

// Scope is what an office looks after; what is empty is all of it.
type Scope struct {
	Office   string   `json:"office,omitempty"` // its name, for people
	District string   `json:"district,omitempty"`
	Series   []string `json:"series,omitempty"`
	Levels   []string `json:"levels,omitempty"`
}

// Allowing are the grants by which somebody may do something; none if they may not.
func Allowing(grants []Grant, a Action) (by []Grant) {
	for _, g := range grants {
		if May(g.Role, a) {
			by = append(by, g)
		}
	}
	return by
}

// Covers says whether the scope reaches a district, a series and a level. An empty one of these is not asked about.
func (s Scope) Covers(district, series, level string) bool {
	return within(district, s.District) && among(series, s.Series) && among(level, s.Levels)
}

// Includes says whether the scope reaches everything that another one does.
func (s Scope) Includes(o Scope) bool {
	return (s.District == "" || s.District == o.District) && allAmong(o.Series, s.Series) && allAmong(o.Levels, s.Levels)
}

func within(asked, limit string) bool { return asked == "" || limit == "" || asked == limit }

func among(asked string, limits []string) bool {
	return asked == "" || len(limits) == 0 || slices.Contains(limits, asked)
}

// allAmong reads an empty list as everything.
func allAmong(asked, limits []string) bool {
	outside := func(a string) bool { return !slices.Contains(limits, a) }
	return len(limits) == 0 || len(asked) > 0 && !slices.ContainsFunc(asked, outside)
}

// OfUnit says whether the grant is a liaison's of the unit.
func (g Grant) OfUnit(unit int64) bool { return g.Role == Liaison && unit != 0 && g.Unit == unit }
