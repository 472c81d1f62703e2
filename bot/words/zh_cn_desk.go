package words

// The keys of the unit desk.
const (
	DeskReport Key = "desk.report"
	DeskPost   Key = "desk.post"
	DeskLater  Key = "desk.later"
	DeskEnd    Key = "desk.end"

	PostingUnit       Key = "posting.unit"
	PostingDepartment Key = "posting.department"
	PostingCity       Key = "posting.city"
	PostingResult     Key = "posting.result"
)

// Posting names a publicity by its id.
func Posting(id string) Key { return Key("posting." + id) }

var zhCNDesk = map[Key]string{
	DeskReport: "已报送",
	DeskPost:   "开始公示",
	DeskLater:  "稍后提醒",
	DeskEnd:    "公示结束",

	PostingUnit:       "单位公示",
	PostingDepartment: "主管部门公示",
	PostingCity:       "市局网站公示",
	PostingResult:     "结果公示",
}
