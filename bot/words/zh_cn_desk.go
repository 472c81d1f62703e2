package words

// The keys of the unit desk.
const (
	WordDesk Key = "word.desk"
	HelpDesk Key = "help.desk"

	DeskWhich  Key = "desk.which"
	DeskClosed Key = "desk.closed"

	ReturnedNote   Key = "returned.note"
	ReturnedAsk    Key = "returned.ask"
	ReturnedBadDay Key = "returned.bad"
	ReturnedLeft   Key = "returned.left"
	ReturnedDone   Key = "returned.done"
	ReturnedMove   Key = "returned.move"
	ReturnedOver   Key = "returned.over"

	DeskBasis    Key = "desk.basis"
	DeskNothing  Key = "desk.nothing"
	DeskRunning  Key = "desk.running"
	DeskWindow   Key = "desk.window"
	DeskPosted   Key = "desk.posted"
	DeskLeft     Key = "desk.left"
	DeskUnposted Key = "desk.unposted"
	DeskDone     Key = "desk.done"
	DeskSnoozed  Key = "desk.snoozed"
	DeskReport   Key = "desk.report"
	DeskReportOf Key = "desk.report.of"
	DeskPost     Key = "desk.post"
	DeskPostOf   Key = "desk.post.of"
	DeskLater    Key = "desk.later"
	DeskEnd      Key = "desk.end"
	DeskUndo     Key = "desk.undo"
	DeskUndoOf   Key = "desk.undo.of"
	DeskPeople   Key = "desk.people"

	DeskHandover Key = "desk.handover"
	DeskSucceed  Key = "desk.succeed"
	DeskInvite   Key = "desk.invite"

	DeskDoneAlready Key = "desk.done.already"
	DeskReported    Key = "desk.reported"
	DeskUndone      Key = "desk.undone"

	ReadyHead    Key = "ready.head"
	ReadyHow     Key = "ready.how"
	ReadyOpen    Key = "ready.open"
	ReadyTicked  Key = "ready.ticked"
	ReadyDot     Key = "ready.dot"
	ReadyItem    Key = "ready.item"
	ReadyMissing Key = "ready.missing"
	ReadyBack    Key = "ready.back"
	ReadySure    Key = "ready.sure"
	ReadyPosting Key = "ready.posting"
	ReadyAnyway  Key = "ready.anyway"
	Ellipsis     Key = "sign.ellipsis"

	LaterAsk      Key = "later.ask"
	LaterTomorrow Key = "later.tomorrow"
	LaterThree    Key = "later.three"
	LaterWeek     Key = "later.week"
	LaterNone     Key = "later.none"
	LaterDone     Key = "later.done"

	PostWhich  Key = "post.which"
	PostDay    Key = "post.day"
	PostToday  Key = "post.today"
	PostBadDay Key = "post.badday"
	PostFuture Key = "post.future"
	PostPast   Key = "post.past"

	WindowHead    Key = "window.head"
	WindowPosted  Key = "window.posted"
	WindowTwice   Key = "window.twice"
	WindowDayOff  Key = "window.dayoff"
	WindowDay     Key = "window.day"
	WindowEnds    Key = "window.ends"
	WindowAssumed Key = "window.assumed"
	WindowTooLate Key = "window.toolate"
	WindowTight   Key = "window.tight"
	WindowMoved   Key = "window.moved"
	WindowGivenUp Key = "window.givenup"
	WindowNotOver Key = "window.notover"
	WindowOver    Key = "window.over"

	DeskObject         Key = "desk.object"
	DeskSettle         Key = "desk.settle"
	DeskStop           Key = "desk.stop"
	ObjectWhat         Key = "object.what"
	ObjectAssessment   Key = "object.assessment"
	ObjectGenuineness  Key = "object.genuineness"
	ObjectNoted        Key = "object.noted"
	ObjectToCommittee  Key = "object.committee"
	ObjectToDistrict   Key = "object.district"
	ObjectToDepartment Key = "object.department"
	ObjectPrivate      Key = "object.private"

	DayToday     Key = "day.today"
	DayYesterday Key = "day.yesterday"

	PostingUnit       Key = "posting.unit"
	PostingDepartment Key = "posting.department"
	PostingCity       Key = "posting.city"
	PostingResult     Key = "posting.result"
	WindowOpen        Key = "window.state.open"
	WindowObjected    Key = "window.state.objected"
	WindowEnded       Key = "window.state.ended"
	WindowStopped     Key = "window.state.stopped"
)

// Posting names a publicity by its id.
func Posting(id string) Key { return Key("posting." + id) }

var zhCNDesk = map[Key]string{
	WordDesk: "本单位事项",
	HelpDesk: "看本单位要办的事、公示、报送",

	DeskWhich:      "您是几个单位的联络员，看哪一个？",
	DeskClosed:     "这个单位已经停用，不再办理。有疑问请联系人社局工作人员。",
	ReturnedNote:   "登记补正期限",
	ReturnedAsk:    "主管部门要求哪天前补齐？请发日期，例如5月20日。",
	ReturnedBadDay: "没有看懂，或者已经过了。请发今天以后的月和日，例如5月20日。",
	ReturnedLeft:   "%s，还没有补齐",
	ReturnedDone:   "已补齐",
	ReturnedMove:   "改补正期限",
	ReturnedOver:   "已记下：“%s”的材料已补齐，不再提醒这一项。",
	DeskBasis:      " %s",
	DeskNothing:    "目前没有登记要办的事。单位的级别、系列有变化时，请告诉人社局工作人员。",
	DeskRunning:    "%s：%s张贴，到%s，%s",
	DeskWindow:     "看%s",
	DeskPosted:     "%s已张贴",
	DeskUnposted:   "%s，还没有张贴",
	DeskLeft:       "%s，还没有报送",
	DeskDone:       "%s已报送",
	DeskSnoozed:    "%s再提醒",
	DeskReport:     "已报送",
	DeskReportOf:   "已报送：%s",
	DeskPost:       "开始公示",
	DeskPostOf:     "开始公示：%s",
	DeskLater:      "稍后提醒",
	DeskEnd:        "公示结束",
	DeskUndo:       "撤回报送",
	DeskUndoOf:     "撤回报送：%s",
	DeskPeople:     "联络员变更",

	DeskHandover: "“%s”的联络员变更。换人的，接手的人用邀请码加入后，您自动退出，单位不会没有联络员。",
	DeskSucceed:  "换人：邀请接手的人",
	DeskInvite:   "加人：再邀请一位",

	DeskDoneAlready: "%s已在%s报送，不再提醒。要改请点“撤回报送”。",
	DeskReported:    "已记下：“%s”已报送（%s），不再提醒这一项。这里只做登记，材料以实际收件为准。",
	DeskUndone:      "已撤回：%s还没有报送，会继续提醒。",

	ReadyHead:    "%s：%s，报送前核对",
	ReadyHow:     "备好一项，点下面它的号打勾；备齐了点“已报送”。",
	ReadyOpen:    "□%d",
	ReadyTicked:  "✓%d",
	ReadyDot:     "·",
	ReadyItem:    "%s %s（%s）",
	ReadyMissing: "还有%d项没有勾选：",
	ReadyBack:    "回去核对",
	ReadySure:    "没有这些项，已报送",
	ReadyPosting: "%s还没有结束（到%s，%s）：",
	ReadyAnyway:  "确实已报送",
	Ellipsis:     "…",

	LaterAsk:      "什么时候再提醒：%s？",
	LaterTomorrow: "明天起的工作日，%s",
	LaterThree:    "三天后，%s",
	LaterWeek:     "一周后，%s",
	LaterNone:     "%s的日期已经到了，不能再往后推。",
	LaterDone:     "好的：%s，%s早上8点再提醒。这之前的提醒不发。",

	PostWhich:  "哪一种公示（%s）？",
	PostDay:    "%s哪天张贴？点按钮，或发日期，例如5月12日。张贴当天不计入。",
	PostToday:  "今天，%s",
	PostBadDay: "没有看懂日期。请发月和日，例如5月12日。",
	PostFuture: "%s还没有到。请在张贴当天登记。",
	PostPast:   "%s已经过去太久，请核对。",

	WindowHead:    "%s：%s（%s）",
	WindowPosted:  "%s张贴，当天不计入",
	WindowTwice:   "这一天的这种公示已经登记过了，没有重复登记。",
	WindowDayOff:  "张贴当天不是工作日，从下一个工作日起数。",
	WindowDay:     "%d月%d日 %s",
	WindowEnds:    "到%s满%d个工作日，没有异议的，%s起可以报送。",
	WindowAssumed: "通知没有写%s要几天，这里按%d个工作日推算，以市人社局为准。",
	WindowTooLate: "来不及：最早%s才能报送，而截止日期是%s。请马上联系主管部门和人社局。",
	WindowTight:   "时间很紧：按工作日倒推，单位公示最迟应在%s张贴（公示%d次，一次接一次）。请尽早同主管部门商定。",
	WindowMoved:   "这次公示的状态已经变了，或不是本单位的。请发“本单位事项”看现在的情况。",
	WindowGivenUp: "%s已作废。改正后可以重新张贴，时间从头算。",
	WindowNotOver: "%s还没有满：到%s才满，没有异议的，%s起可以报送。",
	WindowOver:    "%s已结束，没有异议的，%s起可以报送。",

	DeskObject:         "公示有异议",
	DeskSettle:         "异议已处理完",
	DeskStop:           "作废，重新公示",
	ObjectWhat:         "异议是关于什么的？请不要写提异议的人和具体内容，这里不保存。",
	ObjectAssessment:   "评审工作（怎样评的）",
	ObjectGenuineness:  "材料真实性（是不是真的）",
	ObjectNoted:        "已记下：%s有异议，处理完之前不能结束。",
	ObjectToCommittee:  "涉及评审工作的，由评委会组建单位（办事机构）调查核实。",
	ObjectToDistrict:   "涉及材料真实性的，由旗县区和用人单位调查核实。",
	ObjectToDepartment: "通知只写了评审结果公示期间由谁调查；申报环节的公示，通知没有写，请报告主管部门和同级人社局。",
	ObjectPrivate:      "提异议的人是谁，助手不登记，也不会告诉任何人。",

	DayToday:     "今天",
	DayYesterday: "昨天",

	PostingUnit:       "单位公示",
	PostingDepartment: "主管部门公示",
	PostingCity:       "市局网站公示",
	PostingResult:     "结果公示",
	WindowOpen:        "公示中",
	WindowObjected:    "有异议，处理中",
	WindowEnded:       "已结束",
	WindowStopped:     "已作废",
}
