package words

// The keys of 常见问题 and 未答问题.
const (
	WordFAQ        Key = "word.faq"
	HelpFAQ        Key = "help.faq"
	WordUnanswered Key = "word.unanswered"
	HelpUnanswered Key = "help.unanswered"

	FAQAnswer  Key = "faq.answer"
	FAQBesides Key = "faq.besides"
	FAQFoot    Key = "faq.foot"

	FAQMake      Key = "faq.make"
	FAQGone      Key = "faq.gone"
	FAQStepOver  Key = "faq.step.over"
	FAQPress     Key = "faq.press"
	FAQAskAnswer Key = "faq.ask.answer"
	FAQBadAnswer Key = "faq.bad.answer"
	FAQAskForms  Key = "faq.ask.forms"
	FAQAsAsked   Key = "faq.asasked"
	FAQBadForms  Key = "faq.bad.forms"
	FAQTwice     Key = "faq.twice"
	FAQAskClause Key = "faq.ask.clause"
	FAQNoClause  Key = "faq.noclause"
	FAQBadClause Key = "faq.bad.clause"
	FAQAskUntil  Key = "faq.ask.until"
	FAQToEnd     Key = "faq.toend"
	FAQBadDay    Key = "faq.bad.day"
	FAQPreview   Key = "faq.preview"
	FAQPublish   Key = "faq.publish"
	FAQPublished Key = "faq.published"
	FAQForm      Key = "faq.form"
	FAQAnswers   Key = "faq.answers"
	FAQMeta      Key = "faq.meta"
	FAQDay       Key = "faq.day"

	FAQFull       Key = "faq.full"
	FAQNone       Key = "faq.none"
	FAQHead       Key = "faq.head"
	FAQLabel      Key = "faq.label"
	FAQLabelOver  Key = "faq.label.over"
	FAQLabelAhead Key = "faq.label.ahead"
	FAQTitle      Key = "faq.title"
	FAQDrop       Key = "faq.drop"
	FAQDropped    Key = "faq.dropped"
	MineAnswers   Key = "mine.answers"
	FAQNotYours   Key = "faq.notyours"

	UnansweredNone    Key = "unanswered.none"
	UnansweredHead    Key = "unanswered.head"
	UnansweredLine    Key = "unanswered.line"
	UnansweredAnswer  Key = "unanswered.answer"
	UnansweredUseless Key = "unanswered.useless"
	UnansweredFAQ     Key = "unanswered.faq"
	UnansweredUnknown Key = "unanswered.unknown"
	UnansweredNewest  Key = "unanswered.newest"
	UnansweredMost    Key = "unanswered.most"
)

var zhCNFAQ = map[Key]string{
	WordFAQ:        "常见问题",
	HelpFAQ:        "看和停用工作人员写的常见问题",
	WordUnanswered: "未答问题",
	HelpUnanswered: "看没答上来和评了没用的提问",

	FAQAnswer:  "工作人员答复（%s，%d年%d月%d日）",
	FAQBesides: "补充：工作人员答复（%s，%d年%d月%d日）",
	FAQFoot:    "这是工作人员的答复，不是通知原文，有效到%d年%d月%d日。",

	FAQMake:      "设为常见问题",
	FAQGone:      "这一条已经不在了，或者还没有答复。",
	FAQStepOver:  "这一步已经过去了，没有改动。",
	FAQPress:     "请点上面的按钮；不发布了，发“取消”。",
	FAQAskAnswer: "有人问：“%s”\n请写答复（%d字以内），会作为工作人员答复给所有问到的人看。",
	FAQBadAnswer: "请重新写，不要超过%d字。",
	FAQAskForms:  "原来的问法：“%s”\n请写成大家会问的样子，最多%d种，一次发来，中间用“；”隔开；去掉姓名、单位等个人情况。不设了，发“取消”。",
	FAQAsAsked:   "问法合适，就用原来的",
	FAQBadForms:  "请重新写：1到%d种问法，中间用“；”隔开，每种不超过%d字。",
	FAQTwice:     "“%s”已经是常见问题%d号的问法。请换一种问法，或先停用那一条（发“常见问题”）。",
	FAQAskClause: "答复依据通知的哪一条？请发条款号，例如四（六）2；它的原文会一起显示。",
	FAQNoClause:  "没有对应的条款",
	FAQBadClause: "通知里没有这一条。请发条款号，例如四（六）2，或点“没有对应的条款”。",
	FAQAskUntil:  "有效到哪一天？请发日期，例如12月31日。过期后不再使用。",
	FAQToEnd:     "到通知有效期末（%d年%d月%d日）",
	FAQBadDay:    "请发今天以后两年以内的日期，例如12月31日。",
	FAQPreview:   "发布前请核对，不要写只对一个人说的结论：问类似问题的人都会看到。不发布了，发“取消”：",
	FAQPublish:   "核对无误，发布",
	FAQPublished: "已发布，常见问题%d号。问到的人会看到它；通知本身能答的，仍先显示通知。",
	FAQForm:      "问：%s",
	FAQAnswers:   "答：%s",
	FAQMeta:      "%s，%s答复，有效到%s",
	FAQDay:       "%d年%d月%d日",

	FAQFull:       "常见问题最多%d条，已经满了。请先停用用不着的。",
	FAQNone:       "还没有常见问题。可以在答复过的工单下面，或在“未答问题”里设。",
	FAQHead:       "常见问题%d条，其中已过期%d条（过期的不再使用）：",
	FAQLabel:      "%d号 %s（到%d年%d月%d日）",
	FAQLabelOver:  "%d号 %s（%d年%d月%d日已过期）",
	FAQLabelAhead: "%d号 %s（%d年%d月%d日起使用）",
	FAQTitle:      "常见问题%d号",
	FAQDrop:       "停用",
	FAQDropped:    "已停用，常见问题%d号不再使用。",
	MineAnswers:   "· 您写的常见问题 %d 条",
	FAQNotYours:   "停用要由写它的人、管这个范围的单位或管理员来做。",

	UnansweredNone:    "最近%d天没有未答的提问。",
	UnansweredHead:    "最近%d天没答上%d次、评了没用%d次的提问，共%d种：",
	UnansweredLine:    "%d. %s（%d次，%s）",
	UnansweredAnswer:  "写答复：%d",
	UnansweredUseless: "评了没用",
	UnansweredFAQ:     "常见问题%d号评了没用",
	UnansweredUnknown: "没有找到依据",
	UnansweredNewest:  "按最新排",
	UnansweredMost:    "按次数排",
}
