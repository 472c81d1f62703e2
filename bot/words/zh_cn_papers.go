package words

// The keys of 日期登记 and 评委会.
const (
	WordPapers     Key = "word.papers"
	HelpPapers     Key = "help.papers"
	WordCommittees Key = "word.committees"
	HelpCommittees Key = "help.committees"

	PaperHead       Key = "paper.head"
	PaperDate       Key = "paper.date"
	PaperNone       Key = "paper.none"
	PaperEnter      Key = "paper.enter"
	PaperNumber     Key = "paper.number"
	PaperLine       Key = "paper.line"
	PaperWhom       Key = "paper.whom"
	PaperDocument   Key = "paper.document"
	PaperSupplement Key = "paper.supplement"
	PaperExtension  Key = "paper.extension"
	PaperOwn        Key = "paper.own"
	PaperWaiting    Key = "paper.waiting"
	PaperHolds      Key = "paper.holds"
	PaperRefused    Key = "paper.refused"
	PaperWithdrawn  Key = "paper.withdrawn"
	PaperConfirm    Key = "paper.confirm"
	PaperRefuse     Key = "paper.refuse"
	PaperWithdraw   Key = "paper.withdraw"

	PaperAskSource    Key = "paper.ask.source"
	PaperAskDay       Key = "paper.ask.day"
	PaperAskDocument  Key = "paper.ask.document"
	PaperAskQuote     Key = "paper.ask.quote"
	PaperAskScope     Key = "paper.ask.scope"
	PaperBadText      Key = "paper.badtext"
	PaperOtherYear    Key = "paper.otheryear"
	PaperLater        Key = "paper.later"
	PaperNotYours     Key = "paper.notyours"
	PaperAgain        Key = "paper.again"
	PaperSaved        Key = "paper.saved"
	PaperSavedWaiting Key = "paper.saved.waiting"
	PaperSavedAlone   Key = "paper.saved.alone"
	PaperAsk          Key = "paper.ask"
	PaperSecond       Key = "paper.second"
	PaperSettled      Key = "paper.settled"

	CommitteesHead     Key = "committees.head"
	CommitteesNone     Key = "committees.none"
	CommitteeAdd       Key = "committee.add"
	CommitteeFiled     Key = "committee.filed"
	CommitteeExpired   Key = "committee.expired"
	CommitteeMust      Key = "committee.must"
	CommitteeLast      Key = "committee.last"
	CommitteeOver      Key = "committee.over"
	CommitteeDue       Key = "committee.due"
	CommitteeAskName   Key = "committee.ask.name"
	CommitteeAskSeries Key = "committee.ask.series"
	CommitteeAskLevels Key = "committee.ask.levels"
	CommitteeAskFiled  Key = "committee.ask.filed"
	CommitteeAskDay    Key = "committee.ask.day"
	CommitteeDone      Key = "committee.done"
	CommitteeUndo      Key = "committee.undo"
	CommitteeIsDone    Key = "committee.isdone"
	CommitteeSetDone   Key = "committee.setdone"
	CommitteeNotDone   Key = "committee.notdone"
	CommitteeMoved     Key = "committee.moved"
	CommitteeRenewal   Key = "committee.renewal"
	CommitteeRenew     Key = "committee.renew"
	EventMeetingMust   Key = "event.meeting.must"
	EventEndedMust     Key = "event.ended.must"
	EventMeeting       Key = "event.meeting"
	EventEnded         Key = "event.ended"
)

var zhCNPapers = map[Key]string{
	WordPapers:     "日期登记",
	HelpPapers:     "登记补充通知、批复和本地的日期",
	WordCommittees: "评委会",
	HelpCommittees: "评委会名册：备案有效期、评审会议",

	PaperHead:       "%s里的日期：",
	PaperDate:       "%s：%s",
	PaperNone:       "通知没有写",
	PaperEnter:      "登记：%s",
	PaperNumber:     "%d号 ",
	PaperLine:       "%s：%s",
	PaperWhom:       "%s，适用：%s，%s",
	PaperDocument:   "文号：%s",
	PaperSupplement: "补充通知或书面批复",
	PaperExtension:  "经批准的延期",
	PaperOwn:        "本地或单位自己的日期",
	PaperWaiting:    "等另一位管理员确认",
	PaperHolds:      "生效",
	PaperRefused:    "已退回",
	PaperWithdrawn:  "已撤回",
	PaperConfirm:    "核对无误，确认",
	PaperRefuse:     "退回",
	PaperWithdraw:   "撤回",

	PaperAskSource:    "%s的新日期从哪里来？",
	PaperAskDay:       "是哪一天？请发日期，例如5月20日。",
	PaperAskDocument:  "文件的文号或名称？（%d字以内）",
	PaperAskQuote:     "请逐字抄写文件里写这个日期的那句话（%d字以内），会一起显示给大家。",
	PaperAskScope:     "对谁适用？点按钮，或发单位名称里几个字。",
	PaperBadText:      "请重新发，不要超过%d字。",
	PaperOtherYear:    "不能登记：要在%d年以内。",
	PaperLater:        "不能登记：各地各单位自己的日期只能提前，统一的日期是%s。经批准延期的，请管理员登记。",
	PaperNotYours:     "这个范围不归您登记，没有改动。",
	PaperAgain:        "这一步已经过去了，请重新开始。",
	PaperSaved:        "已登记，%d号，现在生效。提醒会按新的日期重新安排，已经按旧日期提醒过的会收到一次更正。",
	PaperSavedWaiting: "已登记，%d号，等另一位管理员确认后生效。会通知%d位。",
	PaperSavedAlone:   "已登记，%d号，要另一位管理员确认后才生效，可是现在没有能通知到的另一位。请发“%s”请一位管理员来；已经有的，请对方在助手里发一次“%s”。",
	PaperAsk:          "有一个日期等您确认。请对照文件原文核对：",
	PaperSecond:       "这是您自己登记的，要由另一位管理员确认。",
	PaperSettled:      "这一条已经处理过了。",

	CommitteesHead:     "评委会名册：",
	CommitteesNone:     "评委会名册里还没有您负责的评委会。",
	CommitteeAdd:       "添加评委会",
	CommitteeFiled:     "备案有效期到%d年%d月%d日",
	CommitteeExpired:   "备案已过期：",
	CommitteeMust:      "%s：%s",
	CommitteeLast:      "备案有效期的最后一天",
	CommitteeOver:      "备案已过期",
	CommitteeDue:       "%s：%s，最迟%s报备",
	CommitteeAskName:   "请发评委会全称（%d字以内）。",
	CommitteeAskSeries: "“%s”评审哪些系列？请发名称，用顿号分开。",
	CommitteeAskLevels: "评审哪些级别？",
	CommitteeAskFiled:  "备案有效期到哪一天？请发日期，例如2025年12月31日。",
	CommitteeAskDay:    "%s是哪一天？请发日期，例如8月20日。",
	CommitteeDone:      "已办结",
	CommitteeUndo:      "撤销已办结",
	CommitteeIsDone:    "%s：已办结，不再提醒",
	CommitteeSetDone:   "已记下：“%s”（%s）办结了，这个日期不再提醒。日期有变动的，会重新提醒。",
	CommitteeNotDone:   "已撤销：“%s”（%s）还没有办结，照常提醒。",
	CommitteeMoved:     "这个日期已经变了，没有改动。现在是：",
	CommitteeRenewal:   "备案续期",
	CommitteeRenew:     "名册里的有效期没有变，批下来以后请在评委会名册里点“修改”。",
	EventMeetingMust:   "评审方案报备",
	EventEndedMust:     "评审结果报备",
	EventMeeting:       "评审会议",
	EventEnded:         "评审工作结束",
}
