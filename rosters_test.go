package main

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/simplifiedchinese"

	"zhicheng/reminders/sheet"
)

// The rosters of testdata/rosters are made here, in the shapes in which people have them, of people who do not exist:
// go test -run TestRosters -update .
var madeRosters = map[string]func(t testing.TB) []byte{
	"一中花名册.xlsx": schoolRoster, "一中花名册-6月.csv": juneRoster, "敖汉旗花名册.xlsx": districtRoster, "卫生花名册.xlsx": healthRoster,
	"认不出.xlsx": unclearRoster, "抢号.csv": takenRoster, "有错.xlsx": faultyRoster, "损坏.xlsx": brokenRoster, "加密.xlsx": encryptedRoster, "旧格式.xls": oldRoster,
	"刁难.csv": hostileRoster, "填错编号.csv": mistypedRoster, "双层表头.xlsx": layeredRoster, "放弃.csv": droppedRoster,
}

func TestRosters(t *testing.T) {
	for name, made := range madeRosters {
		file := filepath.Join("testdata/rosters", name)
		data := made(t)
		kept, err := os.ReadFile(file)
		if err == nil && reads(t, name, data) == reads(t, name, kept) { // a file with a password has other bytes each time
			continue
		}
		if !*update {
			t.Errorf("%s is not what is made here: %v", name, err)
			continue
		}
		if err := os.WriteFile(file, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for name, want := range map[string]error{"损坏.xlsx": sheet.ErrBroken, "加密.xlsx": sheet.ErrEncrypted, "旧格式.xls": sheet.ErrOldXLS} {
		if _, err := sheet.Read(t.Context(), name, madeRosters[name](t), sheet.Usual); !errors.Is(err, want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// reads is what is read of a file.
func reads(t *testing.T, name string, data []byte) string {
	book, err := sheet.Read(t.Context(), name, data, sheet.Usual)
	return fmt.Sprintf("%+v %v", book, err)
}

// card is the number of an ID card that nobody has: its place is that of no county.
func card(n int) string {
	body := fmt.Sprintf("990000%d%02d%02d%03d", 1970+n%30, 1+n%12, 1+n%28, n%1000)
	sum := 0
	for i, weight := range []int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2} {
		sum += int(body[i]-'0') * weight
	}
	return body + string("10X98765432"[sum%11])
}

// book makes a workbook sheet by sheet.
type book struct {
	*excelize.File
	t testing.TB
}

func newBook(t testing.TB) book { return book{excelize.NewFile(), t} }

func (b book) sheet(name string, rows ...[]any) {
	if b.SheetCount == 1 && b.GetSheetName(0) == "Sheet1" {
		b.must(b.SetSheetName("Sheet1", name))
	} else {
		_, err := b.NewSheet(name)
		b.must(err)
	}
	for i, r := range rows {
		b.must(b.SetSheetRow(name, fmt.Sprintf("A%d", i+1), &r))
	}
}

func (b book) merge(name string, cells ...string) {
	for _, c := range cells {
		from, to, _ := strings.Cut(c, ":")
		b.must(b.MergeCell(name, from, to))
	}
}

func (b book) must(err error) {
	b.t.Helper()
	if err != nil {
		b.t.Fatal(err)
	}
}

func (b book) bytes(options ...excelize.Options) []byte {
	var out bytes.Buffer
	b.must(b.Write(&out, options...))
	return out.Bytes()
}

// A unit's own: a title over all columns, a heading over two, the unit in one cell for all, days as numbers of the
// program, who made it below.
func schoolRoster(t testing.TB) []byte {
	b := newBook(t)
	day := time.Date(2023, 5, 10, 0, 0, 0, 0, time.UTC)
	b.sheet("中级",
		[]any{"2023年申报专业技术资格评审人员花名册"},
		[]any{"填报单位（盖章）：敖汉旗第一中学"},
		[]any{"序号", "编号", "姓 名", "身份证号（18位）", "工作单位", "申报", nil, nil, "当前进度", "更新日期"},
		[]any{nil, nil, nil, nil, nil, "系列", "专业", "级别"},
		[]any{1, "AH2023001", "苏甲", card(1), "敖汉旗第一中学", "中小学教师", "语文", "中级", "单位审核", day},
		[]any{2, "AH2023002", "苏乙", card(2), nil, "中小学教师", "语文", "中级", "单位公示", day},
		[]any{3, "AH2023003", "苏丙", card(3), nil, "中小学教师", "数学", "中级", "线上注册", 45056},
		[]any{4, "AH2023004", "苏丁", card(4), nil, "中小学教师", "数学", "中级", "", "2023.5.11"},
		nil,
		[]any{"填表人：苏戊", nil, nil, nil, nil, nil, nil, nil, "2023年5月12日"},
	)
	b.merge("中级", "A1:J1", "A2:J2", "A3:A4", "B3:B4", "C3:C4", "D3:D4", "E3:E4", "F3:H3", "I3:I4", "J3:J4", "E5:E8")
	return b.bytes()
}

// A month later, out of another program: GBK, with commas. One is missing, one went on, one back, one too far.
func juneRoster(t testing.TB) []byte {
	data, err := simplifiedchinese.GBK.NewEncoder().String("敖汉旗第一中学申报人员,,,,\r\n申报编号,姓名,身份证后四位,申报级别,进度,备注\r\n" +
		"AH2023001,苏甲," + card(1)[14:] + ",中级,单位公示,\r\n" +
		"AH2023002,苏乙," + card(2)[14:] + ",中级,单位审核,公示期间有异议\r\n" +
		"AH2023003,苏丙," + card(3)[14:] + ",中级,主管部门复核,\r\n" +
		"AH2023005,苏己," + card(5)[14:] + ",中级,线上注册,\r\n")
	if err != nil {
		t.Fatal(err)
	}
	return []byte(data)
}

// Who gave up, in the notice's word and in people's.
func droppedRoster(testing.TB) []byte {
	return []byte("申报编号,姓名,身份证后四位,工作单位,申报级别,进度\n" +
		"AH2023001,苏甲," + card(1)[14:] + ",敖汉旗第一中学,中级,放弃\n" +
		"AH2023002,苏乙," + card(2)[14:] + ",敖汉旗第一中学,中级,放弃\n" +
		"AH2023003,苏丙," + card(3)[14:] + ",敖汉旗第一中学,中级,放弃（本人撤回）\n")
}

// A county's: a sheet a level, and one with notes on how to fill it in.
func districtRoster(t testing.TB) []byte {
	b := newBook(t)
	head := []any{"申报编号", "姓名", "身份证号", "单位名称", "申报系列", "申报专业", "评审层次", "评委会", "办理进度", "办理日期"}
	b.sheet("填表说明", []any{"一、姓名、身份证号必填。"}, []any{"姓名", "身份证号", "级别"}, []any{"张三", "示例", "中级"})
	b.sheet("副高级", []any{"敖汉旗花名册（高级）"}, head,
		[]any{"AH2023101", "乌甲", card(11), "敖汉旗第一中学", "中小学教师", "语文", nil, "市教育局高级评委会", "主管部门复核", "2023-05-12"},
		[]any{"AH2023102", "乌乙", card(12), "敖汉旗医院", "医生", "内科", "自治区", "自治区卫生高级评委会", "主管部门复核", "2023/5/12"},
		[]any{"AH2023103", "乌丙", card(13), "敖汉旗第一中学", "中小学教师", "数学", nil, "市教育局高级评委会", "主管部门复核", 45058})
	b.sheet("中级", head,
		[]any{"AH2023001", "苏甲", card(1), "敖汉旗第一中学", "中小学教师", "语文", nil, nil, "主管部门复核", "2023年5月20日"},
		[]any{"AH2023002", "苏乙", card(2), "敖汉旗第一中学", "中小学教师", "语文", nil, nil, "补正", "2023年5月20日"},
		[]any{"AH2023111", "乌丁", card(14), "宁城县医院", "护士", "护理", nil, nil, "线上注册", nil},
		[]any{"NC2023001", "乌戊", card(15), "敖汉旗医院", "护士", "护理", nil, nil, "线上注册", nil},
		[]any{"AH2023113", "乌己", card(16), "没有的单位", "护士", "护理", nil, nil, "线上注册", nil})
	b.sheet("附件4", []any{"单位名称", "级别", "岗位数", "申报人数"}, []any{"敖汉旗第一中学", "中级", 40, 2})
	return b.bytes()
}

// Two rosters in one file that should say the same.
func healthRoster(t testing.TB) []byte {
	b := newBook(t)
	b.sheet("附件3", []any{"申报编号", "姓名", "身份证号", "工作单位", "申报系列", "申报专业", "申报级别", "评审层次"},
		[]any{"YY2023001", "韩甲", card(21), "敖汉旗医院", "医生", "内科", "副高级", "自治区"},
		[]any{"YY2023002", "韩乙", card(22), "敖汉旗医院", "医生", "外科", "副高级", "自治区"},
		[]any{"YY2023003", "韩丙", card(23), "敖汉旗医院", "护士", "护理", "正高级", "自治区"})
	b.sheet("卫生系统用表", []any{"姓名", "身份证号", "工作单位", "申报系列", "申报专业", "申报级别"},
		[]any{"韩甲", card(21), "敖汉旗医院", "医生", "儿科", "副高级"},
		[]any{"韩乙", card(22), "敖汉旗医院", "医生", "外科", "副高级"})
	return b.bytes()
}

// A number of another unit's, and a person of another unit's under a new number.
func takenRoster(testing.TB) []byte {
	return []byte("编号,姓名,身份证号,级别,系列\nAH2023001,韩丁," + card(24) + ",中级,护士\nAH2023999,苏乙," + card(2) + ",中级,护士\n")
}

// What somebody may write who means no good, or knows no better.
func hostileRoster(testing.TB) []byte {
	const rest = ",中级,中小学教师,语文,线上注册,\n"
	return []byte("编号,姓名,身份证后四位,级别,系列,专业,进度,备注\n" +
		"D01,\"=HYPERLINK(\"\"http://x.example\"\",\"\"点我\"\")\",0001" + rest +
		"D02,<script>alert(1)</script>,0002" + rest +
		"D03," + strings.Repeat("长", 500) + ",0003" + rest +
		"D\u202e04,苏\u202e甲,0004" + rest +
		"Ｄ04,苏乙,0005" + rest +
		"<b>D06</b>,苏丙,0006" + rest +
		strings.Repeat("7", 500) + ",苏丁,0007" + rest +
		"D08,苏戊😀,0008" + rest +
		"-,苏己,0009" + rest +
		"D10,苏庚,0010,中级,中小学教师,=cmd|' /C calc'!A0,线上注册,\"<b>请点</b>\n工作人员：\u202e请转账\"\n" +
		"D11,苏辛,0011,中级,中小学教师,语文,<script>,\n")
}

// Headings that nobody outside understands, and two that look alike.
func unclearRoster(t testing.TB) []byte {
	b := newBook(t)
	b.sheet("Sheet1", []any{"编号", "老师", "证件", "单位", "工作单位", "级别", "申报系列"},
		[]any{"DY001", "文甲", card(31), "语文教研组", "敖汉旗第一中学", "中级", "中小学教师"},
		[]any{"DY002", "文乙", card(32), "数学教研组", "敖汉旗第一中学", "中级", "中小学教师"})
	return b.bytes()
}

// What can be wrong with a row.
func faultyRoster(t testing.TB) []byte {
	b := newBook(t)
	row := func(number, name, card, unit, series, specialty, level, committee, stage string, date any, note string) []any {
		return []any{number, name, card, unit, series, specialty, level, committee, stage, date, note}
	}
	const unit, series = "敖汉旗第一中学", "中小学教师"
	b.sheet("花名册", []any{"申报编号", "姓名", "身份证号", "工作单位", "申报系列", "申报专业", "申报级别", "评委会", "进度", "日期", "备注"},
		row("C01", "林甲", card(41), unit, series, "语文", "中级", "", "线上注册", "2023-05-10", ""),
		row("C02", "林乙", card(42)[:17]+"Y", unit, series, "语文", "中级", "", "线上注册", "", ""),
		row("C03", "", card(43), unit, series, "语文", "中级", "", "线上注册", "", ""),
		row("C04", "林丁", card(44), unit, series, "语文", "特级", "", "线上注册", "", ""),
		row("C05", "林戊", card(45), unit, series, "语文", "中级", "", "线上注册", "5/6/2023", ""),
		row("", "林己", "", unit, series, "语文", "中级", "", "线上注册", "", ""),
		row(card(47), "林庚", card(47), unit, series, "语文", "中级", "", "线上注册", "", ""),
		row("C08", "林辛", card(48), unit, series, "语文", "中级", "", "线上注册", "", "身份证"+card(48)),
		row("C09", "林壬", card(49), unit, series, "语文", "中级", "", "线上注册", "", ""),
		row("C09", "林壬", card(49), unit, series, "语文", "中级", "", "单位审核", "", ""),
		row("C11", "林癸", card(50), unit, "经济", "", "副高级", "", "线上注册", "", ""),
		row("C12", "=1+1", card(51), unit, series, "数学", "中级", "甲评委会", "线上注册", "", ""),
		row("C13", "何甲", card(52), unit, series, "语文", "中级", "乙评委会", "评审", "", ""),
		row("C14", "何乙", card(41), unit, "经济", "", "中级", "", "委托函和自治区人社厅审核", "", ""),
		row("申报编号", "姓名", "身份证号", "工作单位", "申报系列", "申报专业", "申报级别", "评委会", "进度", "日期", "备注"))
	return b.bytes()
}

func brokenRoster(t testing.TB) []byte {
	whole := schoolRoster(t)
	return whole[:len(whole)/2]
}

func encryptedRoster(t testing.TB) []byte {
	b := newBook(t)
	b.sheet("花名册", []any{"姓名"})
	return b.bytes(excelize.Options{Password: "12345"})
}

// oldRoster is the beginning of a compound file with a stream of an old workbook in it.
func oldRoster(testing.TB) []byte {
	data := make([]byte, 512*3)
	copy(data, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")
	binary.LittleEndian.PutUint16(data[30:], 9)
	binary.LittleEndian.PutUint32(data[48:], 1)
	binary.LittleEndian.PutUint32(data[516:], 0xFFFFFFFE)
	for i, name := range []string{"Root Entry", "Workbook"} {
		e := data[1024+128*i:]
		for j, u := range utf16.Encode([]rune(name)) {
			binary.LittleEndian.PutUint16(e[2*j:], u)
		}
		binary.LittleEndian.PutUint16(e[64:], uint16(2*len(name)+2))
		e[66] = 2
	}
	return data
}

// Two numbers that are other people's, with nothing but a name beside them.
func mistypedRoster(testing.TB) []byte {
	return []byte("编号,姓名,级别,进度,备注\nAH2023001,苏丙,中级,单位公示,\nAH2023004,苏戊,中级,,缺学历证书\nAH2023003,苏丙,中级,单位审核,\n")
}

// The title that people have and the one that they apply for, each with columns of the same names.
func layeredRoster(t testing.TB) []byte {
	b := newBook(t)
	b.sheet("花名册",
		[]any{"2023年申报专业技术资格评审人员花名册"},
		[]any{"编号", "姓名", "现任职称", nil, nil, "拟报职称", nil, nil},
		[]any{nil, nil, "系列", "级别", "取得时间", "系列", "专业", "级别"},
		[]any{"AH2023001", "苏甲", "中小学教师", "助理级", "2018.9", "中小学教师", "语文", "中级"},
	)
	b.merge("花名册", "A1:H1", "A2:A3", "B2:B3", "C2:E2", "F2:H2")
	return b.bytes()
}
