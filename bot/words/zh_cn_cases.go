package words

// The keys of 转人工 and 工单.
const (
	WordHuman Key = "word.human"
	AlsoHuman Key = "also.human"
	HelpHuman Key = "help.human"
	WordCases Key = "word.cases"
	HelpCases Key = "help.cases"

	CaseQuestionGone Key = "case.question.gone"
	CaseStepOver     Key = "case.step.over"
	CaseOrType       Key = "case.ortype"
	CasePress        Key = "case.press"
	CaseAskText      Key = "case.ask.text"
	CaseAskShare     Key = "case.ask.share"
	CaseShareYes     Key = "case.share.yes"
	CaseShareNo      Key = "case.share.no"
	CaseAskSeries    Key = "case.ask.series"
	CaseAskLevel     Key = "case.ask.level"
	CaseAskDistrict  Key = "case.ask.district"
	CaseUnclear      Key = "case.unclear"
	CaseCity         Key = "case.city"
	CaseAnyOffice    Key = "case.any.office"
	CaseNobody       Key = "case.nobody"
	CaseOpened       Key = "case.opened"
	CaseAgain        Key = "case.again"
	CaseTooMany      Key = "case.toomany"
	CaseTooOften     Key = "case.toooften"

	CaseAskLast      Key = "case.ask.last"
	CaseThis         Key = "case.this"
	CaseMine         Key = "case.mine"
	CaseMineFull     Key = "case.mine.full"
	CaseLastLabel    Key = "case.last.label"
	CaseAnother      Key = "case.another"
	CaseMineLabel    Key = "case.mine.label"
	CaseMineHead     Key = "case.mine.head"
	CaseMineOpen     Key = "case.mine.open"
	CaseMineTaken    Key = "case.mine.taken"
	CaseMineAnswered Key = "case.mine.answered"
	CaseMineClosed   Key = "case.mine.closed"
	CaseMineOver     Key = "case.mine.over"
	CaseMore         Key = "case.more"
	CaseEnd          Key = "case.end"
	CaseAskMore      Key = "case.ask.more"
	CaseAdded        Key = "case.added"
	CaseFull         Key = "case.full"
	CaseEnded        Key = "case.ended"
	CaseAnswer       Key = "case.answer"
	CaseAnswerTo     Key = "case.answer.to"
	CaseAnswerFoot   Key = "case.answer.foot"
	CaseEndedByStaff Key = "case.ended.staff"

	CasesCount         Key = "cases.count"
	CasesHead          Key = "cases.head"
	CasesHeadDone      Key = "cases.head.done"
	CasesNone          Key = "cases.none"
	CasesNew           Key = "cases.new"
	CasesTaken         Key = "cases.taken"
	CasesLate          Key = "cases.late"
	CasesTab           Key = "cases.tab"
	CasesLabel         Key = "cases.label"
	CasesLabelAnswered Key = "cases.label.answered"
	CaseMinutes        Key = "case.minutes"
	CaseHours          Key = "case.hours"
	CaseDays           Key = "case.days"

	CaseGone          Key = "case.gone"
	CaseHead          Key = "case.head"
	CaseStateOpen     Key = "case.state.open"
	CaseStateAnswered Key = "case.state.answered"
	CaseStateClosed   Key = "case.state.closed"
	CaseByMe          Key = "case.by.me"
	CaseByOther       Key = "case.by.other"
	CaseOverdue       Key = "case.overdue"
	CaseSaid          Key = "case.said"
	CaseAsker         Key = "case.asker"
	CaseStaff         Key = "case.staff"
	CaseYou           Key = "case.you"
	CaseForgotten     Key = "case.forgotten"
	CaseFacts         Key = "case.facts"
	CaseFoundNothing  Key = "case.found.nothing"
	CaseFoundClauses  Key = "case.found.clauses"
	CaseFoundReferral Key = "case.found.referral"
	CaseFoundRefusal  Key = "case.found.refusal"
	CaseFoundVerdict  Key = "case.found.verdict"
	CaseFoundFAQ      Key = "case.found.faq"
	CaseAnswerLong    Key = "case.answer.long"
	CaseUnreachable   Key = "case.unreachable"
	CaseSentInVain    Key = "case.sent.invain"
	CaseTypedLate     Key = "case.typed.late"
	CaseAnswerLate    Key = "case.answer.late"
	CasesDone         Key = "cases.done"
	CaseNoTopic       Key = "case.notopic"
	CaseTake          Key = "case.take"
	CaseTakeOver      Key = "case.takeover"
	CaseBack          Key = "case.back"
	CaseReply         Key = "case.reply"
	CaseShow          Key = "case.show"
	CaseTakenByOther  Key = "case.taken.other"
	CaseNotYours      Key = "case.notyours"
	CaseAskAnswer     Key = "case.ask.answer"
	CaseSent          Key = "case.sent"
	CaseNew           Key = "case.new"
	CaseSaidMore      Key = "case.said.more"
	CaseEndedByAsker  Key = "case.ended.asker"
	CaseLate          Key = "case.late"

	MineCases Key = "mine.cases"
)

var zhCNCases = map[Key]string{
	WordHuman: "转人工",
	AlsoHuman: "人工 人工客服 人工服务 客服 转人工服务 转人工客服 我要转人工 我要人工 要人工 找人工 找工作人员 联系工作人员",
	HelpHuman: "把问题交给工作人员，或看已经交的",
	WordCases: "工单",
	HelpCases: "接办申报人转人工的问题",

	CaseQuestionGone: "这条提问已经删除。请发“转人工”，再把问题写一遍。",
	CaseStepOver:     "这一步已经过去了。要找工作人员，请发“转人工”。",
	CaseOrType:       "这一页没有的，请翻页，或直接发名称。",
	CasePress:        "请点上面的按钮来选；不想转了，发“取消”。",
	CaseAskText:      "请用一两句话写下要问的事，工作人员会看到这段话。请不要写身份证号、电话等个人信息。",
	CaseAskShare:     "要把您自查时填的情况一起交给工作人员吗？他们会看到：%s",
	CaseShareYes:     "一起交",
	CaseShareNo:      "不交，只交问题",
	CaseAskSeries:    "先问几点，好转给管这件事的工作人员；不知道的点“不清楚”，不转了发“取消”。\n问的是哪个系列？",
	CaseAskLevel:     "问的是哪一级？",
	CaseAskDistrict:  "单位在哪里？",
	CaseUnclear:      "不清楚",
	CaseCity:         "市直或驻赤单位",
	CaseAnyOffice:    "没有说是哪个地区和系列",
	CaseNobody:       "现在没有工作人员在这里值守，没有转。%s",
	CaseOpened:       "已转给工作人员，工单%d号，上班时间处理。答复发到这里；想看办到哪一步，发“转人工”。",
	CaseAgain:        "这个问题已经转过了，是工单%d号，还没有结束。要补充，请点“补充”。",
	CaseTooOften:     "没有转：一天最多转%d次，请明天再转。还没有结束的工单，可以发“转人工”，点开来补充。",
	CaseTooMany:      "没有转：您有%d个工单在等答复。请等答复，或者发“转人工”，结束一个再转。",

	CaseAskLast:      "您刚才问：“%s”\n就转这个问题，请点下面的按钮；要转别的，请直接写出来。工作人员会看到这段话，请不要写身份证号、电话等个人信息。",
	CaseThis:         "就转这个问题",
	CaseMine:         "您还没结束的工单，点开可以看、补充或结束：",
	CaseMineFull:     "您有%d个工单在等答复，等到答复或结束一个才能再转。点开可以看、补充或结束：",
	CaseLastLabel:    "转刚才问的：%s",
	CaseAnother:      "转别的问题",
	CaseMineLabel:    "%d号 %s（%s）",
	CaseMineHead:     "工单%d号：%s",
	CaseMineOpen:     "等人接办",
	CaseMineTaken:    "正在处理",
	CaseMineAnswered: "已答复",
	CaseMineClosed:   "已结束",
	CaseMineOver:     "工单%d号已经结束。还有问题，请发“转人工”。",
	CaseMore:         "补充",
	CaseEnd:          "结束",
	CaseAskMore:      "请写下要补充或追问的话（工单%d号）。",
	CaseAdded:        "已转给工作人员（工单%d号）。",
	CaseFull:         "没有转：工作人员答复之前最多补充%d次，请等答复。",
	CaseEnded:        "工单%d号已结束。",
	CaseAnswer:       "工作人员答复（工单%d号，%s）",
	CaseAnswerTo:     "您问：%s",
	CaseAnswerFoot:   "还想问，请点“补充”；问清楚了，请点“结束”。",
	CaseEndedByStaff: "工作人员结束了工单%d号。还有问题，请发“转人工”。",

	CasesCount:         "工单：新%d，处理中%d，超时%d，已答复%d",
	CasesHeadDone:      "%s，申报人还可以追问：",
	CasesHead:          "%s，等得最久的在前：",
	CasesNone:          "%s：没有。",
	CasesNew:           "新",
	CasesTaken:         "处理中",
	CasesLate:          "超时",
	CasesTab:           "%s %d",
	CasesLabel:         "%d号 等%s %s",
	CasesLabelAnswered: "%d号 已答复 %s",
	CaseMinutes:        "%d分钟",
	CaseHours:          "%d小时",
	CaseDays:           "%d天",

	CaseGone:          "没有这个工单，或者不归您处理。",
	CaseHead:          "工单%d号（%s）%s",
	CaseStateOpen:     "新",
	CaseStateAnswered: "已答复",
	CaseStateClosed:   "已结束",
	CaseByMe:          "您在处理",
	CaseByOther:       "别人在处理",
	CaseOverdue:       "超时：已等%s，超过一个工作日。",
	CaseSaid:          "%s，%d月%d日%s：",
	CaseAsker:         "申报人的话",
	CaseStaff:         "工作人员",
	CaseYou:           "您",
	CaseForgotten:     "（申报人已删除自己的数据）",
	CaseFacts:         "申报人同意提供的自查情况：%s",
	CaseFoundNothing:  "助手：没有先问过助手。",
	CaseFoundClauses:  "助手：答了%s。",
	CaseFoundReferral: "助手：通知没有写（%s），指到%s。",
	CaseFoundRefusal:  "助手：没有答，通知没有写（%s）。",
	CaseFoundFAQ:      "助手：通知没有写，给了常见问题%d号。",
	CaseAnswerLong:    "没有发：答复最多%d字，请写短一些再发。",
	CaseUnreachable:   "申报人现在收不到消息：停用了本助手，或者删了对话。",
	CaseSentInVain:    "记下了（工单%d号），但申报人现在收不到消息；重新打开本助手后，发“转人工”能看到。",
	CaseTypedLate:     "没有转给工作人员：那一步是很久以前的。要问助手，请再发一次；要转，请发“转人工”。",
	CaseAnswerLate:    "没有发给申报人（工单%d号）：“回复”是很久以前点的。要发，请再点“回复”。",
	CasesDone:         "已答复",
	CaseFoundVerdict:  "助手：自查结果“%s”，依据：%s。",
	CaseNoTopic:       "原因不明",
	CaseTake:          "接办",
	CaseTakeOver:      "接过来办",
	CaseBack:          "交回",
	CaseReply:         "回复",
	CaseShow:          "看工单",
	CaseTakenByOther:  "这个工单已经有人接办，或者已经结束。",
	CaseNotYours:      "这个工单不在您手里，没有改动。请发“工单”查看。",
	CaseAskAnswer:     "请写答复（工单%d号），写完发出，申报人就能看到。不发了，请发“取消”。",
	CaseSent:          "已发给申报人（工单%d号）。",
	CaseNew:           "新工单%d号：%s",
	CaseSaidMore:      "工单%d号：申报人有补充。",
	CaseEndedByAsker:  "工单%d号：申报人结束了它。",
	CaseLate:          "工单%d号等了超过一个工作日：%s",

	MineCases: "· 转人工的工单 %d 个",
}
