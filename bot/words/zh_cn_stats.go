package words

// The keys of 统计.
const (
	WordStats Key = "word.stats"
	HelpStats Key = "help.stats"

	StatsHead       Key = "stats.head"
	StatsQuestions  Key = "stats.questions"
	StatsCases      Key = "stats.cases"
	StatsReminders  Key = "stats.reminders"
	StatsUnits      Key = "stats.units"
	StatsFoot       Key = "stats.foot"
	StatsByWeek     Key = "stats.by.week"
	StatsByDistrict Key = "stats.by.district"
	StatsBySeries   Key = "stats.by.series"
	StatsWeek       Key = "stats.week"
	StatsWeekLine   Key = "stats.line.week"
	StatsLine       Key = "stats.line"
	StatsLineUnits  Key = "stats.line.units"
	StatsRest       Key = "stats.rest"
	StatsNothing    Key = "stats.nothing"
	StatsNoDistrict Key = "stats.nodistrict"
	StatsNoSeries   Key = "stats.noseries"
	StatsNone       Key = "stats.none"
	StatsHours      Key = "stats.hours"

	StatsFile     Key = "stats.file"
	StatsFileName Key = "stats.file.name"
	StatsFileSent Key = "stats.file.sent"
	StatsTotal    Key = "stats.total"
	StatsSilent   Key = "stats.silent"

	StatsColQuestions    Key = "stats.col.questions"
	StatsColUnanswered   Key = "stats.col.unanswered"
	StatsColUseful       Key = "stats.col.useful"
	StatsColUseless      Key = "stats.col.useless"
	StatsColShare        Key = "stats.col.share"
	StatsColCases        Key = "stats.col.cases"
	StatsColAnswered     Key = "stats.col.answered"
	StatsColWaited       Key = "stats.col.waited"
	StatsColReminded     Key = "stats.col.reminded"
	StatsColAcknowledged Key = "stats.col.acknowledged"
	StatsColUnits        Key = "stats.col.units"
	StatsColSilent       Key = "stats.col.silent"
	StatsColUnitsOf      Key = "stats.col.units.of"
	StatsColSilentOf     Key = "stats.col.silent.of"
	StatsColUnit         Key = "stats.col.unit"
	StatsColMatter       Key = "stats.col.matter"
)

var zhCNStats = map[Key]string{
	WordStats: "统计",
	HelpStats: "提问、工单、提醒和未报告单位的数字",

	StatsHead:       "统计：%d月%d日到%d月%d日",
	StatsQuestions:  "提问%d，没答上%d，有用率%s（%d次评价）",
	StatsCases:      "工单%d，已答复%d，平均等%s",
	StatsReminders:  "提醒%d项（单位×事项），已回应%d",
	StatsUnits:      "单位%d个，有提醒没报告的%d个",
	StatsFoot:       "提问按全市算，其余按您负责的范围算。没答上的不含后来补了常见问题的。",
	StatsByWeek:     "按周",
	StatsByDistrict: "按旗县区",
	StatsBySeries:   "按系列",
	StatsWeek:       "%d月%d日起",
	StatsWeekLine:   "%s%s 提问%d，工单%d",
	StatsLine:       "%s%s 工单%d",
	StatsLineUnits:  "，没报告%d/%d",
	StatsRest:       "其余各周没有提问，也没有工单。",
	StatsNothing:    "没有。",
	StatsNoDistrict: "地区不清楚",
	StatsNoSeries:   "系列不清楚",
	StatsNone:       "—",
	StatsHours:      "%.1f小时",

	StatsFile:     "下载表格",
	StatsFileName: "统计-%s.xlsx",
	StatsFileSent: "统计表：按周、按旗县区、按系列，和没报告的单位。",
	StatsTotal:    "合计",
	StatsSilent:   "没报告的单位",

	StatsColQuestions:    "提问",
	StatsColUnanswered:   "没答上",
	StatsColUseful:       "评有用",
	StatsColUseless:      "评没用",
	StatsColShare:        "有用率",
	StatsColCases:        "工单",
	StatsColAnswered:     "已答复",
	StatsColWaited:       "平均等候",
	StatsColReminded:     "提醒（单位×事项）",
	StatsColAcknowledged: "已回应",
	StatsColUnits:        "单位",
	StatsColSilent:       "没报告的单位",
	StatsColUnitsOf:      "单位（可跨系列）",
	StatsColSilentOf:     "没报告的单位（可跨系列）",
	StatsColUnit:         "单位",
	StatsColMatter:       "事项",
}
