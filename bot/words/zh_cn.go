package words

// The keys, by the room that says them.
const (
	// Every room.
	Expired Key = "expired"
	Trouble Key = "trouble"
	Button  Key = "button.unknown"

	NotAllowed Key = "not.allowed"
	Cancelled  Key = "cancelled"
	NoDialog   Key = "cancel.nothing"
	Unknown    Key = "command.unknown"

	// What cannot be read.
	Voice         Key = "kind.voice"
	Picture       Key = "kind.picture"
	Document      Key = "kind.document"
	DocumentFirst Key = "kind.document.first"
	Quoted        Key = "sign.quoted"
	Other         Key = "kind.other"
	NoText        Key = "text.none"
	TooLong       Key = "text.long"

	// Start and help.
	Start      Key = "start"
	HelpHead   Key = "help.head"
	HelpAll    Key = "help.all"
	HelpFoot   Key = "help.foot"
	HelpStart  Key = "help.start"
	HelpHelp   Key = "help.help"
	HelpNotice Key = "help.notice"
	HelpMyData Key = "help.mydata"
	HelpForget Key = "help.forget"
	HelpCancel Key = "help.cancel"
	WordStart  Key = "word.start"
	WordHelp   Key = "word.help"
	WordNotice Key = "word.notice"
	WordMyData Key = "word.mydata"
	WordForget Key = "word.forget"
	WordCancel Key = "word.cancel"

	// Answers.
	Source       Key = "ask.source"
	Also         Key = "ask.also"
	ListHead     Key = "ask.list"
	ListItem     Key = "ask.item"
	OwnCase      Key = "ask.own"
	NotSaid      Key = "ask.notsaid"
	NotFound     Key = "ask.notfound"
	SeeClause    Key = "ask.see"
	AskWhom      Key = "ask.whom"
	AskWhomReach Key = "ask.whom.reach"
	AskNobody    Key = "ask.nobody"
	Browse       Key = "ask.browse"
	Greeting     Key = "ask.greeting"
	DeclineTalk  Key = "ask.talk"
	DeclineOrder Key = "ask.order"
	Original     Key = "ask.original"
	RelatedLabel Key = "ask.related"
	Useful       Key = "ask.useful"
	Useless      Key = "ask.useless"
	ThanksUseful Key = "ask.thanks.useful"
	ThanksSorry  Key = "ask.thanks.useless"
	RateGone     Key = "ask.rate.gone"
	NoAttachment Key = "ask.noattachment"
	HasFile      Key = "ask.hasfile"
	InSection    Key = "ask.section"
	Shortened    Key = "ask.shortened"

	// The table of contents.
	Contents    Key = "toc.head"
	Back        Key = "toc.back"
	ContentsTop Key = "toc.top"
	ClauseGone  Key = "toc.gone"

	// A person's own data.
	MineHead    Key = "mine.head"
	MineNone    Key = "mine.none"
	MineSeen    Key = "mine.seen"
	MineAsked   Key = "mine.asked"
	MineLatest  Key = "mine.latest"
	MinePayload Key = "mine.payload"
	MineDialog  Key = "mine.dialog"
	MineChats   Key = "mine.chats"
	MineGrants  Key = "mine.grants"
	MineFoot    Key = "mine.foot"
	ForgetAsk   Key = "forget.ask"
	ForgetYes   Key = "forget.yes"
	ForgetNo    Key = "forget.no"
	ForgetWord  Key = "forget.word"
	ForgetAgain Key = "forget.again"
	Forgotten   Key = "forget.done"
	Kept        Key = "forget.kept"
)

var zhCNHouse = map[Key]string{
	Expired:    "（%d年度通知，已过期）",
	Trouble:    "抱歉，系统出了点问题，这条消息没有处理成功。请稍后再发一次。",
	NotAllowed: "这项操作需要相应的权限，您现在没有，什么都没有改动。权限由人社局工作人员或管理员授予。",

	Button:    "这个按钮已经过期，请重新提问，或发“目录”查看通知。",
	Cancelled: "好的，已取消。",
	NoDialog:  "现在没有进行中的事项，可以直接提问。",
	Unknown:   "没有这个命令。发“帮助”看看我能做什么，或者直接提问。",

	Voice:         "我还听不懂语音，请打字提问。",
	Picture:       "我看不了图片，请把问题打成文字。",
	Document:      "我读不了文件，请把问题打成文字。",
	DocumentFirst: "不知道这个文件用在哪里，没有收下。请先发下面的一个词，按提示再发文件：\n%s",
	Quoted:        "“%s”",
	Other:         "这种消息我看不懂，请打字提问。",
	NoText:        "没有看到文字，请把问题写出来，例如：公示要几天？",
	TooLong:       "这段话太长了，我读不完。请用一两句话写出要问的事。",

	Start: "您好，我是职称通：用通知原文回答职称评审的问题，每句都注明出处。\n" +
		"通知没写的，我会直说没有写，并告诉您可以问谁；我不代替任何部门作决定。\n" +
		"隐私：我保存您的提问和评价，用来改进回答，%d天后删除，另存回复您要用的对话地址；发“我的数据”可看，发“删除”可清空。请不要发身份证号等个人信息。",
	HelpHead:   "直接打字提问就行，例如：乡镇本科毕业几年能评中级？\n也可以发：",
	HelpAll:    "大家都能用的：",
	HelpFoot:   "回答都引自%s《%s》。",
	HelpStart:  "从头开始",
	HelpHelp:   "看看我能做什么",
	HelpNotice: "按目录看通知原文",
	HelpMyData: "看看保存了您的哪些数据",
	HelpForget: "删除您的数据",
	HelpCancel: "取消正在进行的事",
	WordStart:  "开始",
	WordHelp:   "帮助",
	WordNotice: "目录",
	WordMyData: "我的数据",
	WordForget: "删除",
	WordCancel: "取消",

	Source:       "——%s · %s",
	Also:         "另见%s：",
	ListHead:     "%s，包括：",
	ListItem:     "%s %s",
	OwnCase:      "您的情况能不能报，我不能下结论；要对照下面的规定，由单位和主管部门审核：",
	NotSaid:      "通知没有写：%s。",
	NotFound:     "这个问题我在通知里没有找到依据，不能回答。",
	SeeClause:    "通知里与此有关的是：",
	AskWhom:      "可以问：%s（联系方式暂未登记）。",
	AskWhomReach: "可以问：%s，%s。",
	AskNobody:    "我这里没有登记可以答复的部门。",
	Browse:       "也可以看看通知的这些部分：",
	Greeting:     "您好，不用客气。职称评审通知里的事，直接问我就行，例如：公示要几天？",
	DeclineTalk:  "我是职称通，只回答职称评审通知里的问题，别的帮不上您。可以问我，例如：公示要几天？",
	DeclineOrder: "这个我不能照办：我只按通知原文回答，不作结论，也不代办。",
	Original:     "查看原文",
	RelatedLabel: "%s %s",
	Useful:       "有用",
	Useless:      "没用",
	ThanksUseful: "谢谢，记下了。",
	ThanksSorry:  "谢谢，记下了：这个回答没有帮到您，我们会改进。",
	RateGone:     "这条提问已经删除，无法再评价。",
	NoAttachment: "%s《%s》的文件不在我这里。可以向%s索取。",
	HasFile:      "%s《%s》的文件已收录：%s。",
	InSection:    "%s %s",
	Shortened:    "（节选，全文请点“查看原文”）",

	Contents:    "《%s》目录",
	Back:        "返回上一级",
	ContentsTop: "回到目录",
	ClauseGone:  "通知里没有这一条，请从目录里选。",

	MineHead:    "保存了您的这些数据：",
	MineNone:    "· 没有提问和评价",
	MineSeen:    "· 首次使用：%s，最近使用：%s",
	MineAsked:   "· 提问 %d 条（有用 %d，没用 %d）",
	MineLatest:  "· 最近的提问：",
	MinePayload: "· 打开链接时带来的代码：%s",
	MineDialog:  "· 进行中的事项 %d 项",
	MineChats:   "· 回复您要用的对话地址 %d 个",
	MineGrants:  "· 您的权限（联络员、工作人员、管理员）%d 项",
	MineFoot:    "保存时用代号代替您的姓名和账号名。提问%d天后自动删除；发“删除”可立即清空。",
	ForgetAsk:   "要删除您的全部提问、评价、自查情况、转人工的工单、申报的绑定、提醒和进行中的事项吗？删除后无法恢复。",
	ForgetYes:   "确认删除",
	ForgetNo:    "不删了",
	ForgetWord:  "确认删除",
	ForgetAgain: "还没有删除。请先点“确认删除”或“不删了”，再提别的问题。",
	Forgotten:   "已删除您的数据。要再用，直接提问，或发“开始”。",
	Kept:        "好的，什么都没有删除。",
}
