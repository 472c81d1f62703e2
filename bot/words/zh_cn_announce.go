package words

// What may stand in braces in an announcement, and what stands in place of one that was taken back.
const (
	FieldUnit     Key = "announce.field.unit"
	FieldDeadline Key = "announce.field.deadline"
	FieldMatter   Key = "announce.field.matter"
	FieldOfUnit   Key = "announce.field.of_unit"
	FieldBetween  Key = "announce.field.between"
	Withdrawn     Key = "announce.withdrawn"
)

var zhCNAnnounce = map[Key]string{
	FieldUnit:     "单位",
	FieldDeadline: "本单位截止日期",
	FieldMatter:   "本单位截止事项",
	FieldOfUnit:   "%s：%s",
	FieldBetween:  "、",
	Withdrawn:     "（此条公告已撤回）",
}
