package words

// The keys of 进度.
const (
	WordProgress Key = "word.progress"
	HelpProgress Key = "help.progress"
	WordWhy      Key = "word.why"
	HelpWhy      Key = "help.why"

	ProgressFind  Key = "progress.find"
	ProgressNone  Key = "progress.none"
	ProgressFound Key = "progress.found"
	ProgressMany  Key = "progress.many"
	ProgressOne   Key = "progress.one"

	RelayNumber    Key = "relay.number"
	RelayTail      Key = "relay.tail"
	RelayNews      Key = "relay.news"
	RelayCorrects  Key = "relay.corrects"
	RelayWrong     Key = "relay.wrong"
	RelaySkipped   Key = "relay.skipped"
	RelayWas       Key = "relay.was"
	RelayNow       Key = "relay.now"
	RelayMissing   Key = "relay.missing"
	RelayNote      Key = "relay.note"
	RelayListThere Key = "relay.list"
	RelayUnsaid    Key = "relay.unsaid"
	RelayMover     Key = "relay.mover"
	RelayNext      Key = "relay.next"
	RelayPlace     Key = "relay.place"
	RelaySee       Key = "relay.see"
	RelayWay       Key = "relay.way"

	MoverApplicant  Key = "mover.applicant"
	MoverUnit       Key = "mover.unit"
	MoverDepartment Key = "mover.department"
	MoverCounty     Key = "mover.county"
	MoverCity       Key = "mover.city"
	MoverRegion     Key = "mover.region"
	MoverOffice     Key = "mover.office"
	MoverCommittee  Key = "mover.committee"

	DueSet     Key = "due.set"
	DueUnset   Key = "due.unset"
	DueBy      Key = "due.by"
	DueAfter   Key = "due.after"
	DueUnsaid  Key = "due.unsaid"
	DueTooLate Key = "due.toolate"
	DueOver    Key = "due.over"

	WayDay     Key = "way.day"
	WayFixed   Key = "way.fixed"
	WayUnknown Key = "way.unknown"
	WayBy      Key = "way.by"

	CardHead    Key = "card.head"
	CardUnit    Key = "card.unit"
	CardUnbound Key = "card.unbound"
	CardBound   Key = "card.bound"
	CardDeaf    Key = "card.deaf"

	MoveForward  Key = "move.forward"
	MoveBack     Key = "move.back"
	MoveLeft     Key = "move.left"
	MoveReturned Key = "move.returned"
	MoveResumed  Key = "move.resumed"
	MoveSkipped  Key = "move.skipped"
	MoveOther    Key = "move.other"
	MoveWhich    Key = "move.which"
	MoveStale    Key = "move.stale"
	MoveAgain    Key = "move.again"
	MovePress    Key = "move.press"
	MoveDropped  Key = "move.dropped"
	MoveDueAsk   Key = "move.due.ask"
	MoveTooEarly Key = "move.tooearly"
	MoveBadDay   Key = "move.due.bad"
	MoveListAsk  Key = "move.list.ask"
	MoveNoteAsk  Key = "move.note.ask"
	MoveTooLong  Key = "move.long"
	MoveHasCard  Key = "move.card"
	MoveSure     Key = "move.sure"
	MoveDue      Key = "move.due"
	MoveIsBack   Key = "move.isback"
	MoveIsSkip   Key = "move.isskip"
	MoveNobody   Key = "move.nobody"
	MoveDeaf     Key = "move.deaf"
	MoveTells    Key = "move.tells"
	MoveYes      Key = "move.yes"
	MoveYesTwice Key = "move.yes.twice"
	MoveNo       Key = "move.no"
	MoveNoteAdd  Key = "move.note.add"
	MoveDone     Key = "move.done"

	BindAsk     Key = "bind.ask"
	BindCode    Key = "bind.code"
	BindHelp    Key = "bind.help"
	BindForm    Key = "bind.form"
	BindDone    Key = "bind.done"
	BindAlready Key = "bind.already"
	BindTooMany Key = "bind.toomany"
	BindWrong   Key = "bind.wrong"
	BindSeconds Key = "bind.seconds"
	BindMinutes Key = "bind.minutes"
	BindMore    Key = "bind.more"
	BindNone    Key = "bind.none"
	Unbind      Key = "unbind"
	UnbindSure  Key = "unbind.sure"
	UnbindYes   Key = "unbind.yes"
	Unbound     Key = "unbound"

	CodesPrint   Key = "codes.print"
	CodesHead    Key = "codes.head"
	CodesCount   Key = "codes.count"
	CodesAsk     Key = "codes.ask"
	CodesYes     Key = "codes.yes"
	CodesNone    Key = "codes.none"
	CodesTooMany Key = "codes.toomany"
	CodesStale   Key = "codes.stale"
	CodesDone    Key = "codes.done"
	CodesTable   Key = "codes.table"
	CodesSheet   Key = "codes.sheet"
	CodesColumns Key = "codes.columns"
	CodesFile    Key = "codes.file"
	SlipFile     Key = "slip.file"
	SlipTitle    Key = "slip.title"
	SlipNote     Key = "slip.note"
	SlipHow      Key = "slip.how"
	CodeNew      Key = "code.new"
	CodeAsk      Key = "code.ask"
	EndThese     Key = "end.these"
	EndAsk       Key = "end.ask"
	EndMixed     Key = "end.mixed"
	EndVoidsCode Key = "end.voids"
	EndKeepsCode Key = "end.keeps"
	EndNoCode    Key = "end.nocode"
	EndByCard    Key = "end.bycard"
	EndYes       Key = "end.yes"
	EndOld       Key = "end.old"
	EndDone      Key = "end.done"
	EndLeft      Key = "end.left"
	EndNothing   Key = "end.nothing"
	EndNotice    Key = "end.notice"
	CardIsOn     Key = "card.ison"
	CardIsOff    Key = "card.isoff"
	CardOn       Key = "card.on"
	CardOff      Key = "card.off"

	WhyAsk         Key = "why.ask"
	WhySeveral     Key = "why.several"
	WhyHead        Key = "why.head"
	WhyNewest      Key = "why.newest"
	WhyVersion     Key = "why.version"
	WhyItem        Key = "why.item"
	WhyLine        Key = "why.line"
	WhyFirst       Key = "why.first"
	WhyNobody      Key = "why.nobody"
	WhyMuted       Key = "why.muted"
	WhyUnreachable Key = "why.unreachable"
	WhyNothing     Key = "why.nothing"
	WhyMerged      Key = "why.merged"
	WhyWaits       Key = "why.waits"
	WhyQueued      Key = "why.queued"
	WhySending     Key = "why.sending"
	WhySent        Key = "why.sent"
	WhyGone        Key = "why.gone"
	WhyUnknown     Key = "why.unknown"
	WhyCancelled   Key = "why.cancelled"
	WhyRefused     Key = "why.refused"
	WhyGivenUp     Key = "why.givenup"
	WhyCrashed     Key = "why.crashed"
	WhyNoChannel   Key = "why.nochannel"
	WhyPurged      Key = "why.purged"
	WhyReleased    Key = "why.released"
	WhyReleasedAt  Key = "why.released.at"
	WhyTooLate     Key = "why.toolate"
	WhyReminders   Key = "why.reminders"
	WhyReminder    Key = "why.reminder"
	WhyTelegram    Key = "why.telegram"
	WhyWeb         Key = "why.web"
	WhyOther       Key = "why.other"

	// What people write around a number and what goes with it, as regular expressions.
	TypedLabels  Key = "typed.labels"
	TypedBetween Key = "typed.between"
	TypedAbout   Key = "typed.about"
	TypedBinding Key = "typed.binding"
	TypedDay     Key = "typed.day"
	TypedNumber  Key = "typed.number"

	CompletionName Key = "completion.name"
	MineBindings   Key = "mine.bindings"
)

var zhCNRelay = map[Key]string{
	WordProgress: "进度",
	HelpProgress: "看申报到了哪一步，绑定申报",
	WordWhy:      "通知记录",
	HelpWhy:      "查一份申报发过哪些通知，没发的为什么",

	ProgressFind:  "请发申报编号或姓名，查您负责范围里的申报。",
	ProgressNone:  "没有找到。编号或姓名不对，或者不在您负责的范围里。",
	ProgressFound: "找到这些，最多列%d份，请选一份：",
	ProgressMany:  "不止%d份，请选一份，或者发完整的编号：",
	ProgressOne:   "%s %s（%s）",

	RelayNumber:    "%s\n%s，%s",
	RelayTail:      "编号尾号%s",
	RelayNews:      "申报进度：%s",
	RelayCorrects:  "更正申报进度：%s",
	RelayWrong:     "之前通知的“%s”不对，以这条为准。",
	RelaySkipped:   "中间的环节没有登记，以这条为准。",
	RelayWas:       "%s %s",
	RelayNow:       "%s起：%s",
	RelayMissing:   "要补充更正的：%s",
	RelayNote:      "说明：%s",
	RelayListThere: "要补哪些，点“看进度”。",
	RelayUnsaid:    "通知没有写“%s”，由单位或负责的部门登记；与本人的意思不符，请找他们更正。",
	RelayMover:     "现在由%s办理",
	RelayNext:      "接下来：%s",
	RelayPlace:     "以“%s”显示的为准（%s）",
	RelaySee:       "看进度",
	RelayWay:       "申报进度：%s",

	MoverApplicant:  "申报人本人",
	MoverUnit:       "所在单位",
	MoverDepartment: "主管部门",
	MoverCounty:     "旗县区人社局",
	MoverCity:       "市人社局",
	MoverRegion:     "自治区人社厅",
	MoverOffice:     "评委会办事机构",
	MoverCommittee:  "评委会",

	DueSet:     "请在%s当天或之前补齐",
	DueUnset:   "没有登记哪天前补齐，请问办理的部门",
	DueBy:      "最迟%s（%s）",
	DueAfter:   "公示不少于%d个工作日：%s张贴的，最早%s到下一步",
	DueUnsaid:  "这一步的期限，通知没有写",
	DueTooLate: "，晚于上面最迟的日期，请问办理的单位",
	DueOver:    "，已经过了",

	WayDay:     "%s %s",
	WayFixed:   "%s %s（更正）",
	WayUnknown: "%s（没有登记日期）",
	WayBy:      "%s：最迟%s（%s）",

	CardHead:    "%s %s",
	CardUnit:    "%s，%s，%s",
	CardUnbound: "还没有人绑定，有变化时通知不到。",
	CardBound:   "已绑定（%d处），有变化会通知。",
	CardDeaf:    "已绑定（%d处），其中%d处关掉了进度通知或联系不上，有变化通知不到。",

	MoveForward:  "→ %s",
	MoveBack:     "更正回：%s",
	MoveLeft:     "终止：%s",
	MoveReturned: "退回：%s",
	MoveResumed:  "继续：%s",
	MoveSkipped:  "跳到：%s",
	MoveOther:    "更正或跳过环节",
	MoveWhich:    "%s现在是“%s”。改到哪一步？要再确认一次，通知里会写明是更正。",
	MoveStale:    "%s的进度刚才已经被改过，您的这次没有执行。现在是：",
	MoveAgain:    "这一步已经过去了，没有改动。请发“进度 编号”重新开始。",
	MovePress:    "请点上面的按钮。不改了，就发“取消”。",
	MoveDropped:  "没有改动，也没有通知任何人。",
	MoveDueAsk:   "%s要“%s”：哪天前补齐？请发日期，例如5月30日。",
	MoveTooEarly: "%s补齐的最后一天是%s，还没有过，不能登记“%s”。",
	MoveBadDay:   "没有看懂，或者已经过了，或者太远。请发今天以后的月和日，例如5月30日。",
	MoveListAsk:  "请一次写清要补充更正的全部材料（%d字以内）。不要写身份证号。",
	MoveNoteAsk:  "请写给本人的说明（%d字以内）。不要写身份证号。",
	MoveTooLong:  "太长了，请缩到%d字以内。",
	MoveHasCard:  "里面有身份证号，没有保存。请去掉再发一次。",
	MoveSure:     "%s %s：从“%s”改到“%s”？",
	MoveDue:      "补齐的最后一天：%s",
	MoveIsBack:   "这是往回改，通知里会写明是更正。",
	MoveIsSkip:   "这一步跳过了中间的环节，通知里会写明是更正。",
	MoveNobody:   "还没有人绑定，不会有通知。",
	MoveDeaf:     "绑定的人关掉了进度通知，或联系不上，不会有通知。",
	MoveTells:    "会通知绑定的人（%d处），一小时后发出，夜里改到早上8点；这期间再有变化，合成一条。",
	MoveYes:      "确认",
	MoveYesTwice: "再次确认",
	MoveNo:       "不改了",
	MoveNoteAdd:  "加一句说明",
	MoveDone:     "已记下：%s现在是“%s”。",

	BindAsk:     "绑定以后，您的申报有变化会主动告诉您。请发申报编号和单位发给您的绑定码，中间空一格，例如：AH2023001 K7M2QX",
	BindCode:    "请发单位给您的绑定码（6位）。没有的，请向单位要；不绑了，就发“取消”。",
	BindHelp:    "绑定码是单位发的6位码，用来在这里看自己的申报进度。没有拿到、丢了或被别人看到了，请向本单位的联络员要新的。有了以后发“进度”绑定；不想绑了，也发“进度”，点“解除绑定”。",
	BindForm:    "请发申报编号和6位绑定码，中间空一格。单位开通了的，也可以发：编号 姓名 身份证后四位。不绑了，就发“取消”。",
	BindDone:    "已绑定编号尾号%s的申报。有变化会在这里告诉您；不想收了，发“设置”关掉，或者点“解除绑定”。",
	BindAlready: "编号尾号%s的申报早就绑定在这里了。",
	BindTooMany: "绑定的申报太多了。请先解除不用的。",
	BindWrong:   "没有绑定：编号和绑定码对不上。绑定码重新打印以后，旧的就不能用了，请向单位要新的。用姓名和身份证后四位的，要单位开通才行。%s",
	BindSeconds: "请等%d秒再试。",
	BindMinutes: "请等%d分钟再试。",
	BindMore:    "再绑定一份",
	BindNone:    "这份申报没有绑定在这里。请发“进度”。",
	Unbind:      "解除绑定",
	UnbindSure:  "解除编号尾号%s的绑定？以后有变化不再告诉您，要再绑定需要单位的绑定码。",
	UnbindYes:   "确认解除",
	Unbound:     "已解除绑定，还没发出的通知也取消了。",

	CodesPrint:   "打印本单位绑定码",
	CodesHead:    "%s的绑定码",
	CodesCount:   "申报%d份，已有绑定码%d份，已有人绑定%d份。",
	CodesAsk:     "打印会给每份申报换新码：以前发的旧码马上作废，已经绑定的不受影响。新码只显示这一次，请裁开分别交给本人。",
	CodesYes:     "换新码并打印",
	CodesNone:    "这里没有您可以打印绑定码的申报。",
	CodesTooMany: "一次最多打印%d份。",
	CodesStale:   "绑定码在这之后已经换过了，这次没有再换，刚才那一批有效。要再换，请重新点“打印本单位绑定码”或“换这份的绑定码”。",
	CodesDone:    "已给%d份申报换了新码，旧码作废。附上的页面可以用A4纸打印、裁开。",
	CodesTable:   "同样的内容，表格形式。发完请删掉。",
	CodesSheet:   "绑定码",
	CodesColumns: "申报编号|姓名|绑定码",
	CodesFile:    "绑定码.xlsx",
	SlipFile:     "绑定码-裁条.html",
	SlipTitle:    "%s：申报进度绑定码",
	SlipNote:     "沿虚线裁开，交给本人。不要拍照发群里。",
	SlipHow:      "给职称通发：进度 %s %s",
	CodeNew:      "换这份的绑定码",
	CodeAsk:      "给%s %s换新码：这一份以前发的旧码马上作废，已经绑定的不受影响，别的申报不变。新码只显示这一次，请交给本人。",
	EndThese:     "解除这份的绑定",
	EndAsk:       "解除%s %s现有的%d处绑定？绑定的人会收到一条告知，以后不再收到这份申报的进度。是谁绑定的，这里不显示。",
	EndMixed:     "其中%d处不是用现在的绑定码绑定的。全部解除的话，现在的绑定码也一起作废。",
	EndVoidsCode: "他们用的是现在的绑定码，它会一起作废：本人要再绑定，请再换新码交给本人。",
	EndKeepsCode: "现在的绑定码没有人用过，继续有效，本人可以用它绑定。",
	EndNoCode:    "现在没有有效的绑定码。本人要再绑定，请换新码交给本人。",
	EndByCard:    "本单位开着“姓名和身份证后四位”绑定，知道这些的人还能再绑定；要防住，请先在“打印本单位绑定码”里关掉。",
	EndYes:       "确认解除全部%d处",
	EndOld:       "只解除那%d处",
	EndDone:      "%s：已解除%d处绑定，每处会收到一条告知（夜里不发，早上8点发）。",
	EndLeft:      "还绑定着%d处，不受影响。",
	EndNothing:   "没有可解除的绑定，没有改动。",
	EndNotice:    "编号尾号%s的申报在这里的绑定，已由单位或负责的部门解除，以后不再收到它的进度。如果是您本人的申报，请向单位要新的绑定码，再发“进度”绑定。",
	CardIsOn:     "现在也可以用“编号 姓名 身份证后四位”绑定。知道这三样的人都能试，试错的要等；不需要就关掉。",
	CardIsOff:    "只能用绑定码绑定。用“编号 姓名 身份证后四位”绑定没有开启（默认）。",
	CardOn:       "允许用姓名和身份证后四位绑定",
	CardOff:      "关掉姓名和身份证后四位绑定",

	WhyAsk:         "请发“通知记录 编号”，例如：通知记录 AH2023001",
	WhySeveral:     "不止一份，请发完整的编号。",
	WhyHead:        "%s的通知记录",
	WhyNewest:      "只列最近%d次变化。",
	WhyVersion:     "第%d版 %d月%d日%s %s",
	WhyItem:        "· %s",
	WhyLine:        "%s：%s",
	WhyFirst:       "· 第一次登记，不通知",
	WhyNobody:      "· 没有记录：当时没有人绑定，或者绑定的人后来删除了数据",
	WhyMuted:       "没有发：绑定的人关掉了进度通知",
	WhyUnreachable: "没有发：联系不上（绑定的人停用了本助手，或者删了对话）",
	WhyNothing:     "没有发：绑定的人看得到的没有变化，或者又改了回去",
	WhyMerged:      "没有单独发：并进了第%d版的通知",
	WhyWaits:       "等待发送，%d月%d日%s后发",
	WhyQueued:      "等待发送",
	WhySending:     "正在发送",
	WhySent:        "已发",
	WhyGone:        "没有送到：联系不上",
	WhyUnknown:     "不确定是否送到：对方没有回音",
	WhyCancelled:   "没有发：发出前取消了（又改了回去、解除了绑定，或关掉了通知）",
	WhyRefused:     "没有送到：渠道拒收",
	WhyGivenUp:     "没有送到：试了一天都不行",
	WhyCrashed:     "没有送到：发送时程序多次出错",
	WhyNoChannel:   "没有送到：这个渠道没有开",
	WhyPurged:      "记录已过保存期",
	WhyReleased:    "单位或负责的部门解除绑定的告知",
	WhyReleasedAt:  "· %d月%d日%s %s：%s",
	WhyReminders:   "补齐期限的提醒",
	WhyReminder:    "· %d月%d日（期限%d月%d日）%s",
	WhyTooLate:     "没有发：轮到它时期限已经过了",
	WhyTelegram:    "Telegram",
	WhyWeb:         "网页",
	WhyOther:       "其他渠道",

	TypedLabels:  "给职称通发|转人工|我要|我的|帮我|(申报编号|申报号|编号|身份证后四位|后四位|身份证|姓名|绑定码|绑定)[是为]?|进度",
	TypedBetween: "请|查|是|为|和|与|跟",
	TypedAbout:   "绑定|编号|进度",
	TypedBinding: "绑定码|(解除|取消|怎么|如何|重新|换)绑定|绑定(申报|进度)",
	TypedDay:     "年|月|日",
	TypedNumber:  "(申报)?(编号尾号|编号|尾号)[是:]?",

	CompletionName: "%s，%s",
	MineBindings:   "· 绑定了 %d 份申报（发“进度”可查看、解除）",
}
