package words

// The keys of 单位.
const (
	WordUnits Key = "word.units"
	HelpUnits Key = "help.units"

	LevelCity     Key = "unit.level.city"
	LevelCounty   Key = "unit.level.county"
	LevelTownship Key = "unit.level.township"
	LevelResident Key = "unit.level.resident"

	KindInstitution  Key = "unit.kind.institution"
	KindOrgan        Key = "unit.kind.organ"
	KindState        Key = "unit.kind.state"
	KindPrivate      Key = "unit.kind.private"
	KindOrganization Key = "unit.kind.organization"

	TitleMid    Key = "title.mid"
	TitleJunior Key = "title.junior"

	UnitsAsk    Key = "units.ask"
	UnitsAdd    Key = "units.add"
	UnitsFound  Key = "units.found"
	UnitsNone   Key = "units.none"
	UnitsEdit   Key = "units.edit"
	UnitsClose  Key = "units.close"
	UnitsReopen Key = "units.reopen"
	UnitsInvite Key = "units.invite"

	UnitLevel    Key = "unit.level"
	UnitDistrict Key = "unit.district"
	UnitKind     Key = "unit.kind"
	UnitTitles   Key = "unit.titles"
	UnitSeries   Key = "unit.series"
	UnitParent   Key = "unit.parent"
	UnitClosed   Key = "unit.closed"

	UnitAskName      Key = "unit.ask.name"
	UnitAskRename    Key = "unit.ask.rename"
	UnitAskLevel     Key = "unit.ask.level"
	UnitAskDistrict  Key = "unit.ask.district"
	UnitAskKind      Key = "unit.ask.kind"
	UnitAskTitles    Key = "unit.ask.titles"
	UnitAskSeries    Key = "unit.ask.series"
	UnitSeriesAny    Key = "unit.series.any"
	UnitAskParent    Key = "unit.ask.parent"
	UnitNoParent     Key = "unit.parent.none"
	UnitNoSuchParent Key = "unit.parent.unknown"
	UnitConfirm      Key = "unit.confirm"
	UnitSave         Key = "unit.save"
	UnitAgain        Key = "unit.again"
	UnitPress        Key = "unit.press"
	UnitBadName      Key = "unit.bad.name"
	UnitBadSeries    Key = "unit.bad.series"
	UnitNotYours     Key = "unit.notyours"
	UnitNameTaken    Key = "unit.taken"
)

var zhCNUnits = map[Key]string{
	WordUnits: "单位",
	HelpUnits: "查找、添加、修改单位",

	LevelCity:     "市直",
	LevelCounty:   "旗县区",
	LevelTownship: "苏木乡镇",
	LevelResident: "驻赤",

	KindInstitution:  "事业单位",
	KindOrgan:        "机关",
	KindState:        "国有企业",
	KindPrivate:      "非公有制单位",
	KindOrganization: "社会组织",

	TitleMid:    "中级",
	TitleJunior: "初级",

	UnitsAsk:    "请发单位名称，或其中几个字。也可以添加新单位，或直接发单位名册的表格。",
	UnitsAdd:    "添加单位",
	UnitsFound:  "是哪一个？没有的话，请换几个字再发。",
	UnitsNone:   "您分管的范围里没有找到。请换几个字再发。",
	UnitsEdit:   "修改",
	UnitsClose:  "停用",
	UnitsReopen: "恢复",
	UnitsInvite: "邀请联络员",

	UnitLevel:    "级别：%s",
	UnitDistrict: "旗县区：%s",
	UnitKind:     "性质：%s",
	UnitTitles:   "今年有人申报：%s",
	UnitSeries:   "系列：%s",
	UnitParent:   "上级单位：%s",
	UnitClosed:   "已停用，不再提醒",

	UnitAskName:      "请发单位全称（%d字以内）。",
	UnitAskRename:    "名称有变的，请发新的全称；没变就点下面的按钮。",
	UnitAskLevel:     "单位是哪一级的？",
	UnitAskDistrict:  "在哪个旗县区？",
	UnitAskKind:      "单位是什么性质？",
	UnitAskTitles:    "今年有人申报哪些级别？",
	UnitAskSeries:    "今年有人申报哪些系列？请发名称，用顿号分开；不清楚就点按钮。",
	UnitSeriesAny:    "不清楚，先不填",
	UnitAskParent:    "上级单位（主管部门）是哪个？请发名称里几个字。到期前一天还没有报送的，会同时提醒它。",
	UnitNoParent:     "没有，或先不填",
	UnitNoSuchParent: "没有找到这个单位。请换几个字再发，或点“没有，或先不填”。",
	UnitConfirm:      "请核对：",
	UnitSave:         "保存",
	UnitAgain:        "这一步已经过去了，或者填得不对。请发“单位”重新开始。",
	UnitPress:        "请点上面的按钮；不做了，发“取消”。",
	UnitBadName:      "名称要2到%d个字，请重新发。",
	UnitBadSeries:    "没有认出：%s。请照上面列出的名称发，用顿号分开。",
	UnitNotYours:     "这个单位不在您分管的范围里，没有改动。",
	UnitNameTaken:    "已经有一个单位叫“%s”，没有重复添加。请发“单位”查找它。",
}
