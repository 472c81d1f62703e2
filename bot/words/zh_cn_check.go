package words

// The keys of 资格自查 and 岗位测算.
const (
	WordCheck Key = "word.check"
	WordQuota Key = "word.quota"
	HelpCheck Key = "help.check"
	HelpQuota Key = "help.quota"

	// Signs between words.
	Comma     Key = "sign.comma"
	Semicolon Key = "sign.semicolon"
	Yes       Key = "yes"
	No        Key = "no"
	PageBack  Key = "page.back"
	PageNext  Key = "page.next"

	// Dates.
	DateYear       Key = "date.year"
	DateMonth      Key = "date.month"
	DateDay        Key = "date.day"
	DateVague      Key = "date.vague"
	DateNoYear     Key = "date.noyear"
	DateUnread     Key = "date.unread"
	DateImpossible Key = "date.impossible"
	DateFar        Key = "date.far"
	DateFuture     Key = "date.future"
	DateWhole      Key = "date.whole"

	// The way through the check.
	CheckHello        Key = "check.hello"
	CheckConsent      Key = "check.consent"
	CheckKeep         Key = "check.keep"
	CheckDont         Key = "check.dont"
	CheckReuse        Key = "check.reuse"
	CheckReuseYes     Key = "check.reuse.yes"
	CheckReuseNo      Key = "check.reuse.no"
	CheckReuseDrop    Key = "check.reuse.drop"
	CheckTell         Key = "check.tell"
	CheckResume       Key = "check.resume"
	CheckAway         Key = "check.away"
	CheckStill        Key = "check.still"
	CheckGo           Key = "check.go"
	CheckCancel       Key = "check.cancel"
	CheckStop         Key = "check.stop"
	CheckStopKept     Key = "check.stop.kept"
	CheckOver         Key = "check.over"
	CheckOldButton    Key = "check.oldbutton"
	CheckPress        Key = "check.press"
	CheckProgress     Key = "check.progress"
	CheckSaid         Key = "check.said"
	CheckHad          Key = "check.had"
	CheckExact        Key = "check.exact"
	CheckHintPart     Key = "check.hint.part"
	CheckHintDate     Key = "check.hint.date"
	CheckHintInt      Key = "check.hint.int"
	CheckUnknown      Key = "check.unknown"
	CheckSkip         Key = "check.skip"
	CheckSkipped      Key = "check.skipped"
	CheckBack         Key = "check.back"
	CheckFirst        Key = "check.first"
	CheckWhy          Key = "check.why"
	CheckWhyHead      Key = "check.why.head"
	CheckWhyNone      Key = "check.why.none"
	CheckSure         Key = "check.sure"
	CheckOption       Key = "check.option"
	CheckPair         Key = "check.pair"
	CheckChoose       Key = "check.choose"
	CheckYesNo        Key = "check.yesno"
	CheckNumber       Key = "check.number"
	CheckClash        Key = "check.clash"
	CheckNoted        Key = "check.noted"
	CheckNotedUnknown Key = "check.noted.unknown"
	CheckNotedSkipped Key = "check.noted.skipped"
	CheckHeard        Key = "check.heard"
	CheckHeardItem    Key = "check.heard.item"
	CheckHeardHint    Key = "check.heard.hint"
	CheckHeardYes     Key = "check.heard.yes"
	CheckHeardFixing  Key = "check.heard.fixing"
	CheckHeardFix     Key = "check.heard.fix"
	CheckHeardNo      Key = "check.heard.no"
	CheckHeardFirst   Key = "check.heard.first"
	CheckTaken        Key = "check.taken"
	CheckOn           Key = "check.on"
	CheckOff          Key = "check.off"
	CheckPicked       Key = "check.picked"
	CheckScreen       Key = "check.screen"
	CheckScreenHint   Key = "check.screen.hint"
	CheckEdit         Key = "check.edit"
	CheckEditWord     Key = "check.edit.word"
	CheckAdd          Key = "check.add"
	CheckAddMore      Key = "check.add.more"
	CheckAssumed      Key = "check.assumed"
	CheckFlip         Key = "check.flip"
	CheckFlipRoute    Key = "check.flip.route"
	CheckNoFlip       Key = "check.flip.none"
	CheckNotRaised    Key = "check.notraised"
	CheckNotYet       Key = "check.notyet"
	CheckAgain        Key = "check.again"

	// The verdict.
	CardAsOf      Key = "card.asof"
	CardRisk      Key = "card.risk"
	CardMissing   Key = "card.missing"
	CardChoose    Key = "card.choose"
	CheckSpecial  Key = "check.special"
	CardRoute     Key = "card.route"
	CardSub       Key = "card.sub"
	CardItem      Key = "card.item"
	CardClause    Key = "card.clause"
	CardConfirm   Key = "card.confirm"
	CardShared    Key = "card.shared"
	CardDates     Key = "card.dates"
	CardToDo      Key = "card.todo"
	CardSubmit    Key = "card.submit"
	CardCommittee Key = "card.committee"
	CardAssumed   Key = "card.assumed"
	CardFill      Key = "card.fill"
	CardMore      Key = "card.more"
	CardCites     Key = "card.cites"
	CardCitesHead Key = "card.cites.head"
	CardIf        Key = "card.if"
	CardIfHead    Key = "card.if.head"
	CardIfItem    Key = "card.if.item"
	CardIfNone    Key = "card.if.none"
	CardIfFoot    Key = "card.if.foot"
	CardSave      Key = "card.save"
	CardSaved     Key = "card.saved"
	CardEnd       Key = "card.end"
	RouteAsks     Key = "route.asks"
	RouteConfirm  Key = "route.confirm"
	RouteGains    Key = "route.gains"
	RouteShort    Key = "route.short"
	RouteFrom     Key = "route.from"
	RouteFails    Key = "route.fails"
	RouteCurable  Key = "route.curable"
	Item          Key = "item"
	ItemNobody    Key = "item.nobody"
	WayFor        Key = "way.for"
	DatePosting   Key = "date.posting"
	DateEnd       Key = "date.end"
	DateOpen      Key = "date.open"
	DateLocal     Key = "date.local"
	DateLocals    Key = "date.locals"
	Way           Key = "check.way"
	WayExpired    Key = "check.way.expired"
	CardRemind    Key = "card.remind"

	// The page to print.
	PageTitle   Key = "page.title"
	PageFile    Key = "page.file"
	PageBasis   Key = "page.basis"
	PageMissing Key = "page.missing"
	PageRoutes  Key = "page.routes"
	PageFacts   Key = "page.facts"
	PageCites   Key = "page.cites"
	PageAssumed Key = "page.assumed"
	PageFoot    Key = "page.foot"

	// Posts.
	QuotaHello    Key = "quota.hello"
	QuotaCase     Key = "quota.case"
	QuotaProgress Key = "quota.progress"
	QuotaStill    Key = "quota.still"
	QuotaGo       Key = "quota.go"
	QuotaOver     Key = "quota.over"
	QuotaBelow    Key = "quota.below"
	QuotaAllowed  Key = "quota.allowed"
	QuotaRefused  Key = "quota.refused"
	QuotaUnsure   Key = "quota.unsure"
	QuotaMost     Key = "quota.most"
	QuotaSure     Key = "quota.sure"
	QuotaMissing  Key = "quota.missing"
	QuotaFormula  Key = "quota.formula"
	QuotaConfirm  Key = "quota.confirm"
	QuotaFoot     Key = "quota.foot"
	QuotaAgain    Key = "quota.again"

	// Elsewhere.
	OwnCheck  Key = "ask.own.check"
	MineCheck Key = "mine.check"
)

var zhCNCheck = map[Key]string{
	WordCheck: "资格自查",
	WordQuota: "岗位测算",
	HelpCheck: "两分钟看看自己能走哪些申报路径",
	HelpQuota: "算算岗位数允许几人申报",

	Comma:     "、",
	Semicolon: "；",
	Yes:       "是",
	No:        "否",
	PageBack:  "上一页",
	PageNext:  "下一页",

	DateYear:       "%d年",
	DateMonth:      "%d年%d月",
	DateDay:        "%d年%d月%d日",
	DateVague:      "这个时间还不够确定，请写到年和月，例如2021年7月；实在记不清可点“不清楚”。",
	DateNoYear:     "请把年份也写上，例如2021年7月1日。",
	DateUnread:     "没有看懂这个日期。请写成2021年7月、2021-07-01或21.7.1这样。",
	DateImpossible: "日历上没有这一天，请检查月份和日期。",
	DateFar:        "这个年份离现在太远了，请检查一下。",
	DateFuture:     "%s还没有到（今天是%s）。如果确实从那天开始，请点下面的按钮确认；写错了就重新写。",
	DateWhole:      "这一题要写到哪一天，例如2023年6月20日。",

	CheckHello:     "资格自查：回答几个问题，看看按本通知能走哪些申报路径、还要落实什么。",
	CheckConsent:   "您的情况属于个人信息。同意保存，下次可以接着用，%d天不用就自动删除；不保存，只在这次自查里用，结束就清除。发“我的数据”可看，发“删除”可清空。",
	CheckKeep:      "同意保存",
	CheckDont:      "不保存，只在这次用",
	CheckReuse:     "您上次同意保存的情况还在，要接着用吗？",
	CheckReuseYes:  "接着用上次的情况",
	CheckReuseNo:   "重新填写，仍同意保存",
	CheckReuseDrop: "删除上次的，这次不保存",
	CheckTell:      "可以直接用一句话介绍自己，例如：我是乡镇兽医站的，大专毕业，想评中级。也可以一题一题回答：",
	CheckResume:    "接着上次的自查。",
	CheckAway:      "离上次已过%d天，结论按今天的日期重新判断。",
	CheckStill:     "资格自查还没做完，您这句像是在问通知。先继续自查，还是取消后再问？",
	CheckGo:        "继续自查",
	CheckCancel:    "取消",
	CheckStop:      "自查结束，没有保存您的情况。要再查就发“资格自查”。",
	CheckStopKept:  "自查结束。您同意保存的情况还在，%d天不用就自动删除，发“删除”可立即清空。",
	CheckOver:      "这次自查已经结束。要查请重新开始。",
	CheckOldButton: "这个按钮属于前面的题目，请看现在这一题。要改前面的回答，请发“修改答案”。",
	CheckPress:     "请点下面的按钮。",

	CheckProgress:     "第%d题，还剩约%d题",
	CheckSaid:         "您说过“%s”，这里请写开始的年月。",
	CheckHad:          "原来的回答：%s",
	CheckExact:        "您写的是%s，这里差几天就会不一样，请尽量写到哪一天；不知道就点“不清楚”。",
	CheckHintPart:     "写年月就行，例如2021年7月；知道哪一天更好。",
	CheckHintDate:     "请写到哪一天，例如2023年6月20日。",
	CheckHintInt:      "请写一个整数。",
	CheckUnknown:      "不清楚",
	CheckSkip:         "跳过",
	CheckSkipped:      "已跳过",
	CheckBack:         "上一步",
	CheckFirst:        "已经是第一题了。",
	CheckWhy:          "为什么问",
	CheckWhyHead:      "为什么问“%s”：通知有这些规定",
	CheckWhyNone:      "“%s”用来推算年限和日期，通知没有单独写它。",
	CheckSure:         "就是%s",
	CheckOption:       "%d. %s",
	CheckPair:         "%s：%s",
	CheckChoose:       "没有看懂。请点下面的选项，或写选项的序号、文字。",
	CheckYesNo:        "没有看懂。请点“是”或“否”。",
	CheckNumber:       "请只写一个整数，例如12；没有就写0。",
	CheckClash:        "“%s”和您前面的回答对不上（%s），没有记下。请再看看，或发“修改答案”改前面的。",
	CheckNoted:        "记下了——%s：%s",
	CheckNotedUnknown: "%s：先记作不清楚",
	CheckNotedSkipped: "%s：先跳过",

	CheckHeard:       "我从您的话里听到这些，对吗？确认后才算数。",
	CheckHeardItem:   "· %s（“%s”）",
	CheckHeardHint:   "没有听到的，接下来会问。",
	CheckHeardYes:    "对，就这些",
	CheckHeardFixing: "逐项改",
	CheckHeardFix:    "不对的点一下去掉，会再问您；留下的打着勾。",
	CheckHeardNo:     "都不对",
	CheckHeardFirst:  "听到了，稍后请您确认。先请选择：",
	CheckTaken:       "记下了%d项。",
	CheckOn:          "☑ %s",
	CheckOff:         "☐ %s",
	CheckPicked:      "选好了",
	CheckScreen:      "下面这些情况，哪些可能和您有关？点一下打勾，可以多选。",
	CheckScreenHint:  "都没有就直接点“选好了”；没勾的按没有处理。",

	CheckEdit:      "您的回答（点一项就能改，改了会告诉您结论变没变）：",
	CheckEditWord:  "修改答案",
	CheckAdd:       "还可以补充的情况：",
	CheckAddMore:   "补充别的情况",
	CheckAssumed:   "%s（默认）",
	CheckFlip:      "结论变了：%s → %s",
	CheckFlipRoute: "· %s：%s → %s",
	CheckNoFlip:    "结论和各条路径都没有变。",
	CheckNotRaised: "不涉及",
	CheckNotYet:    "题目还没答完，答完就能保存。",
	CheckAgain:     "重新自查",

	CardAsOf:      "按%s判断。只对照通知文字和您的回答，不代替单位、主管部门和评委会的审核。",
	CardRisk:      "⚠ 时间风险：%s",
	CardChoose:    "不同路径归不同评委会，本年度同一层级原则上只能选一个（三）。",
	CheckSpecial:  "如有下列情况，请一并告知",
	CardMissing:   "这些还没有回答，补上才能下结论。",
	CardRoute:     "%s %s · %s（%s）",
	CardSub:       "　%s",
	CardItem:      "　· %s",
	CardClause:    "——%s",
	CardConfirm:   "　须落实、确认：",
	CardShared:    "须落实、确认：",
	CardDates:     "日期",
	CardToDo:      "接下来依次做",
	CardSubmit:    "报送渠道",
	CardCommittee: "评委会",
	CardAssumed:   "没有问到、按默认处理的（可在“修改答案”里改）：",
	CardFill:      "补答：%s",
	CardMore:      "再答%d题，看看还有没有别的路径（可选）",
	CardCites:     "依据",
	CardCitesHead: "依据：%s原文（%d/%d）",
	CardIf:        "怎样会改变",
	CardIfHead:    "如果下面某一项不是现在这样，走不通的路径会变：",
	CardIfItem:    "· %s为“%s”：%s → %s",
	CardIfNone:    "改变任何单独一项回答，都不会让走不通的路径打开。差日期的，卡片上写了哪天满。",
	CardIfFoot:    "请如实回答；这里只说明规定怎样起作用。",
	CardSave:      "保存",
	CardSaved:     "这是本次自查的结果，一页网页，可以用A4纸打印，带去和单位、主管部门核对。里面有您的个人情况，请妥善保管。",
	CardEnd:       "结束",
	RouteAsks:     "还缺：%s",
	RouteConfirm:  "待确认：%s",
	RouteGains:    "政策：%s",
	RouteShort:    "差%d天，%s满",
	RouteFrom:     "要到%s才满",
	RouteFails:    "不满足：%s（%s）",
	RouteCurable:  "这一项还可以补救",
	Item:          "%s（%s；%s）",
	ItemNobody:    "%s（%s）",
	Way:           "%s（%s）",
	WayFor:        "%s（%s；%s）",
	WayExpired:    "注意：名册里%s的备案到%s，已经过期（%s）。请先问清楚是否已重新备案。",
	CardRemind:    "提醒我：%s",
	DateLocal:     "%s%s（%s）",
	DateLocals:    "各地自己的截止日期：%s。您属于这些地方的，以更早的为准。",
	DatePosting:   "单位公示最迟%s贴出，才赶得上截止（%s）",
	DateEnd:       "%s前完成申报（%s），还有%d天",
	DateOpen:      "截止时间以评委会组建单位的年度通知为准（%s）",

	PageTitle:   "职称申报资格自查结果",
	PageFile:    "资格自查结果-%s.html",
	PageBasis:   "依据：%s《%s》",
	PageMissing: "还需要补充",
	PageRoutes:  "申报路径",
	PageFacts:   "您的回答",
	PageCites:   "通知原文",
	PageAssumed: "没有问到、按默认处理的：",
	PageFoot:    "职称通 · %s生成。只对照通知文字和您的回答，不代替单位、主管部门和评委会的审核；结果以他们的审核为准。",

	QuotaHello:    "岗位测算：按已设岗位数、空岗数和拟申报人数，看看岗位允不允许、最多几人。不保存任何数字。",
	QuotaCase:     "测算哪一类？",
	QuotaProgress: "第%d题",
	QuotaStill:    "岗位测算还没做完，您这句像是在问通知。先继续测算，还是取消后再问？",
	QuotaGo:       "继续测算",
	QuotaOver:     "这次测算已经结束。要算请发“岗位测算”。",
	QuotaBelow:    "回到前面没做完的事，接着做就行；不做了，再发“取消”。",
	QuotaAllowed:  "按这些数字，岗位允许：拟申报%d人。",
	QuotaRefused:  "按这些数字，岗位不允许：拟申报%d人。",
	QuotaUnsure:   "按这些数字还不能定：拟申报%d人，要由单位和主管部门确认。",
	QuotaMost:     "最多%d人。",
	QuotaSure:     "不需要另行确认的，最多%d人。",
	QuotaMissing:  "缺少%s，没法测算。请向单位人事部门问清楚再算。",
	QuotaFormula:  "算法：%s",
	QuotaConfirm:  "· 须确认：%s",
	QuotaFoot:     "岗位允许不等于本人可以申报，其他条件请用“资格自查”看。",
	QuotaAgain:    "再算一次",

	OwnCheck:  "资格自查",
	MineCheck: "· 同意保存的自查情况 %d 项：%s",
}
