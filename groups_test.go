package main

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"

	"zhicheng/bot/chat"
	"zhicheng/bot/telegramtest"
	"zhicheng/bot/words"
	"zhicheng/handlers"
)

// What works in groups. Whoever adds to it has made sure that nothing personal is said there.
var (
	commandsForAll = []string{"start", "help", "notice", "deadlines", "desk", "here", "nothere", "cancel"}
	othersForAll   = []string{"show", "toc", "dates", "desk", "desk.returned", "desk.day"}
)

// inAGroup is somebody with every right and something of everything stored, who now speaks in a group.
func inAGroup(t *testing.T) (*talk, *handlers.Router) {
	t.Helper()
	k := newTalk(t)
	k.play("! unit 敖汉旗第一中学 敖汉旗\n! grant 甲 admin\n! grant 甲 staff\n! grant 甲 liaison 敖汉旗第一中学\n" +
		"> /start secret-payload\n> 破格申报有什么条件\n> 资格自查\n! in 群 甲\n")
	return k, k.router.(*handlers.Router)
}

// TestNothingPersonalHappensInAGroup goes through everything that the router knows: what is not for all is answered with
// one sentence, changes nothing, and leaves nothing open.
func TestNothingPersonalHappensInAGroup(t *testing.T) {
	k, r := inAGroup(t)
	way := words.Say(words.GroupPrivateAt, "https://t.me/zhicheng_bot")
	refused := func(what string, m chat.Message) {
		t.Helper()
		k.said++
		m.ID, m.From, m.At, m.Group = "none:"+strconv.Itoa(k.said), k.who, k.now, true
		before := rows(t, k.file)
		replies, err := r.Handle(t.Context(), m)
		if err != nil || len(replies) != 1 || replies[0].Plain() != way || replies[0].Buttons != nil || replies[0].Keyboard != nil {
			t.Errorf("%s: %v, %v", what, replies, err)
		}
		if after := rows(t, k.file); after != before {
			t.Errorf("%s: %s", what, firstDifference(before, after))
		}
	}
	personal := 0
	for _, c := range r.Commands {
		if slices.Contains(commandsForAll, c.Name) {
			continue
		}
		personal++
		for _, text := range []string{"/" + c.Name, "/" + c.Name + "@bot x", "🎓 /" + c.Name, words.Say(c.Word), "/" + words.Say(c.Word)} {
			refused(text, chat.Message{Kind: chat.Text, Text: text})
			refused("a picture with "+text, chat.Message{Kind: chat.Picture, Text: text})
		}
		if c.Args {
			refused(c.Name+" with words", chat.Message{Kind: chat.Text, Text: words.Say(c.Word) + " ABCD-EFGH-JKLM-NPQR"})
		}
	}
	for flow := range r.Presses {
		if !slices.Contains(othersForAll, flow) {
			personal++
			for _, args := range []string{"", ":yes", ":1", ":senior", ":list"} {
				refused("a button "+flow+args, chat.Message{Kind: chat.Press, Data: flow + args, On: "1"})
			}
		}
	}
	if personal < 20 {
		t.Errorf("only %d were tried", personal)
	}
}

// TestWhatWorksInGroups holds the router's table against the list above, and listens to each.
func TestWhatWorksInGroups(t *testing.T) {
	k, r := inAGroup(t)
	for _, c := range r.Commands {
		if (c.Where != handlers.InPrivate) != slices.Contains(commandsForAll, c.Name) {
			t.Errorf("/%s: see commandsForAll", c.Name)
		}
	}
	if all := slices.Sorted(maps.Keys(r.Shared)); !slices.Equal(all, slices.Sorted(slices.Values(othersForAll))) {
		t.Errorf("%v: see othersForAll", all)
	}
	for name := range r.Shared {
		if r.Presses[name] == nil && r.Dialogues[name] == nil {
			t.Errorf("there is no %s", name)
		}
	}
	said := ""
	for _, name := range commandsForAll {
		for _, reply := range k.say(chat.Message{Kind: chat.Text, Text: "/" + name + " join_ABCDEFGHJKLMNPQR"}) { // talk.check looks at each
			said += transcript(reply)
		}
	}
	for _, of := range []string{"secret-payload", "破格申报有什么条件", words.Say(words.WordInvite), words.Say(words.DatesRemind), "甲"} {
		if strings.Contains(said, of) {
			t.Errorf("the group reads %q in\n%s", of, said)
		}
	}
}

// A dialogue and a file that somebody has to do with in private stay there, also when a group's message could be its
// answer; so does one that stands open in a group though it is no longer for groups.
func TestNoDialogueLeaksIntoAGroup(t *testing.T) {
	k, r := inAGroup(t)
	personal := 0
	for name := range r.Dialogues {
		if r.Shared[name] {
			continue
		}
		personal++
		if err := k.store.SetDialogue(t.Context(), k.who, "none:0", name, `{"state":""}`, k.now); err != nil {
			t.Fatal(err)
		}
		for _, m := range []chat.Message{
			{Kind: chat.Text, Text: "公示要几天"},
			{Kind: chat.Document, Text: "公示要几天", File: &chat.Incoming{Name: "a.csv", Ref: "x"}},
		} {
			replies := k.say(m)
			if len(replies) != 1 || !strings.Contains(replies[0].Plain(), "公示时间不少于") || strings.Contains(replies[0].Plain(), words.Say(words.GroupAnswer)) {
				t.Errorf("%s took %+v: %s", name, m, transcript(replies...))
			}
		}
	}
	if personal < 5 {
		t.Errorf("only %d dialogues", personal)
	}
}

// TestGroup runs the program against the fake Bot API: in a group, through its upgrade, and out again.
func TestGroup(t *testing.T) {
	w := newTown(t, telegramtest.Options{})
	p := launch(t, t.TempDir()+"/zhicheng.db", w.flags()...)
	const group, super, me = -7700000100, -1007700000100, 7700000101
	hello := w.next(t, group, func() { w.Add(group, me, "group") })
	says(t, hello, words.Say(words.GroupHello))
	w.GroupText(group, me, "大家的话 "+question)
	says(t, w.next(t, group, func() { w.GroupText(group, me, "@zhicheng_bot "+question) }), "四（六）2")
	says(t, w.next(t, group, func() { w.GroupReply(group, me, hello.ID, "我的数据") }), "https://t.me/zhicheng_bot")
	w.Upgrade(group, super, me, false)
	says(t, w.next(t, super, func() { w.GroupText(group, me, "/notice@zhicheng_bot") }), "目录") // the send finds the new address
	says(t, w.next(t, super, func() { w.GroupText(super, me, "@zhicheng_bot 帮助") }), words.Say(words.WordHere))
	topic := w.Topic(super, true)
	inTopic := w.next(t, super, func() { w.TopicText(super, topic, me, "@zhicheng_bot "+question) })
	if says(t, inTopic, "四（六）2"); inTopic.Topic != topic || inTopic.Answers == 0 {
		t.Errorf("answered in topic %d below %d", inTopic.Topic, inTopic.Answers)
	}
	if n := len(w.got(group)); n != 3 {
		t.Errorf("%d messages in the group, want three", n)
	}
	if status := p.stop(t); status != 0 {
		t.Errorf("exit status %d", status)
	}
	for _, leak := range []string{"大家的话", "7700000100"} {
		if strings.Contains(p.log.String(), leak) {
			t.Errorf("%q is in the log:\n%s", leak, p.log)
		}
	}
}
