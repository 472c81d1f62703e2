// Package relay tells applicants how far their applications are, lets staff move them on, and binds the one to the other.
package relay

import (
	"zhicheng/bot/chat"
	"zhicheng/reminders/progress"
)

// News is what one conversation is to be told of an application.
type News struct {
	To          chat.Conversation
	Pack        string
	Application progress.Application
	Was         progress.Event   // what was told last, or shown when it was bound
	Since       []progress.Event // what happened since, the last of it at the end
}

// Tell writes the message of news; false if there is nothing to tell, as when all is again as it was told.
type Tell func(n News) (chat.Reply, bool)
