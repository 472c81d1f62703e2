package words

// The keys of what each role does, told at the start.
const (
	DutyHead     Key = "duty.head"
	DutyLine     Key = "duty.line"
	DutyDesk     Key = "duty.desk"
	DutyNames    Key = "duty.names"
	DutyAnswer   Key = "duty.answer"
	DutyMove     Key = "duty.move"
	DutyUnits    Key = "duty.units"
	DutyPeople   Key = "duty.people"
	DutyDates    Key = "duty.dates"
	DutyAnnounce Key = "duty.announce"
	DutyCount    Key = "duty.count"
)

var zhCNDuties = map[Key]string{
	DutyHead:     "您是%s，发这些词开始（全部的发“帮助”看）：",
	DutyLine:     "· %s：%s",
	DutyDesk:     "看要办的事，登记公示和报送",
	DutyNames:    "导入申报名单，印绑定码",
	DutyAnswer:   "答申报人的问题",
	DutyMove:     "导入名单，更新申报进度",
	DutyUnits:    "管单位，请联络员加入",
	DutyPeople:   "请人加入，撤销权限",
	DutyDates:    "登记和确认日期，管评委会名册",
	DutyAnnounce: "发公告",
	DutyCount:    "看提问、工单和报送的数字",
}
