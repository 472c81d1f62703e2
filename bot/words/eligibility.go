package words

var routeSign = map[string]string{"open": "✓", "confirm": "？", "ask": "…", "closed": "✗", "pending": "—", "done": "✓"}

// RouteSign is the sign of a route's status.
func RouteSign(status string) string { return routeSign[status] }

var inputProblem = map[string]string{
	"unknown_fact": "没有这一项", "wrong_type": "填写的类型不对", "not_in_list": "不在可选范围内", "impossible_date": "日期不存在或写法不对",
	"negative": "不能是负数", "too_large": "数字过大", "contradiction": "互相矛盾", "rules": "规则出错，请联系管理员",
}

// InputProblem tells what is wrong with something that was given.
func InputProblem(code string) string { return inputProblem[code] }
