package eligibility

// Cite is a clause and words that stand in it.
type Cite struct {
	Clause string `yaml:"clause" json:"clause"`
	Quote  string `yaml:"quote" json:"quote"`
	Line   int    `yaml:",line" json:"-"`
}

// The forms of the files. Every when is a CEL expression over facts and lets; where a fact that it needs is absent it
// is unknown.
type (
	factsFile struct {
		Facts []Fact `yaml:"facts"`
	}

	rulesFile struct {
		Lets           []letData   `yaml:"lets"`
		Contradictions []clashData `yaml:"contradictions"`
		Clock          clockData   `yaml:"clock"`
		Stages         []stageData `yaml:"stages"`
		Conditions     []nodeData  `yaml:"conditions"`
		Routes         []routeData `yaml:"routes"`
		Notes          []noteData  `yaml:"notes"`
	}

	// letData names an expression that others use.
	letData struct {
		Name string `yaml:"name"`
		Is   string `yaml:"is"`
		Line int    `yaml:",line"`
	}

	// clashData is a combination of facts that cannot be.
	clashData struct {
		When  string   `yaml:"when"`
		Facts []string `yaml:"facts"`
		Line  int      `yaml:",line"`
	}

	// clockData says when applications end and how years are counted.
	clockData struct {
		Level        string    `yaml:"level"`        // fact: the level applied for
		Local        string    `yaml:"local"`        // fact: the local date, if earlier
		Interruption string    `yaml:"interruption"` // fact: days that every period is longer
		Graduation   string    `yaml:"graduation"`   // fact: where served counts from if that changes the value
		Dates        []dayData `yaml:"dates"`        // the first whose when is true
		Open         string    `yaml:"open"`         // CEL: none of the dates applies, only the local one
		OpenDate     string    `yaml:"open_date"`    // milestone: whose day counts then, if a later paper states it
		Series       string    `yaml:"series"`       // fact: the series applied for, for which a paper may be
		YearEnd      day       `yaml:"year_end"`     // bounds a cut-off that is not known
		EndClause    string    `yaml:"end_clause"`
		EndQuote     string    `yaml:"end_quote"`
		LocalClause  string    `yaml:"local_clause"`
		LocalQuote   string    `yaml:"local_quote"`
		Prospective  string    `yaml:"prospective"` // code: complete only after the day of asking
		OnTheDay     string    `yaml:"on_the_day"`  // code: complete on the cut-off itself
		OpenCode     string    `yaml:"open_code"`   // code: the cut-off is not known
		Order        string    `yaml:"order"`       // code: counted from graduation it would be too short
		Window       int       `yaml:"window"`      // working days of one publicity
		Windows      int       `yaml:"windows"`     // publicities before a file arrives, if the routing does not say
		Risk         string    `yaml:"risk"`        // code: too late for the publicity
		RiskClause   string    `yaml:"risk_clause"`
		RiskQuote    string    `yaml:"risk_quote"`
		Line         int       `yaml:",line"`
	}

	dayData struct {
		When      string `yaml:"when"`
		Date      day    `yaml:"date"`
		Milestone string `yaml:"milestone"` // of milestones.yaml, by which a later paper moves the day
		Clause    string `yaml:"clause"`
		Quote     string `yaml:"quote"`
		Line      int    `yaml:",line"`
	}

	// stageData is one step of the order of evaluation: all its rows that are true count together, and the first
	// stage with a row that has a verdict decides.
	stageData struct {
		Name string     `yaml:"name"`
		Rows []stageRow `yaml:"rows"`
		Line int        `yaml:",line"`
	}

	stageRow struct {
		When    string            `yaml:"when"`
		Verdict Verdict           `yaml:"verdict"`
		Ask     []string          `yaml:"ask"`
		Codes   []string          `yaml:"codes"`
		List    map[string]Status `yaml:"list"` // routes to show with the verdict
		Only    []string          `yaml:"only"` // no verdict: of the routes only these are looked at
		Clause  string            `yaml:"clause"`
		Quote   string            `yaml:"quote"`
		Also    []Cite            `yaml:"also"`
		Line    int               `yaml:",line"`
	}

	// nodeData is a condition. Exactly one of use, when, is, rows, all, any is set.
	nodeData struct {
		ID      string     `yaml:"id"`    // of a shared condition
		Label   string     `yaml:"label"` // what it asks, in a few words
		Use     string     `yaml:"use"`
		When    string     `yaml:"when"` // CEL bool: T, or Else
		Is      string     `yaml:"is"`   // CEL truth
		Rows    []rowData  `yaml:"rows"` // the first that is true decides
		All     []nodeData `yaml:"all"`
		Any     []nodeData `yaml:"any"`
		Else    *Value     `yaml:"else"`    // what a false When is; F if not given
		Fail    *Value     `yaml:"fail"`    // what F becomes
		Codes   []string   `yaml:"codes"`   // shown when Else or Fail made it C
		Drop    []string   `yaml:"drop"`    // codes not to be shown
		Curable bool       `yaml:"curable"` // an F that the person can do something about
		Clause  string     `yaml:"clause"`  // inherited from above if not given
		Quote   string     `yaml:"quote"`
		Line    int        `yaml:",line"`
	}

	rowData struct {
		When   string   `yaml:"when"` // always true if not given
		Value  Value    `yaml:"value"`
		Codes  []string `yaml:"codes"`
		Exempt []string `yaml:"exempt"`
		Ask    []string `yaml:"ask"` // of a U
		Clause string   `yaml:"clause"`
		Quote  string   `yaml:"quote"`
		Line   int      `yaml:",line"`
	}

	routeData struct {
		ID      string     `yaml:"id"`
		Name    string     `yaml:"name"`
		Clause  string     `yaml:"clause"`
		Quote   string     `yaml:"quote"`
		Also    []Cite     `yaml:"also"`
		Raised  string     `yaml:"raised"`  // CEL: not even looked at unless true
		Pending string     `yaml:"pending"` // CEL: waits for another paper unless something is F
		All     []nodeData `yaml:"all"`
		Codes   []string   `yaml:"codes"`
		Exempt  []string   `yaml:"exempt"`
		Wait    []string   `yaml:"wait"`  // codes while it is pending
		Apart   bool       `yaml:"apart"` // nothing is applied for: no procedure, committee or channel
		Line    int        `yaml:",line"`
	}

	// noteData adds to routes that are open or to be confirmed.
	noteData struct {
		Routes []string `yaml:"routes"` // all but those apart if empty
		When   string   `yaml:"when"`   // always if not given
		Unless string   `yaml:"unless"` // not if this is exempted
		Codes  []string `yaml:"codes"`
		Exempt []string `yaml:"exempt"`
		Clause string   `yaml:"clause"`
		Quote  string   `yaml:"quote"`
		Also   []Cite   `yaml:"also"`
		Line   int      `yaml:",line"`
	}

	routingFile struct {
		Committees []channelRow `yaml:"committees"`
		Submit     []channelRow `yaml:"submit"`
	}

	// channelRow is one line of a routing table; the first that fits counts.
	channelRow struct {
		Routes  []string `yaml:"routes"` // any if empty
		When    string   `yaml:"when"`
		Codes   []string `yaml:"codes"`
		Also    []string `yaml:"also"`    // requirements that come with it
		Windows int      `yaml:"windows"` // publicities before the file arrives, if not as many as usual
		Clause  string   `yaml:"clause"`
		Quote   string   `yaml:"quote"`
		Line    int      `yaml:",line"`
	}

	codesFile struct {
		Verdicts map[Verdict]string `yaml:"verdicts"`
		Statuses map[Status]string  `yaml:"statuses"`
		Codes    []Code             `yaml:"codes"`
	}
)

// Code is a requirement, an exemption, a committee or a channel in words.
type Code struct {
	ID   string `yaml:"id" json:"id"`
	Kind string `yaml:"kind" json:"kind"` // to_do, to_confirm, exemption, committee, submit
	Text string `yaml:"text" json:"text"`
	Who  string `yaml:"who" json:"who,omitempty"` // who has to do it or to say so
	Line int    `yaml:",line" json:"-"`
}
