package eligibility

// Verdict is the answer as a whole.
type Verdict string

// The verdicts.
const (
	Barred       Verdict = "barred"
	OutOfScope   Verdict = "out_of_scope"
	PendingAll   Verdict = "pending"
	AlreadyHeld  Verdict = "already_held"
	Ask          Verdict = "ask"
	ExamRequired Verdict = "exam_required"
	TooLate      Verdict = "too_late"
	MayApply     Verdict = "may_apply"
	Confirm      Verdict = "confirm"
	NoRoute      Verdict = "no_route"
	Malformed    Verdict = "error"
)

var verdicts = []Verdict{Barred, OutOfScope, PendingAll, AlreadyHeld, Ask, ExamRequired, TooLate, MayApply, Confirm, NoRoute, Malformed}

// Status is where a route stands.
type Status string

// The statuses. A route that is not raised is not listed.
const (
	Open      Status = "open"
	ToConfirm Status = "confirm"
	Asking    Status = "ask"
	Closed    Status = "closed"
	Waiting   Status = "pending"
	Done      Status = "done"
)

var statuses = []Status{Open, ToConfirm, Asking, Closed, Waiting, Done}

var statusOf = [...]Status{F: Closed, U: Asking, C: ToConfirm, T: Open}

// Result is a verdict with everything that it rests on. The same facts, day and pack give the same bytes.
type Result struct {
	Verdict      Verdict       `json:"verdict"`
	AsOf         string        `json:"as_of"`
	Errors       []InputFault  `json:"errors,omitempty"`
	Routes       []RouteResult `json:"routes"`
	AskNow       []string      `json:"ask_now"`
	AskMore      []string      `json:"ask_more"`
	Screen       []string      `json:"screen"` // facts for one multi-select question, not yet given
	Assumed      []Assumed     `json:"assumed,omitempty"`
	Requirements []Requirement `json:"requirements"`
	Exemptions   []string      `json:"exemptions"`
	Deadline     *Deadline     `json:"deadline"`
	Committee    []string      `json:"committee"`
	Submit       []string      `json:"submit"`
	Cites        []Cite        `json:"cites"`
}

// Assumed is a default that counted because nothing was said.
type Assumed struct {
	Fact  string `json:"fact"`
	Value string `json:"value"`
}

// RouteResult is one route.
type RouteResult struct {
	ID           string      `json:"id"`
	Status       Status      `json:"status"`
	Levels       []string    `json:"levels,omitempty"` // the level applied for
	Conditions   []Condition `json:"conditions,omitempty"`
	Asks         []string    `json:"asks,omitempty"`
	Exemptions   []string    `json:"exemptions,omitempty"`
	Requirements []string    `json:"requirements,omitempty"`
	Committee    []string    `json:"committee,omitempty"`
	Submit       []string    `json:"submit,omitempty"`
	SatisfiedOn  string      `json:"satisfied_on,omitempty"` // of a route that only a date closes
	ShortBy      int         `json:"short_by_days,omitempty"`
	Curable      bool        `json:"curable,omitempty"`
	LatestPost   string      `json:"latest_unit_posting_day,omitempty"`
	Cites        []string    `json:"cites"`

	CommitteeClause string `json:"-"` // that names the committee
	SubmitClause    string `json:"-"` // that names the way to it
	Windows         int    `json:"-"` // publicities before the file arrives
}

// Condition is one member of a route's "and", or one alternative of it. Its parts are told unless it is satisfied.
type Condition struct {
	Clause      string      `json:"clause"`
	Quote       string      `json:"-"` // the result's cites have the words
	Label       string      `json:"label,omitempty"`
	Expr        string      `json:"expr,omitempty"`
	Value       Value       `json:"value"`
	Facts       []string    `json:"facts,omitempty"`
	Codes       []string    `json:"codes,omitempty"`
	SatisfiedOn string      `json:"satisfied_on,omitempty"`
	Any         []Condition `json:"any,omitempty"`
	All         []Condition `json:"all,omitempty"`
}

// Requirement is something to do or to have confirmed.
type Requirement struct {
	Code   string `json:"code"`
	Kind   string `json:"kind"`
	Who    string `json:"who,omitempty"`
	Clause string `json:"clause"`
}

// Deadline is the cut-off; Date is nil while it is not known.
type Deadline struct {
	Date      *string `json:"date"`
	Clause    string  `json:"clause"`
	Local     *string `json:"local"`
	Document  string  `json:"document,omitempty"`      // the number of the paper that states the date; empty for the notice
	Milestone string  `json:"-"`                       // whose day the date is
	Windows   int     `json:"-"`                       // publicities of the route with the earliest posting day
	Latest    *string `json:"latest_unit_posting_day"` // the earliest over the routes that are open or to be confirmed
}
