package words

// DateWords are the words in which people write dates.
type DateWords struct {
	Digits, Ten        string            // 〇 to 九 in order, each with its variants; 十
	Years, Months      map[string]int    // how many back: 去年 1
	Days               map[string]int    // 昨天 1
	Year, Month, Day   string            // character classes
	Vague              []string          // with these near it, a date is not one
	VagueYear          []string          // nor is a year with these
	Variants           map[string]string // read as
	Yes, No, None      []string
	Negation           string // characters that turn an answer around
	Minus              string
	CountUnits         string // may follow a number
	Asks               []string
	AsksAtEnd          []string
	Unknown, Skip      []string
	LabelMarks, AnyPut string // what parts the parts of a label; what may stand between numbers in a list
}

// Dates is how people write dates and short answers in zh-CN.
var Dates = DateWords{
	Digits:    "〇零○一壹二两三四五六七八九",
	Ten:       "十",
	Years:     map[string]int{"今年": 0, "本年": 0, "去年": 1, "前年": 2, "大前年": 3, "明年": -1},
	Months:    map[string]int{"本月": 0, "这个月": 0, "上个月": 1, "上月": 1},
	Days:      map[string]int{"今天": 0, "昨天": 1, "前天": 2},
	Year:      "年",
	Month:     "月",
	Day:       "日号",
	Vague:     []string{"左右", "大概", "大约", "约", "前后", "可能", "好像", "春", "夏", "秋", "冬", "季", "半年", "暑", "寒", "假", "年前", "年后", "以前", "之前", "以后", "之后", "不是", "还是", "或"},
	VagueYear: []string{"初", "底", "末", "中", "头", "尾", "上旬", "下旬"},
	Variants:  map[string]string{"元月": "1月", "腊月": "农历", "正月": "农历", "农历": "农历"},

	Yes:        []string{"是", "是的", "对", "对的", "有", "嗯", "能", "达到", "完成了", "完成", "属于", "yes", "y"},
	No:         []string{"否", "不是", "不", "没有", "没", "无", "不对", "不能", "没达到", "没完成", "不属于", "no", "n"},
	None:       []string{"没有", "无", "没", "一个没有", "都没有", "一个都没有"},
	Negation:   "不没非无未",
	Minus:      "负",
	CountUnits: "个月天名人日岗份多位",
	Asks:       []string{"几天", "几号", "多少", "怎么", "什么", "哪", "能不能", "可不可以", "为何", "如何", "是否可以", "谁", "多久", "请问"},
	AsksAtEnd:  []string{"?", "吗", "呢", "么", "嘛"},
	Unknown:    []string{"不清楚", "不知道", "不确定", "说不清", "忘了", "记不清", "不记得"},
	Skip:       []string{"跳过", "下一题", "略过", "先不答"},
	LabelMarks: "、，（）()或，,；“”",
	AnyPut:     "、，,和 跟.．；;",
}
