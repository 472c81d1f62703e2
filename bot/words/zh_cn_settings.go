package words

// The keys of 设置.
const (
	WordSettings Key = "word.settings"
	HelpSettings Key = "help.settings"

	TopicAnnouncements Key = "topic.announcements"
	TopicDeadlines     Key = "topic.deadlines"
	TopicProgress      Key = "topic.progress"

	SettingsHead    Key = "settings.head"
	SettingsOn      Key = "settings.on"
	SettingsOff     Key = "settings.off"
	SettingsTurnOn  Key = "settings.turn.on"
	SettingsTurnOff Key = "settings.turn.off"
	SettingsOnly    Key = "settings.only"
	SettingsOnlyNow Key = "settings.only.now"
	SettingsUndo    Key = "settings.undo"
	SettingsDuty    Key = "settings.duty"
	SettingsUrgent  Key = "settings.urgent"
	SettingsMuted   Key = "settings.muted"
	SettingsBack    Key = "settings.back"
)

var zhCNSettings = map[Key]string{
	WordSettings: "设置",
	HelpSettings: "选择要收哪些消息",

	TopicAnnouncements: "公告",
	TopicDeadlines:     "截止提醒",
	TopicProgress:      "申报进度",

	SettingsHead:    "不用问也会发给您的：",
	SettingsOn:      "%s：收",
	SettingsOff:     "%s：不收",
	SettingsTurnOn:  "收%s",
	SettingsTurnOff: "不收%s",
	SettingsOnly:    "只留本人申报的消息",
	SettingsOnlyNow: "好的，只留本人申报的进度，别的都不发了。",
	SettingsUndo:    "恢复刚才的设置",
	SettingsDuty:    "您是单位联络员：本单位要办的事快到期，仍会提醒，这里关不掉。",
	SettingsUrgent:  "提问照常回答，不受影响。",
	SettingsMuted:   "好的，以后不再给您发公告。随时可以在“设置”里改。",
	SettingsBack:    "还是收公告",
}
