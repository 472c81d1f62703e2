package words

// The keys of tables that people send.
const (
	TableTooLarge  Key = "table.toolarge"
	TableGone      Key = "table.gone"
	TableOld       Key = "table.old"
	TableEncrypted Key = "table.encrypted"
	TableBroken    Key = "table.broken"
	TableKind      Key = "table.kind"
	TableWanted    Key = "table.wanted"
	TableNoHeads   Key = "table.noheads"
	TableMissing   Key = "table.missing"
	TableTwice     Key = "table.twice"
	TableFault     Key = "table.fault"
	TableRow       Key = "table.row"
	TableMore      Key = "table.more"
	TableSheet     Key = "table.sheet"

	UnitsImport     Key = "units.import"
	UnitsTemplate   Key = "units.template"
	UnitsSend       Key = "units.send"
	UnitsDiff       Key = "units.diff"
	UnitsNothing    Key = "units.nothing"
	UnitsImportYes  Key = "units.import.yes"
	UnitsImported   Key = "units.imported"
	UnitsFaults     Key = "units.faults"
	UnitsFaultFile  Key = "units.fault.file"
	UnitsChanged    Key = "units.changed"
	UnitBadValue    Key = "unit.bad.value"
	UnitBadDistrict Key = "unit.bad.district"
	UnitBadParent   Key = "unit.bad.parent"
	UnitNameLength  Key = "unit.namelength"
	UnitTwice       Key = "unit.twice"
	UnitLoop        Key = "unit.loop"
	UnitElsewhere   Key = "unit.elsewhere"
	UnitNoValue     Key = "unit.novalue"
)

var zhCNTables = map[Key]string{
	TableTooLarge:  "表格太大：文件最多10兆，最多2万行、100列。请分成几个文件再发。",
	TableGone:      "这个文件已经取不到了，请重新发一次。",
	TableOld:       "这是旧格式的表格（.xls）。请用表格软件打开，另存为.xlsx，再发一次。",
	TableEncrypted: "这个表格设了密码，打不开。请取消密码后另存为.xlsx，再发一次。",
	TableBroken:    "这个文件打不开，可能没有传完整。请用表格软件打开检查，另存为.xlsx，再发一次。",
	TableKind:      "只能读.xlsx和.csv表格。请另存为.xlsx，再发一次。",
	TableWanted:    "请发表格文件（.xlsx或.csv）。不想导入了，就发“取消”。",
	TableNoHeads:   "没有找到表头。表头要有这些列：%s。",
	TableMissing:   "表头缺少这些列：%s。",
	TableTwice:     "有几列都像是：%s。请只留一列，再发一次。",
	TableFault:     "问题",
	TableRow:       "第%d行：%s",
	TableMore:      "还有%d行，见附上的表格。",
	TableSheet:     "表格",

	UnitsImport:     "导入表格",
	UnitsTemplate:   "单位名册模板.xlsx",
	UnitsSend:       "请发单位名册（.xlsx或.csv）。要有列：%s；可以有列：%s。也可以照附上的模板填。确认以前不会改动任何单位。",
	UnitsDiff:       "名册读到%d个单位：新增%d个，修改%d个，没有变化%d个，有问题%d行。",
	UnitsNothing:    "没有要导入的。",
	UnitsImportYes:  "导入这%d个",
	UnitsImported:   "已导入：新增%d个，修改%d个。",
	UnitsFaults:     "有问题的不会导入：",
	UnitsFaultFile:  "单位名册-有问题的行.xlsx",
	UnitsChanged:    "刚才的名册已经变了，请重新发一次。",
	UnitBadValue:    "%s写的“%s”没有认出",
	UnitNoValue:     "缺少%s",
	UnitBadDistrict: "旗县区、苏木乡镇的单位要写明在哪个旗县区",
	UnitBadParent:   "上级单位“%s”没有登记，名册里也没有",
	UnitNameLength:  "单位名称要2到%d个字",
	UnitTwice:       "和第%d行是同一个单位",
	UnitLoop:        "上级单位绕回到了自己",
	UnitElsewhere:   "不在您分管的范围里",
}
