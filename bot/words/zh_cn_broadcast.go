package words

// The keys of 群发.
const (
	WordBroadcast  Key = "word.broadcast"
	HelpBroadcast  Key = "help.broadcast"
	WordBroadcasts Key = "word.broadcasts"
	HelpBroadcasts Key = "help.broadcasts"

	SayHead           Key = "say.head"
	SayCityOffice     Key = "say.office.city"
	SayDistrictOffice Key = "say.office.district"
	SayNoMore         Key = "say.nomore"

	SayAskText      Key = "say.ask.text"
	SayFields       Key = "say.fields"
	SayField        Key = "say.field"
	SayNoText       Key = "say.notext"
	SayCut          Key = "say.cut"
	SayTooLong      Key = "say.toolong"
	SayTooLongFile  Key = "say.toolong.file"
	SayFileTaken    Key = "say.file.taken"
	SayFileJoined   Key = "say.file.joined"
	SayTooLongJoin  Key = "say.long.join"
	SayFileStays    Key = "say.file.stays"
	SayFileOff      Key = "say.file.off"
	SayNoFile       Key = "say.file.no"
	SayWithFile     Key = "say.file.with"
	SayWithPicture  Key = "say.picture.with"
	SayFileTooLarge Key = "say.file.toolarge"
	SayFileGone     Key = "say.file.gone"
	SayFileBad      Key = "say.file.bad"
	SayAgain        Key = "say.again"

	SayAskWhom      Key = "say.ask.whom"
	SayTo           Key = "say.to"
	SayNobodyYet    Key = "say.to.nobody"
	SayAll          Key = "say.all"
	SayAllOurs      Key = "say.all.ours"
	SayApplicant    Key = "say.role.applicant"
	SayRoles        Key = "say.page.roles"
	SayDistricts    Key = "say.page.districts"
	SayLevels       Key = "say.page.levels"
	SaySeries       Key = "say.page.series"
	SayTitles       Key = "say.page.titles"
	SayOpen         Key = "say.page.open"
	SayList         Key = "say.page.list"
	SayPageBack     Key = "say.page.back"
	SayNext         Key = "say.next"
	SayChosen       Key = "say.chosen"
	SayOfRoles      Key = "say.of.roles"
	SayOfDistricts  Key = "say.of.districts"
	SayOfLevels     Key = "say.of.levels"
	SayOfSeries     Key = "say.of.series"
	SayOfTitles     Key = "say.of.titles"
	SayNotReported  Key = "say.notreported"
	SayListed       Key = "say.listed"
	SayNobodyChosen Key = "say.nobody.chosen"

	SayAskList       Key = "say.ask.list"
	SayListWanted    Key = "say.list.wanted"
	SayListTaken     Key = "say.list.taken"
	SayListNone      Key = "say.list.none"
	SayListFaults    Key = "say.list.faults"
	SayListUnknown   Key = "say.list.unknown"
	SayListClosed    Key = "say.list.closed"
	SayListElsewhere Key = "say.list.elsewhere"
	SayListMore      Key = "say.list.more"
	SayListLong      Key = "say.list.long"

	SayAskWhen Key = "say.ask.when"
	SayNow     Key = "say.now"
	SayLater   Key = "say.later"
	SayAskTime Key = "say.ask.time"
	SayBadTime Key = "say.time.bad"
	SayPast    Key = "say.time.past"
	SayTooFar  Key = "say.time.far"

	SayAskUrgency Key = "say.ask.urgency"
	SayUsual      Key = "say.usual"
	SayUrgent     Key = "say.urgent"
	SayAskSure    Key = "say.ask.sure"
	SaySure       Key = "say.sure"
	SayRather     Key = "say.rather"

	SayOnlySample   Key = "say.sample"
	SayPreview      Key = "say.preview"
	SayRecipients   Key = "say.recipients"
	SayCount        Key = "say.count"
	SayByRole       Key = "say.by.role"
	SayByDistrict   Key = "say.by.district"
	SayByLevel      Key = "say.by.level"
	SaySampled      Key = "say.sampled"
	SayUnheard      Key = "say.unheard"
	SayUnheardMore  Key = "say.unheard.more"
	SayUnreachable  Key = "say.unreachable"
	SayMuted        Key = "say.muted"
	SayWhen         Key = "say.when"
	SayAtOnce       Key = "say.atonce"
	SayAt           Key = "say.at"
	SayIsUsual      Key = "say.is.usual"
	SayIsUrgent     Key = "say.is.urgent"
	SayQuiet        Key = "say.quiet"
	SayDated        Key = "say.dated"
	SayTakes        Key = "say.takes"
	SayMinute       Key = "say.minute"
	SayMinutes      Key = "say.minutes"
	SayHours        Key = "say.hours"
	SaySecond       Key = "say.second"
	SayHash         Key = "say.hash"
	SayNobody       Key = "say.nobody"
	SayMissing      Key = "say.missing"
	SayTooLongFor   Key = "say.toolong.for"
	SayConfirm      Key = "say.confirm"
	SayEditText     Key = "say.edit.text"
	SayEditWhom     Key = "say.edit.whom"
	SayDrop         Key = "say.drop"
	SayDropped      Key = "say.dropped"
	SayPreviewAgain Key = "say.preview.again"

	SayGone         Key = "say.gone"
	SayExpired      Key = "say.expired"
	SayUsed         Key = "say.used"
	SayNotSecond    Key = "say.notsecond"
	SayRight        Key = "say.right"
	SayStopped      Key = "say.stopped"
	SayState        Key = "say.state"
	SayAskedSeconds Key = "say.asked"
	SayNoSeconds    Key = "say.noseconds"

	SecondAsk         Key = "second.ask"
	SecondText        Key = "second.text"
	SecondHash        Key = "second.hash"
	SecondYes         Key = "second.yes"
	SecondNo          Key = "second.no"
	SecondDone        Key = "second.done"
	SecondToldDone    Key = "second.told.done"
	SecondToldRefused Key = "second.told.refused"
	SecondRefused     Key = "second.refused"
	SecondNobody      Key = "second.nobody"
	LapsedOwn         Key = "lapsed.own"
	LapsedOther       Key = "lapsed.other"
	Outdated          Key = "outdated"

	ProgressDraft     Key = "progress.draft"
	ProgressWaiting   Key = "progress.waiting"
	ProgressRunning   Key = "progress.running"
	ProgressPaused    Key = "progress.paused"
	ProgressStopped   Key = "progress.stopped"
	ProgressRecall    Key = "progress.recall"
	ProgressRecalling Key = "progress.recalling"
	ProgressOver      Key = "progress.over"
	ProgressQueued    Key = "progress.queued"
	ProgressSoon      Key = "progress.soon"
	ProgressGone      Key = "progress.gone"
	ProgressNever     Key = "progress.never"
	ProgressLapsed    Key = "progress.lapsed"
	ProgressLine      Key = "progress.line"
	ProgressCancelled Key = "progress.cancelled"
	ProgressSpared    Key = "progress.spared"
	ProgressTotal     Key = "progress.total"
	ProgressRemaining Key = "progress.remaining"
	ProgressByDay     Key = "progress.byday"
	ProgressUnknown   Key = "progress.unknown"
	ProgressRecalled  Key = "progress.recalled"
	ProgressFirst     Key = "progress.first"
	ProgressHold      Key = "progress.hold"
	ProgressGo        Key = "progress.go"
	ProgressStop      Key = "progress.stop"
	ProgressGiveUp    Key = "progress.giveup"
	ProgressMissed    Key = "progress.missed"
	ProgressFailed    Key = "progress.failed"
	ProgressUnknowns  Key = "progress.unknowns"
	ProgressTakeBack  Key = "progress.takeback"
	ProgressAgain     Key = "progress.again"

	SureNo          Key = "sure.no"
	SureStop        Key = "sure.stop"
	SureStopYes     Key = "sure.stop.yes"
	SureUnknown     Key = "sure.unknown"
	SureUnknownYes  Key = "sure.unknown.yes"
	SureRecall      Key = "sure.recall"
	SureRecallOn    Key = "sure.recall.on"
	SureRecallAgain Key = "sure.recall.again"
	SureRecallYes   Key = "sure.recall.yes"

	CampaignsNone Key = "campaigns.none"
	CampaignsHead Key = "campaigns.head"
	CampaignsLine Key = "campaigns.line"
	CampaignsSaid Key = "campaigns.said"
	CampaignsOpen Key = "campaigns.open"

	MissedNobody      Key = "missed.nobody"
	MissedHere        Key = "missed.here"
	MissedSome        Key = "missed.some"
	MissedFile        Key = "missed.file"
	MissedUnit        Key = "missed.unit"
	MissedRole        Key = "missed.role"
	MissedDistrict    Key = "missed.district"
	MissedState       Key = "missed.state"
	MissedReason      Key = "missed.reason"
	MissedUnreachable Key = "missed.unreachable"
	MissedFailed      Key = "missed.failed"
	MissedUnknown     Key = "missed.unknown"
	MissedCancelled   Key = "missed.cancelled"
	MissedLeft        Key = "missed.left"
	MissedRefused     Key = "missed.refused"
	MissedGivenUp     Key = "missed.givenup"
	MissedCrashed     Key = "missed.crashed"
	MissedNoChannel   Key = "missed.nochannel"
)

// ClockWords are the words in which people write hours.
type ClockWords struct {
	Morning, Noon, Later []string       // parts of the day
	Hour, Minute         string         // character classes
	Half, Sharp          string         // half past; on the hour
	Days                 map[string]int // how many ahead
}

// Clock is how people write hours in zh-CN.
var Clock = ClockWords{
	Morning: []string{"凌晨", "早上", "早晨", "上午"},
	Noon:    []string{"中午"},
	Later:   []string{"下午", "傍晚", "晚上"},
	Hour:    "点时",
	Minute:  "[分]",
	Half:    "半",
	Sharp:   "[整]",
	Days:    map[string]int{"今天": 0, "今日": 0, "明天": 1, "明日": 1, "后天": 2},
}

var zhCNBroadcast = map[Key]string{
	WordBroadcast:  "群发",
	HelpBroadcast:  "写公告，发给单位和申报人员",
	WordBroadcasts: "群发记录",
	HelpBroadcasts: "看发出的公告到了多少，暂停、重发、撤回",

	SayHead:           "【%s】公告",
	SayCityOffice:     "市人社局",
	SayDistrictOffice: "%s人社局",
	SayNoMore:         "不想再收公告",

	SayAskText:      "请发公告的文字，开头会写明是%s发的。要带一个文件或一张图片，请把文字写在它的说明里一起发，或先发文件再发文字。",
	SayFields:       "写上%s，会换成每个单位自己的。",
	SayField:        "{%s}",
	SayNoText:       "没有看到文字，请发公告的文字。",
	SayCut:          "文字太长，后面的没有收到：一次最多%d个字。请缩短后再发。",
	SayTooLong:      "一条消息放不下，多出%d个字。请缩短后再发。",
	SayTooLongFile:  "带文件或图片的公告一条消息放不下，多出%d个字。请缩短后再发，或去掉附件。",
	SayFileTaken:    "文件收到了，请发公告的文字。",
	SayFileJoined:   "已附上“%s”。",
	SayTooLongJoin:  "没有附上：和文件一起发，文字要少%d个字。要附，请发“群发”重新写；不附就接着点上面的按钮。",
	SayFileStays:    "附件“%s”还在，发新的就换掉。",
	SayFileOff:      "已去掉附件，请发公告的文字。",
	SayNoFile:       "去掉附件",
	SayWithFile:     "附件：%s",
	SayWithPicture:  "图片（直接看得到）：%s",
	SayFileTooLarge: "文件太大，公告里的文件最多%d兆。请压缩后再发。",
	SayFileGone:     "这个文件已经取不到了，请发“群发”重新开始。",
	SayFileBad:      "这个文件是空的，或者发不出去，请换一个。",
	SayAgain:        "这一步已经过去了，什么都没有发。请发“群发”重新开始。",

	SayAskWhom:      "发给谁？可以选几样，要同时符合。点一下选上，再点一下去掉。",
	SayTo:           "发给：%s",
	SayNobodyYet:    "还没有选",
	SayAll:          "全体",
	SayAllOurs:      "分管范围内的全体",
	SayApplicant:    "申报人员",
	SayRoles:        "身份",
	SayDistricts:    "旗县区…",
	SayLevels:       "单位级别…",
	SaySeries:       "系列…",
	SayTitles:       "职称级别…",
	SayOpen:         "还没报送的单位…",
	SayList:         "名单里的单位…",
	SayPageBack:     "返回",
	SayNext:         "下一步",
	SayChosen:       "✓ %s",
	SayOfRoles:      "%s",
	SayOfDistricts:  "%s",
	SayOfLevels:     "单位级别：%s",
	SayOfSeries:     "系列：%s",
	SayOfTitles:     "职称级别：%s",
	SayNotReported:  "还没有报送“%s”的",
	SayListed:       "名单里的%d个单位",
	SayNobodyChosen: "还没有选发给谁。要发给所有人，请点最上面的“全体”。",

	SayAskList:       "请发单位名单（.xlsx或.csv），里面要有一列是下面这些名字之一：%s。",
	SayListWanted:    "请发表格文件（.xlsx或.csv），或点上面的按钮另选。",
	SayListTaken:     "名单里对上了%d个单位。",
	SayListNone:      "名单里对上了%d个单位，请改好后再发一次。",
	SayListFaults:    "有%d行没有对上，不会发给它们：",
	SayListUnknown:   "没有登记“%s”",
	SayListClosed:    "“%s”已停用",
	SayListElsewhere: "“%s”不在您分管的范围里",
	SayListMore:      "还有%d行没有列出。",
	SayListLong:      "名单太长，最多%d个单位。请分成几次发。",

	SayAskWhen: "什么时候发？",
	SayNow:     "确认后马上发",
	SayLater:   "定时发",
	SayAskTime: "请发日期和钟点，例如：5月20日 9点；明天下午3点半。",
	SayBadTime: "没有看懂。请发日期和钟点，例如：5月20日 9点；明天下午3点半。",
	SayPast:    "这个时间已经过去了，请换一个。",
	SayTooFar:  "最多提前%d天定时，请换一个。",

	SayAskUrgency: "急不急？普通公告不在晚上打扰人，会等到早上；紧急公告随时发。",
	SayUsual:      "普通",
	SayUrgent:     "紧急",
	SayAskSure:    "确定是紧急吗？晚上和休息时间也会发到每个人的手机上。",
	SaySure:       "确定，紧急",
	SayRather:     "改为普通",

	SayOnlySample:   "这是预览里的按钮，收件人点了才有用。",
	SayPreview:      "预览：收件人看到的就是上面这样",
	SayRecipients:   "共%d人",
	SayCount:        "%s %d",
	SayByRole:       "按身份：%s",
	SayByDistrict:   "按旗县区：%s",
	SayByLevel:      "按单位级别：%s",
	SaySampled:      "抽看的单位：%s",
	SayUnheard:      "还没有联络员、收不到的单位：%s",
	SayUnheardMore:  "%s等%d个",
	SayUnreachable:  "联系不上、不发的：%d人",
	SayMuted:        "不想收公告、不发的：%d人",
	SayWhen:         "时间：%s（%s）",
	SayAtOnce:       "确认后马上发",
	SayAt:           "%d月%d日（%s）%s",
	SayIsUsual:      "普通，晚上不打扰",
	SayIsUrgent:     "紧急，晚上也发",
	SayQuiet:        "那时是晚上，会等到%s再发。",
	SayDated:        "日期照现在登记的填，以后改了不会跟着变；过了期还没发的，会先停下来问您。",
	SayTakes:        "发完大约要：%s",
	SayMinute:       "1分钟以内",
	SayMinutes:      "%d分钟",
	SayHours:        "%d小时",
	SaySecond:       "人数较多，您确认后，还要另一位工作人员或管理员同意才会发。",
	SayHash:         "核对码 %s",
	SayNobody:       "没有人会收到，请改收件人。",
	SayMissing:      "还不能发：有%d人没有这些内容：%s。请改文字或收件人。",
	SayTooLongFor:   "还不能发：对%d人来说，一条消息放不下。请缩短文字。",
	SayConfirm:      "确认发送 %d人",
	SayEditText:     "修改文字",
	SayEditWhom:     "改收件人",
	SayDrop:         "放弃",
	SayDropped:      "已放弃，什么都没有发。",
	SayPreviewAgain: "重新预览",

	SayGone:         "没有这次群发，或者不归您管。什么都没有改动。",
	SayExpired:      "已经过了时限，没有发。",
	SayUsed:         "这次群发已经确认过，没有重复发。发“群发记录”看进展。",
	SayNotSecond:    "要由另一位工作人员同意，您自己不能再确认一次。",
	SayRight:        "您的权限变了，这次群发不能由您来做。",
	SayStopped:      "这次群发有没填上的内容或没有收件人，不能发。请修改后再确认。",
	SayState:        "这次群发现在的状态做不了这一步，什么都没有改动。发“群发记录”看进展。",
	SayAskedSeconds: "已请另外的工作人员同意，发到了%d个对话。同意以前不会发。",
	SayNoSeconds:    "现在没有另一位管得到这些收件人的工作人员，没有人能同意。请管理员先发“邀请”。",

	SecondAsk:         "%s有一次群发，等您同意",
	SecondText:        "公告全文（工作人员写的）：",
	SecondHash:        "核对码 %s。请同写公告的人核对后再同意。",
	SecondYes:         "同意发送",
	SecondNo:          "不同意",
	SecondDone:        "您已同意，开始发送。发“群发记录”看进展。",
	SecondToldDone:    "您的群发（%s）已有人同意，开始发送。发“群发记录”看进展。",
	SecondToldRefused: "您的群发（%s）没有得到同意，不会发。",
	SecondRefused:     "您没有同意，这次群发不会发。",
	SecondNobody:      "您的群发（%s）等了一天没有人同意，没有发。还要发的话，请发“群发”重新写，并请另一位工作人员及时同意。",
	LapsedOwn:         "您的群发（%s）到时间没有发：确认它的人的权限变了。还要发的话，请现在管得到这些收件人的工作人员发“群发”重新写。",
	LapsedOther:       "有一次群发到时间没有发：确认它的人的权限变了。还要发的话，请您发“群发”重新写，下面是原来的文字；不要发就不用管。",
	Outdated:          "您的群发（%s）暂停了：里面写的截止日期已经过去，还有%d人没有发。请发“群发记录”打开它：照原样发完点“继续”，不发了点“取消发送”。",

	ProgressDraft:     "还没有确认",
	ProgressWaiting:   "等另一位工作人员同意",
	ProgressRunning:   "正在发送",
	ProgressPaused:    "已暂停",
	ProgressStopped:   "已取消",
	ProgressRecall:    "已撤回",
	ProgressRecalling: "正在撤回",
	ProgressOver:      "已发完",
	ProgressQueued:    "排队等发，%s起",
	ProgressSoon:      "排队等发，马上开始",
	ProgressGone:      "状态不明",
	ProgressNever:     "没有发：放弃了，或没有得到同意",
	ProgressLapsed:    "到时间没有发：确认它的人的权限变了",
	ProgressLine:      "已送达%d，无法送达%d，失败%d，未知%d，未发%d",
	ProgressCancelled: "取消未发%d",
	ProgressSpared:    "后来不想收公告、不发%d",
	ProgressTotal:     "合计%d人",
	ProgressRemaining: "大约还要%s",
	ProgressByDay:     "大约还要%s，夜里停发，早上接着发",
	ProgressUnknown:   "未知：已经发出，但没有回音，可能收到了，也可能没有。",
	ProgressRecalled:  "已撤回%d，撤不回%d，还在撤回%d",
	ProgressFirst:     "其中%d人补发过：第一次的那条也可能送到了，找不到是哪一条，撤不回，可能还看得见。",
	ProgressHold:      "暂停",
	ProgressGo:        "继续",
	ProgressStop:      "取消发送",
	ProgressGiveUp:    "不发了",
	ProgressMissed:    "未送达名单",
	ProgressFailed:    "重发失败的%d人",
	ProgressUnknowns:  "补发未知的%d人",
	ProgressTakeBack:  "撤回",
	ProgressAgain:     "又排队发送%d人。",

	SureNo:          "先不",
	SureStop:        "取消发送吗？还没有发的就不发了，不能再继续；已经发的不受影响。",
	SureStopYes:     "确定取消发送",
	SureUnknown:     "补发给没有回音的人吗？他们可能会收到两次，第二次会注明“这条可能已经发过一次”。以后要撤回，只能撤回第二次的。",
	SureUnknownYes:  "确定补发",
	SureRecall:      "撤回这次公告吗？网页对话里的会换成“已撤回”；聊天软件里的，发出不到两天的删除，更早的改成“已撤回”，文件和图片也换掉。已经看过、存下的收不回来。",
	SureRecallOn:    "要撤回",
	SureRecallAgain: "再确认一次：撤回后不能恢复，还没有发的也不再发。",
	SureRecallYes:   "确定撤回",

	CampaignsNone: "您分管的范围里还没有群发。要发请发“群发”。",
	CampaignsHead: "最近的群发：",
	CampaignsLine: "%d. %s",
	CampaignsSaid: "，%d人：%s",
	CampaignsOpen: "看%d",

	MissedNobody:      "没有未送达的。",
	MissedHere:        "未送达的%d人，按单位列在表里（不含姓名和账号）。",
	MissedSome:        "未送达的太多，表里只有前%d人。",
	MissedFile:        "未送达名单.xlsx",
	MissedUnit:        "单位",
	MissedRole:        "身份",
	MissedDistrict:    "旗县区",
	MissedState:       "状态",
	MissedReason:      "原因",
	MissedUnreachable: "无法送达（对方停用了助手，或对话已不在）",
	MissedFailed:      "失败",
	MissedUnknown:     "未知",
	MissedCancelled:   "取消未发",
	MissedLeft:        "未发",
	MissedRefused:     "聊天软件不接受",
	MissedGivenUp:     "试了一天没有成功",
	MissedCrashed:     "发送时多次中断",
	MissedNoChannel:   "这个渠道没有开通",
}
