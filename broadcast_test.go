package main

import (
	"strings"
	"testing"

	"zhicheng/bot/chat"
	"zhicheng/bot/outbox"
	"zhicheng/bot/words"
	"zhicheng/handlers/access"
	"zhicheng/handlers/broadcast"
)

// twoSchools are two liaisons whom a district's bureau and an admin may write to.
const twoSchools = `! unit 敖汉旗第一中学 敖汉旗
! unit 敖汉旗第二中学 敖汉旗
! grant 一 liaison 敖汉旗第一中学
! grant 二 liaison 敖汉旗第二中学
! grant 工 staff 敖汉旗
! grant 同 staff 敖汉旗
! grant 宁 staff 宁城县
! grant 管 admin
! as 一
! press x
! as 二
! press x
`

const written = `! as 工
> 群发
> 请来领表。
>> 单位联络员
>> 下一步
>> 确认后马上发
>> 普通
`

// presses lets somebody press a button with this data in somebody's chat, and returns what is said.
func (k *talk) presses(person, in, data string) string {
	k.who = chat.Conversation{Channel: "none", Chat: "chat of " + in, Person: person}
	return transcript(k.say(chat.Message{Kind: chat.Press, Data: data})...)
}

// The button that confirms works for its author, in the chat of the preview, once.
func TestOnlyTheAuthorConfirmsAnAnnouncement(t *testing.T) {
	k := newTalk(t)
	k.play(twoSchools + written)
	yes, _ := k.button("确认发送 2人")
	parts := strings.Split(yes, ":") // say:yes:id:token
	for name, press := range map[string][3]string{
		"a colleague to whom it was forwarded":    {"同", "同", yes},
		"a colleague in the same chat":            {"同", "工", yes},
		"an admin in the same chat":               {"管", "工", yes},
		"a liaison in the same chat":              {"一", "工", yes},
		"an applicant":                            {"甲", "甲", yes},
		"the author in another chat":              {"工", "同", yes},
		"the author with a guessed token":         {"工", "工", strings.Join(parts[:3], ":") + ":AAAAAAAAAAAAAAAAAAAAAA"},
		"the author without a token":              {"工", "工", strings.Join(parts[:3], ":")},
		"the author with a guessed id":            {"工", "工", "say:yes:a0000000000000000:" + parts[3]},
		"the second's button before there is one": {"管", "管", "camp:yes:" + parts[2]},
		"continuing what was never let go":        {"工", "工", "camp:go:" + parts[2]},
		"sending again what was never let go":     {"工", "工", "camp:failed:" + parts[2]},
		"recalling what was never let go":         {"工", "工", "camp:recall-yes:" + parts[2]},
		"a colleague who gives it up":             {"同", "同", "camp:no:" + parts[2]},
	} {
		said := k.presses(press[0], press[1], press[2])
		if sent := k.deliver(); sent != "" {
			t.Fatalf("%s: %s sent %s", name, said, sent)
		}
	}
	k.play("! as 工\n> 确认发送 2人\n> 是的，同意发送\n") // words, as in a reply to the preview
	if sent := k.deliver(); sent != "" {
		t.Fatalf("words sent %s", sent)
	}
	k.presses("工", "工", yes)
	for range 2 {
		if said := k.presses("工", "工", yes); !strings.Contains(said, "已经确认过") {
			t.Errorf("pressed again: %s", said)
		}
	}
	if sent := k.deliver(); strings.Count(sent, "请来领表") != 2 {
		t.Errorf("sent: %s", sent)
	}
}

// What goes on is held, ended, sent again and taken back by those alone whose right reaches as far as its author's.
func TestOnlyStaffMoveAnAnnouncement(t *testing.T) {
	k := newTalk(t)
	k.play(twoSchools + written + ">> 确认发送 2人\n! fate 一 failed\n! fate 二 unknown\n! deliver\n> 群发记录\n>> 看1\n")
	data, _ := k.button("重发失败的1人")
	id := data[strings.LastIndex(data, ":")+1:]
	before := k.progress(id)
	for _, what := range []string{"hold", "go", "stop-yes", "failed", "unknown-yes", "recall-yes", "missed", "show", "yes", "no"} {
		for _, who := range []string{"甲", "一", "宁"} { // an applicant, a liaison, staff of another district, in the author's chat
			said := k.presses(who, "工", "camp:"+what+":"+id)
			if sent := k.deliver(); sent != "" || k.progress(id) != before || strings.Contains(said, "请来领表") {
				t.Fatalf("%s by %s: %s, sent %q, %+v", what, who, said, sent, k.progress(id))
			}
		}
	}
	revoke(t, k, "工")
	if k.presses("工", "工", "camp:recall-yes:"+id); k.progress(id) != before {
		t.Error("somebody without a right any more recalled it")
	}
	if k.presses("同", "同", "camp:recall-yes:"+id); k.progress(id).State != broadcast.Recalled {
		t.Error("a colleague could not recall it")
	}
}

// Pressing anything twice does it once.
func TestTwoPressesDoOnce(t *testing.T) {
	k := newTalk(t)
	k.play(twoSchools + written + ">> 确认发送 2人\n")
	data, _ := k.button("暂停")
	id := data[strings.LastIndex(data, ":")+1:]
	twice := func(what string) string {
		k.presses("工", "工", "camp:"+what+":"+id)
		first := k.progress(id)
		k.presses("工", "工", "camp:"+what+":"+id)
		if again := k.progress(id); again != first {
			t.Errorf("%s twice: %+v, then %+v", what, first, again)
		}
		return k.deliver()
	}
	if sent := twice("hold"); sent != "" {
		t.Errorf("held, and sent: %s", sent)
	}
	k.fates["一"] = outbox.Result{State: outbox.Failed, Reason: outbox.Refused}
	k.fates["二"] = outbox.Result{State: outbox.Unknown}
	twice("go")
	if sent := twice("failed"); strings.Count(sent, "请来领表") != 1 {
		t.Errorf("sent again: %s", sent)
	}
	if sent := twice("unknown-yes"); strings.Count(sent, "请来领表") != 1 {
		t.Errorf("sent again: %s", sent)
	}
	if sent := twice("recall-yes"); strings.Count(sent, "<x") != 2 {
		t.Errorf("recalled: %s", sent)
	}
	if p := k.progress(id); p.Sent != 2 || p.Recalled != 2 || p.RecallLeft != 0 {
		t.Errorf("at the end: %+v", p)
	}
}

// A choice that is pressed twice stays chosen.
func TestAChoicePressedTwiceStays(t *testing.T) {
	k := newTalk(t)
	k.play(twoSchools + "! as 工\n> 群发\n> 请来领表。\n")
	on, _ := k.button("单位联络员")
	for range 2 {
		if said := k.presses("工", "工", on); !strings.Contains(said, "发给：单位联络员") {
			t.Error(said)
		}
	}
	if said := k.presses("同", "工", on); strings.Contains(said, "✓") { // a colleague in the same chat
		t.Error(said)
	}
}

// Whoever agrees is another person whose right reaches as far as the author's.
func TestOnlyASecondPersonAgrees(t *testing.T) {
	k := newTalk(t)
	k.play(twoSchools + `! grant 副 admin
! as 工
! press x
! as 同
! press x
! as 宁
! press x
! as 甲
! press x
! as 副
! press x
! as 管
> 群发
> 请来领表。
>> 全体
>> 下一步
>> 确认后马上发
>> 普通
>> 确认发送 8人
`)
	data, _ := k.button(words.Say(words.ProgressGiveUp))
	id := data[strings.LastIndex(data, ":")+1:]
	asked := k.deliver()
	if strings.Count(asked, "等您同意") != 1 || !strings.Contains(asked, "@副") {
		t.Fatalf("asked: %s", asked)
	}
	for name, press := range map[string][2]string{
		"the author": {"管", "管"}, "staff of a district": {"工", "工"}, "staff in the chat of the second": {"工", "副"},
		"a liaison": {"一", "一"}, "an applicant in the chat of the second": {"甲", "副"},
	} {
		for _, what := range []string{"yes", "go"} {
			said := k.presses(press[0], press[1], "camp:"+what+":"+id)
			if sent := k.deliver(); sent != "" || k.progress(id).State != broadcast.Waiting {
				t.Errorf("%s: %s, sent %s", name, said, sent)
			}
		}
	}
	for range 2 {
		k.presses("副", "副", "camp:yes:"+id)
	}
	if sent := k.deliver(); strings.Count(sent, "\n  请来领表") != 8 || strings.Count(sent, "已有人同意") != 1 {
		t.Errorf("sent: %s", sent)
	}
}

// Where nobody else may agree it is said so, and nothing goes out.
func TestNobodyCanBeTheSecond(t *testing.T) {
	k := newTalk(t)
	script := "! grant 管 admin\n"
	for _, who := range []string{"甲", "乙", "丙", "丁", "戊", "己", "管"} {
		script += "! as " + who + "\n! press x\n"
	}
	said := k.play(script + "> 群发\n> 请来领表。\n>> 全体\n>> 下一步\n>> 确认后马上发\n>> 普通\n>> 确认发送 7人\n")
	if sent := k.deliver(); sent != "" || !strings.Contains(said, words.Say(words.SayNoSeconds)) {
		t.Errorf("sent %s\n%s", sent, said)
	}
}

// An announcement may be longer than a question, in its own dialogue alone.
func TestALongAnnouncementIsTaken(t *testing.T) {
	k := newTalk(t)
	long := strings.Repeat("职", 2000)
	said := k.play("! grant 管 admin\n! as 管\n> " + long + "\n> 群发\n> " + long + "\n")
	if strings.Count(said, words.Say(words.TooLong)) != 1 || !strings.Contains(said, "发给谁") {
		t.Error(said)
	}
}

func (k *talk) progress(id string) broadcast.Progress {
	k.t.Helper()
	h, err := answering()
	k.must(err)
	p, err := h.announcements(k.store).Progress(k.t.Context(), id)
	k.must(err)
	p.Remaining = 0
	return p
}

// revoke takes all grants from somebody.
func revoke(t *testing.T, k *talk, person string) {
	t.Helper()
	all, err := k.store.Holders(t.Context())
	k.must(err)
	for _, h := range all {
		if h.Person == person {
			m := chat.Message{ID: "revoke " + person, From: chat.Conversation{Person: "test"}, At: k.now}
			_, _, err := k.store.Revoke(t.Context(), m, h.ID)
			k.must(err)
		}
	}
	if by, err := k.store.Grants(t.Context(), person); err != nil || len(access.Allowing(by, access.Announce)) > 0 {
		t.Fatal("the right stays", err)
	}
}
