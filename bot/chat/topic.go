package chat

// Topic is something of which a person may not want to hear without asking.
type Topic string

// The topics. Announcements and Deadlines off is all off but what concerns the person's own application.
const (
	Announcements Topic = "announcements"
	Deadlines     Topic = "deadlines" // of the subscriptions; what a unit must know still comes to its liaison
	Progress      Topic = "progress"  // of one's own application
)

// Topics lists them.
var Topics = []Topic{Announcements, Deadlines, Progress}
