package words

// The keys of 截止日期 and of reminders.
const (
	WordDates Key = "word.deadlines"
	HelpDates Key = "help.deadlines"

	DatesHead        Key = "dates.head"
	DatesChoose      Key = "dates.choose"
	DatesTicked      Key = "dates.ticked"
	DatesTick        Key = "dates.tick"
	DatesToday       Key = "dates.today"
	DatesOpen        Key = "dates.open"
	DatesItem        Key = "dates.item"
	DatesDay         Key = "dates.day"
	DatesLeft        Key = "dates.left"
	DatesLeftOff     Key = "dates.left.off"
	DatesNow         Key = "dates.now"
	DatesPast        Key = "dates.past"
	DatesDayOff      Key = "dates.dayoff"
	DatesBack        Key = "dates.back"
	DatesProvisional Key = "dates.provisional"
	DatesAlso        Key = "dates.also"
	DatesLocal       Key = "dates.local"
	DatesOwn         Key = "dates.own"
	DatesBy          Key = "dates.by"
	DatesPaper       Key = "dates.paper"
	DatesWas         Key = "dates.was"
	DatesNext        Key = "dates.next"
	DatesOver        Key = "dates.over"
	DatesNone        Key = "dates.none"
	DatesMuted       Key = "dates.muted"
	DatesFile        Key = "dates.file"
	DatesCalendar    Key = "dates.calendar"

	DatesRemind Key = "dates.button.remind"
	DatesMute   Key = "dates.button.mute"
	DatesMuteOf Key = "dates.button.mute.of"
	DatesICS    Key = "dates.button.ics"
	DatesOther  Key = "dates.button.other"
	DatesAll    Key = "dates.button.all"

	RemindHead      Key = "remind.head"
	RemindUnit      Key = "remind.unit"
	RemindAbove     Key = "remind.above"
	RemindAbovePost Key = "remind.above.post"
	RemindOf        Key = "remind.of"
	RemindAboveBack Key = "remind.above.back"
	RemindMoved     Key = "remind.moved"
	RemindWindow    Key = "remind.window"
	RemindShow      Key = "remind.show"

	FeedMake  Key = "feed.make"
	FeedMade  Key = "feed.made"
	FeedNone  Key = "feed.none"
	FeedEnd   Key = "feed.end"
	FeedEnded Key = "feed.ended"

	MineFeeds     Key = "mine.feeds"
	MineReminders Key = "mine.reminders"
)

var zhCNDeadlines = map[Key]string{
	WordDates: "截止日期",
	HelpDates: "看您的截止日期，订提醒，加入日历",

	DatesHead:        "%d年度职称评审的日期",
	DatesChoose:      "您属于哪一类？",
	DatesTicked:      "带✓的已订提醒。",
	DatesTick:        "✓ %s",
	DatesToday:       "今天是%s。",
	DatesOpen:        "通知没有写这一类的申报截止日期：",
	DatesItem:        "%s %s",
	DatesDay:         "%d月%d日（%s）",
	DatesLeft:        "还有%d天，其中%d个工作日",
	DatesLeftOff:     "还有%d天，都不是工作日",
	DatesNow:         "就是今天",
	DatesPast:        "已经过去%d天",
	DatesDayOff:      "当天不上班，此前最后一个工作日是%s",
	DatesBack:        "按工作日倒推：公示%d次，每次%d个工作日，没有算办理时间和有异议时的处理时间",
	DatesProvisional: "放假安排还没有公布，暂按周末推算",
	DatesAlso:        "另外：",
	DatesLocal:       "单位、主管部门和旗县区的报送时间可能更早，以他们的通知为准。%s：%s",
	DatesOwn:         "%s：%s（%s）",
	DatesBy:          "截止日期按%s",
	DatesPaper:       "——%s",
	DatesWas:         "通知%s原定%s",
	DatesNext:        "已订提醒：下一次是%s早上%d点，一共还有%d次。",
	DatesOver:        "这些日期都过了，没有可提醒的了。",
	DatesNone:        "这一类现在没有确定的日期。",
	DatesMuted:       "好的，“%s”不再提醒。要再订就发“截止日期”。",
	DatesFile:        "%d年职称评审日期.ics",
	DatesCalendar:    "日历文件：%s。打开就能加入手机或电脑的日历，到期前会响铃。日期变了它不会自己变，以通知为准。",

	DatesRemind: "提醒我",
	DatesMute:   "不再提醒",
	DatesMuteOf: "不再提醒：%s",
	DatesICS:    "加入日历",
	DatesOther:  "换一类",
	DatesAll:    "全部日期",

	RemindHead:      "职称评审日期提醒",
	RemindUnit:      "【%s】",
	RemindAbove:     "下级单位还没有报送：",
	RemindAbovePost: "下级单位还没有张贴公示：",
	RemindOf:        "%s：%s",
	RemindAboveBack: "下级单位还没有补齐：",
	RemindMoved:     "日期有变化，以下面的为准：",
	RemindWindow:    "%s张贴，到%s已满。没有异议就点“公示结束”；有异议就点“公示有异议”，处理完再继续。",
	RemindShow:      "查看原文 %s",

	FeedMake:  "日历订阅（日期变了会自己更新）",
	FeedMade:  "“%s”的日历订阅地址，请在手机或电脑的日历里用“订阅日历”添加：\n%s\n日期有变化它会跟着变。地址只给您用，不要转给别人；只显示这一次，再点“日历订阅”会换成新地址。",
	FeedNone:  "这里现在不能订阅日历，请用“加入日历”。",
	FeedEnd:   "停用这个地址",
	FeedEnded: "已停用“%s”的日历订阅地址。要再用就点“日历订阅”。",

	MineFeeds:     "· 日历订阅地址 %d 个（只存校验值）",
	MineReminders: "· 订了 %d 类日期的提醒（发“截止日期”可查看、取消）",
}
