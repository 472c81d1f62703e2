package words

import "fmt"

// CheckCard is what the card of an eligibility check says around the words of the pack.
type CheckCard struct {
	Title, AsOf, TimeRisk, Routes, Todo, Confirm, Committee, Channel, Deadline string
	Gains, Ask, AskMore, Quotes, Given, Assumed, Void, Choose, Foot, Unknown   string
	DeadlineOpen, Failed, NotAsked, Faults, Screen                             string
}

// Check is the card in zh-CN. It never says that somebody qualifies, only that they may apply.
var Check = CheckCard{
	Title:     "职称申报资格自查",
	AsOf:      "自查日期",
	TimeRisk:  "时间提醒",
	Routes:    "申报路径",
	Todo:      "接下来要做",
	Confirm:   "须由有关方面确认",
	Committee: "评委会",
	Channel:   "报送渠道",
	Deadline:  "申报截止",
	Gains:     "可享受的政策",
	Ask:       "还需要您补充",
	AskMore:   "补充以下情况可能还有别的路径",
	Quotes:    "依据（通知原文）",
	Given:     "您提供的情况",
	Assumed:   "未说明、按默认处理的情况",
	Void:      "未经核准备案的评委会，其发布的职称信息和颁发的职称证书一律无效，请先核实评委会备案（五（一）3）。",
	Choose:    "不同路径归不同评委会，本年度同一层级原则上只能选一个（三）。",
	Foot:      "本结果只按通知文字对照您提供的情况，不代替人社部门、评委会的审核。",
	Unknown:   "不清楚",

	DeadlineOpen: "以高级评委会组建单位的年度通知为准",
	Failed:       "不满足",
	NotAsked:     "待补充",
	Faults:       "以下情况无法使用",
	Screen:       "如有下列情况，请一并告知",
}

// ShortBy tells how many days a period lacks at the cut-off, and when it is complete.
func ShortBy(days int, on string) string { return fmt.Sprintf("差%d天，%s满", days, on) }

// LatestPosting tells the latest day on which the unit may post its list.
func LatestPosting(day string) string { return fmt.Sprintf("单位公示最迟%s张贴", day) }

var routeSign = map[string]string{"open": "✓", "confirm": "？", "ask": "…", "closed": "✗", "pending": "—", "done": "✓"}

// RouteSign is the sign of a route's status.
func RouteSign(status string) string { return routeSign[status] }

var inputProblem = map[string]string{
	"unknown_fact": "没有这一项", "wrong_type": "填写的类型不对", "not_in_list": "不在可选范围内", "impossible_date": "日期不存在或写法不对",
	"negative": "不能是负数", "too_large": "数字过大", "contradiction": "互相矛盾", "rules": "规则出错，请联系管理员",
}

// InputProblem tells what is wrong with something that was given.
func InputProblem(code string) string { return inputProblem[code] }
