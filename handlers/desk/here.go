package desk

import (
	"context"

	"zhicheng/bot/chat"
	"zhicheng/bot/words"
	"zhicheng/handlers"
	"zhicheng/handlers/access"
)

// here lets a unit be reminded in a group too. What its liaison may do stays theirs: the group gets no right by it.
func (f Flow) here(ctx context.Context, m chat.Message, _ string, by []access.Grant) ([]chat.Reply, error) {
	if !m.Group {
		return inGroups(), nil
	}
	return f.which(ctx, m, "here", words.HereWhich, by)
}

func inGroups() []chat.Reply { return handlers.Say(words.HereInGroups, words.Say(words.WordHere)) }

func (f Flow) remindHere(ctx context.Context, a at) ([]chat.Reply, error) {
	if !a.Group {
		return inGroups(), nil
	}
	if err := f.Records.RemindGroup(ctx, a.Message, a.unit.ID); err != nil {
		return nil, err
	}
	return edit(a, handlers.Say(words.HereOn, a.unit.Name)[0]), nil
}

// notHere ends it for all units of the writer's.
func (f Flow) notHere(ctx context.Context, m chat.Message, _ string, by []access.Grant) ([]chat.Reply, error) {
	if !m.Group {
		return inGroups(), nil
	}
	var mine []int64
	for _, g := range by {
		mine = append(mine, g.Unit)
	}
	return handlers.Say(words.HereOff), f.Records.LeaveGroup(ctx, m, mine)
}
