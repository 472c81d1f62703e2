package words

// The keys of 花名册.
const (
	WordRoster Key = "word.roster"
	HelpRoster Key = "help.roster"

	RosterFor     Key = "roster.for"
	RosterCity    Key = "roster.city"
	RosterSend    Key = "roster.send"
	RosterEither  Key = "roster.either"
	RosterPress   Key = "roster.press"
	RosterAgain   Key = "roster.again"
	RosterChanged Key = "roster.changed"

	RosterUnder   Key = "roster.under"
	RosterColumn  Key = "roster.column"
	RosterWhichIs Key = "roster.which.is"
	RosterWhichOf Key = "roster.which.of"
	RosterInSheet Key = "roster.in.sheet"
	RosterNone    Key = "roster.none"
	RosterHeads   Key = "roster.heads"

	RosterDiff       Key = "roster.diff"
	RosterErrors     Key = "roster.errors"
	RosterSuspicious Key = "roster.suspicious"
	RosterFindings   Key = "roster.findings"
	RosterMissing    Key = "roster.missing"
	RosterSkipped    Key = "roster.skipped"
	RosterLoose      Key = "roster.loose"
	RosterRemembered Key = "roster.remembered"
	RosterNothing    Key = "roster.nothing"
	RosterSame       Key = "roster.same"
	RosterStored     Key = "roster.stored"
	RosterYes        Key = "roster.yes"
	RosterNo         Key = "roster.no"
	RosterSure       Key = "roster.sure"
	RosterTwice      Key = "roster.twice"
	RosterDone       Key = "roster.done"
	RosterCorrected  Key = "roster.corrected"
	RosterCancelled  Key = "roster.cancelled"
	RosterLeft       Key = "roster.left"
	RosterGivenUp    Key = "roster.givenup"
	RosterCodes      Key = "roster.codes"
	RosterTooMuch    Key = "roster.toomuch"
	RosterNoFile     Key = "roster.nofile"

	RosterLine     Key = "roster.line"
	RosterSheetRow Key = "roster.sheet.row"
	RosterRowWith  Key = "roster.row.with"
	RosterWhy      Key = "roster.why"
	RosterMore     Key = "roster.more"
	RosterFound    Key = "roster.found"
	RosterAnd      Key = "roster.and"
	RosterSheet    Key = "roster.sheet"
	RosterResult   Key = "roster.result"
	RosterFile     Key = "roster.file"
	RosterAbsent   Key = "roster.absent"

	RosterIsNew    Key = "roster.is.new"
	RosterIsMoved  Key = "roster.is.moved"
	RosterIsEdited Key = "roster.is.edited"
	RosterIsSame   Key = "roster.is.same"
	RosterIsBad    Key = "roster.is.bad"
	RosterIsOdd    Key = "roster.is.odd"
	RosterIsLoose  Key = "roster.is.loose"

	RosterBadMissing  Key = "roster.bad.missing"
	RosterBadLong     Key = "roster.bad.long"
	RosterBadText     Key = "roster.bad.text"
	RosterBadDate     Key = "roster.bad.date"
	RosterBadAhead    Key = "roster.bad.ahead"
	RosterBadCard     Key = "roster.bad.card"
	RosterBadHasCard  Key = "roster.bad.hascard"
	RosterBadWord     Key = "roster.bad.word"
	RosterBadUnit     Key = "roster.bad.unit"
	RosterBadPath     Key = "roster.bad.path"
	RosterBadOpen     Key = "roster.bad.open"
	RosterBadStage    Key = "roster.bad.stage"
	RosterBadPerson   Key = "roster.bad.person"
	RosterBadNumber   Key = "roster.bad.number"
	RosterBadMover    Key = "roster.bad.mover"
	RosterBadEarly    Key = "roster.bad.early"
	RosterOwnWord     Key = "roster.ownword"
	RosterNotYours    Key = "roster.notyours"
	RosterOddTwice    Key = "roster.odd.twice"
	RosterOddBack     Key = "roster.odd.back"
	RosterOddSkipped  Key = "roster.odd.skipped"
	RosterOddName     Key = "roster.odd.name"
	RosterOddNameToo  Key = "roster.odd.name.too"
	RosterAskTitle    Key = "roster.ask.title"
	RosterAskUnit     Key = "roster.ask.unit"
	RosterAskDecided  Key = "roster.ask.decided"
	RosterTwiceLevel  Key = "roster.find.level"
	RosterCommittees  Key = "roster.find.committees"
	RosterMixed       Key = "roster.find.mixed"
	RosterSeries      Key = "roster.find.series"
	RosterSpecialties Key = "roster.find.specialties"
	RosterHealth      Key = "roster.find.health"
	RosterHealthNone  Key = "roster.find.health.none"
	RosterScope       Key = "roster.find.scope"
	RosterOther       Key = "roster.find.other"
	RosterKnown       Key = "roster.find.known"
)

var zhCNRoster = map[Key]string{
	WordRoster: "花名册",
	HelpRoster: "导入申报人员花名册，先看有什么变化",

	RosterFor:     "为哪里导入花名册？",
	RosterCity:    "全市",
	RosterSend:    "请发%s的申报人员花名册（.xlsx或.csv），平时用的表就行。要有这些列：%s。没有点“确认导入”以前，什么都不会存，也不会通知任何人。",
	RosterEither:  "%s或%s",
	RosterPress:   "请点上面的按钮，或者发另一个文件。不想导入了，就发“取消”。",
	RosterAgain:   "这一步已经过去了。请发“花名册”重新开始。",
	RosterChanged: "文件或者系统里的记录在这期间变了，没有导入。请重新发一次文件，再核对。",

	RosterUnder:   "·",
	RosterColumn:  "%s（%s列）",
	RosterWhichIs: "没有认出“%s”。是下面哪一列？回答以后会记住，下次不再问。",
	RosterWhichOf: "有几列都像“%s”。用哪一列？回答以后会记住，下次不再问。",
	RosterInSheet: "工作表“%s”：%s",
	RosterNone:    "都不是",
	RosterHeads:   "重新认列",

	RosterDiff:       "花名册读到%d人：新增%d，有变化%d，没有变化%d，有问题%d，可疑%d。",
	RosterErrors:     "有问题的不会导入：",
	RosterSuspicious: "可疑的不会直接导入：",
	RosterFindings:   "请对照通知检查：",
	RosterMissing:    "系统里有、这份花名册里没有的：%d人（%s）。不会删除。",
	RosterSkipped:    "没有读的工作表：%s。",
	RosterLoose:      "没有当作人员的行：%s。",
	RosterRemembered: "有的列是按以前的回答认的。",
	RosterNothing:    "没有要导入的。照附上的表格改好，再发一次就行。",
	RosterSame:       "和系统里的一样，没有要导入的，也没有发任何通知。",
	RosterStored:     "确认以前什么都没有存。每一行的结果见附上的表格。",
	RosterYes:        "确认导入%d人",
	RosterNo:         "取消",
	RosterSure:       "再次确认%d人",
	RosterTwice:      "有%d人没有导入：进度倒退或跳过了环节，或者姓名和原来的不一样。确实如此的，请再确认一次；倒退的，通知里会写明是更正。",
	RosterDone:       "已导入：新增%d人，有变化%d人。",
	RosterCorrected:  "已导入再次确认的%d人。",
	RosterCancelled:  "已取消，什么都没有存。",
	RosterLeft:       "已取消，需要再次确认的没有导入。",
	RosterGivenUp:    "您确认导入的花名册里，有的行因为系统故障没能写入，其余的都已写入。请把这份花名册再发一次：没有写入的会再列出来。再次确认后仍然收到这条消息的，请联系系统管理员。",
	RosterCodes:      "打印绑定码",
	RosterTooMuch:    "结果表格太大，只附上了有问题的行。",
	RosterNoFile:     "结果表格太大，没有附上。要看每一行的结果，请分成几个文件再发。",

	RosterLine:     "第%d行",
	RosterSheetRow: "“%s”第%d行",
	RosterRowWith:  "%s：%s",
	RosterWhy:      "%s（%s）",
	RosterMore:     "等%d个",
	RosterFound:    "请检查：%s，%s：“%s”",
	RosterAnd:      "；",
	RosterSheet:    "表%d",
	RosterResult:   "核对结果",
	RosterFile:     "花名册-核对结果.xlsx",
	RosterAbsent:   "花名册里没有的",

	RosterIsNew:    "新增：%s",
	RosterIsMoved:  "有变化：%s→%s",
	RosterIsEdited: "有变化",
	RosterIsSame:   "没有变化",
	RosterIsBad:    "有问题：%s",
	RosterIsOdd:    "可疑：%s",
	RosterIsLoose:  "没有当作人员",

	RosterBadMissing:  "缺少%s",
	RosterBadLong:     "%s太长",
	RosterBadText:     "%s里有不该有的符号",
	RosterBadDate:     "%s不是日期",
	RosterBadAhead:    "%s太远，请核对年份",
	RosterBadCard:     "%s不对，要18位号码或后四位",
	RosterBadHasCard:  "%s里有身份证号，请删掉",
	RosterBadWord:     "%s的写法没有认出",
	RosterBadUnit:     "%s没有登记，请先发“单位”登记",
	RosterBadPath:     "还看不出由谁评审：%s",
	RosterBadOpen:     "通知没有写这类申报由谁评审",
	RosterBadStage:    "这类申报没有这个环节",
	RosterBadPerson:   "编号和身份证号对不上",
	RosterBadNumber:   "这个编号登记在别处，请核对编号",
	RosterBadMover:    "这个进度由负责的部门推进，单位不能改",
	RosterBadEarly:    "补齐材料的最后一天还没有过，不能登记“%s”",
	RosterOwnWord:     "；本人不再申报的，请写“%s”",
	RosterNotYours:    "不在您负责的范围里",
	RosterOddTwice:    "和%s重复：同一个编号，或者同一个人同一级别",
	RosterOddBack:     "进度从“%s”倒退到“%s”",
	RosterOddSkipped:  "进度从“%s”跳到“%s”，中间的环节没有记录",
	RosterOddName:     "姓名和这个编号原来的不一样，请核对编号",
	RosterOddNameToo:  "姓名和这个编号原来的不一样，请核对编号；进度从“%s”到“%s”",
	RosterAskTitle:    "申报级别要写具体，例如副高级、正高级",
	RosterAskUnit:     "单位的级别没有登记清楚",
	RosterAskDecided:  "请加一列“评审层次”，写市级或自治区",
	RosterTwiceLevel:  "同一个人在同一层级申报两次",
	RosterCommittees:  "同一单位、系列、层级报给两个评委会",
	RosterMixed:       "一个文件里有不同级别",
	RosterSeries:      "同一系列没有集中在一起",
	RosterSpecialties: "同一专业没有集中在一起",
	RosterHealth:      "和卫生系统用表不一致：%s",
	RosterHealthNone:  "只在两张表的一张里",
	RosterScope:       "%s超出评委会的范围",
	RosterOther:       "%s和%s",
	RosterKnown:       "%s（已有编号%s）",
}
