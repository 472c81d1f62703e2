package words

// The keys of what is said in groups.
const (
	GroupHello     Key = "group.hello"
	GroupHelp      Key = "group.help"
	GroupPrivate   Key = "group.private"
	GroupPrivateAt Key = "group.private.at"
	GroupSecret    Key = "group.secret"
	GroupAnswer    Key = "group.answer"
	GroupDates     Key = "group.dates"
	GroupOwnCase   Key = "group.own"

	WordHere     Key = "word.here"
	HelpHere     Key = "help.here"
	WordNotHere  Key = "word.nothere"
	HelpNotHere  Key = "help.nothere"
	HereWhich    Key = "here.which"
	HereOn       Key = "here.on"
	HereOff      Key = "here.off"
	JoinGroups   Key = "join.groups"
	HereInGroups Key = "here.groups"

	MineGroups Key = "mine.groups"
)

var zhCNGroups = map[Key]string{
	GroupHello: "大家好，我是职称通：用职称评审通知的原文回答问题，每句都注明出处。\n" +
		"要问我，请@我再写问题，或者回复我的消息；别的话我不回应，也不保存。\n" +
		"个人的事请私聊我。单位联络员@我发“在本群提醒”，本单位的截止日期就会提醒到群里。",
	GroupHelp:      "@我再写问题就行，例如：公示要几天？\n也可以@我发：",
	GroupPrivate:   "这件事是个人的事，不在群里办。请点我的头像，私聊我再发一次。",
	GroupPrivateAt: "这件事是个人的事，不在群里办。请私聊我再发一次：%s",
	GroupSecret:    "绑定码和身份证后四位不要发在群里，这条我没有保存。群里的人都看到了，请让单位换一个绑定码。",
	GroupAnswer:    "（在群里请用“回复”来回答这条消息。）",

	GroupDates:   "看通知的截止日期",
	GroupOwnCase: "想看自己能走哪些申报路径，请私聊我发“资格自查”，不要在群里写个人情况。",

	WordHere:     "在本群提醒",
	HelpHere:     "联络员用：本单位的日期提醒到本群",
	WordNotHere:  "不在本群提醒",
	HelpNotHere:  "联络员用：本单位的提醒不再发到本群",
	HereWhich:    "您是几个单位的联络员，把哪一个的提醒发到本群？",
	HereOn:       "好的：“%s”的截止日期和公示提醒以后也发到本群，群里的人都看得到。不要了，请本单位联络员@我发“不在本群提醒”。",
	HereOff:      "好的，您单位的提醒不再发到本群。私聊里的提醒照旧。",
	JoinGroups:   "单位的提醒照旧也发到%d个群，群是前一位联络员登记的。不要了，请在群里@我发“%s”。",
	HereInGroups: "这个命令要在群里用：先把我加进本单位的群，再在群里@我发“%s”。",

	MineGroups: "· 您让单位的提醒发到的群 %d 个",
}
