package words

import "unicode"

// The keys of roles, invitations, joining and signing in.
const (
	WordInvite Key = "word.invite"
	HelpInvite Key = "help.invite"
	WordPeople Key = "word.people"
	HelpPeople Key = "help.people"
	WordSignIn Key = "word.signin"
	HelpSignIn Key = "help.signin"
	WordJoin   Key = "word.join"
	HelpJoin   Key = "help.join"

	RoleLiaison Key = "role.liaison"
	RoleStaff   Key = "role.staff"
	RoleAdmin   Key = "role.admin"
	LiaisonOf   Key = "role.liaison.of"
	StaffOf     Key = "role.staff.of"
	WholeCity   Key = "scope.city"
	AllSeries   Key = "scope.series"
	AllLevels   Key = "scope.levels"
	TitleSenior Key = "title.senior"
	TitleLower  Key = "title.lower"

	InviteWhom          Key = "invite.whom"
	InviteList          Key = "invite.list"
	InviteUnit          Key = "invite.unit"
	InviteWhich         Key = "invite.which"
	InviteNoUnit        Key = "invite.nounit"
	InviteSeats         Key = "invite.seats"
	InviteOne           Key = "invite.one"
	InviteMany          Key = "invite.many"
	InviteManyNote      Key = "invite.many.note"
	InviteOffice        Key = "invite.office"
	InviteWhere         Key = "invite.where"
	InviteSeries        Key = "invite.series"
	InviteSeriesUnknown Key = "invite.series.unknown"
	InviteLevels        Key = "invite.levels"
	InviteAgain         Key = "invite.again"
	InviteAdmin         Key = "invite.admin"
	InviteMake          Key = "invite.make"
	InviteCode          Key = "invite.code"
	InviteHow           Key = "invite.how"
	InviteLink          Key = "invite.link"
	InviteNone          Key = "invite.none"
	InviteHead          Key = "invite.head"
	InviteLine          Key = "invite.line"
	InviteOpen          Key = "invite.open"
	InviteUsed          Key = "invite.used"
	InviteExpired       Key = "invite.expired"
	InviteRevoked       Key = "invite.revoked"
	InviteRevoke        Key = "invite.revoke"
	InviteGone          Key = "invite.gone"

	JoinAsk          Key = "join.ask"
	JoinLiaison      Key = "join.liaison"
	JoinStaff        Key = "join.staff"
	JoinWaiting      Key = "join.waiting"
	JoinRefused      Key = "join.refused"
	JoinUsed         Key = "join.used"
	JoinOwn          Key = "join.own"
	JoinExpired      Key = "join.expired"
	JoinRevoked      Key = "join.revoked"
	JoinClosed       Key = "join.closed"
	JoinWrong        Key = "join.wrong"
	JoinWrongSeconds Key = "join.wrong.seconds"
	JoinWrongMinutes Key = "join.wrong.minutes"
	JoinApprove      Key = "join.approve"
	JoinReplaced     Key = "join.replaced"
	JoinDecided      Key = "join.decided"
	JoinUnitClosed   Key = "join.unitclosed"
	JoinYes          Key = "join.yes"
	JoinNo           Key = "join.no"
	Approve          Key = "approve"
	Refuse           Key = "refuse"

	PeopleHead    Key = "people.head"
	PeopleLine    Key = "people.line"
	PeopleMore    Key = "people.more"
	PeopleNone    Key = "people.none"
	PeopleRevoke  Key = "people.revoke"
	PeopleSure    Key = "people.sure"
	PeopleYes     Key = "people.yes"
	PeopleGone    Key = "people.gone"
	PeopleOwn     Key = "people.own"
	PeopleRevoked Key = "people.revoked"

	SignInHow  Key = "signin.how"
	SignInCode Key = "signin.code"
	SignInNote Key = "signin.note"
	SignedIn   Key = "signin.done"
	Sessions   Key = "signin.sessions"
	SignOut    Key = "signin.out"
	SignedOut  Key = "signin.ended"
)

// Separates says whether a sign stands between the items of a list that somebody types.
func Separates(r rune) bool {
	switch r {
	case '、', '，', ',', '；', ';', '/':
		return true
	}
	return unicode.IsSpace(r)
}

var zhCNPeople = map[Key]string{
	WordInvite: "邀请",
	HelpInvite: "发邀请码：单位联络员、工作人员",
	WordPeople: "人员",
	HelpPeople: "看谁有权限，撤销权限",
	WordSignIn: "登录",
	HelpSignIn: "在网页版里用本人的权限",
	WordJoin:   "加入",
	HelpJoin:   "用邀请码成为联络员或工作人员",

	RoleLiaison: "单位联络员",
	RoleStaff:   "工作人员",
	RoleAdmin:   "管理员",
	LiaisonOf:   "“%s”的联络员",
	StaffOf:     "%s工作人员（%s，%s，%s）",
	WholeCity:   "全市",
	AllSeries:   "全部系列",
	AllLevels:   "全部级别",
	TitleSenior: "高级",
	TitleLower:  "中级和初级",

	InviteWhom:          "邀请谁？邀请码%d天内有效，可以随时撤销。",
	InviteList:          "我发过的邀请码",
	InviteUnit:          "请发单位名称，或其中几个字。",
	InviteWhich:         "是哪一个单位？没有的话，请换几个字再发。",
	InviteNoUnit:        "您分管的范围里没有找到这个单位。请换几个字再发；还没有登记的，请先发“单位”添加。",
	InviteSeats:         "“%s”的邀请码给谁用？",
	InviteOne:           "只给一个人",
	InviteMany:          "给多个人（最多%d人，逐个同意）",
	InviteManyNote:      "最多%d个人可以用。每个人用了之后，都要您同意才生效。",
	InviteOffice:        "请发科室名称，例如：职称科（30字以内）。",
	InviteWhere:         "负责哪里？",
	InviteSeries:        "负责哪些系列？请发系列名称，用顿号分开；或者点下面的按钮。",
	InviteSeriesUnknown: "没有认出：%s。请从下面的名称里选，用顿号分开。",
	InviteLevels:        "负责哪些级别？",
	InviteAgain:         "这一步已经过去了。请发“邀请”重新开始。",
	InviteAdmin:         "管理员可以登记日期、授予和撤销所有权限。确定要发管理员的邀请码吗？",
	InviteMake:          "确定，生成邀请码",
	InviteCode:          "邀请码（%s），%d月%d日前有效，只显示这一次：",
	InviteHow:           "请单独发给本人。对方在助手里发：加入 %s",
	InviteLink:          "或者点链接：%s",
	InviteNone:          "您还没有发过邀请码。",
	InviteHead:          "您发过的邀请码（最近20个）：",
	InviteLine:          "%d号 %s：%s，已用%d/%d，%d月%d日前有效",
	InviteOpen:          "未用完",
	InviteUsed:          "已用",
	InviteExpired:       "已过期",
	InviteRevoked:       "已撤销",
	InviteRevoke:        "撤销%d号",
	InviteGone:          "已撤销%d号邀请码，它不能再用了。用它加入的人不受影响，要撤销请发“人员”。",

	JoinAsk:          "请发邀请码，16位字母和数字。邀请码由人社局工作人员或本单位联络员发给您。",
	JoinLiaison:      "您现在是%s。提醒会发到这里。发“本单位事项”看要办的事。",
	JoinStaff:        "您现在是%s。发“帮助”看可以做什么。",
	JoinWaiting:      "已收到，%s需要工作人员同意。同意后会在这里告诉您。",
	JoinRefused:      "%s的申请没有通过。有疑问请联系发邀请码的人。",
	JoinOwn:          "这是您自己发的邀请码，要由接手的人来用。您还是%s，什么都没有改动。",
	JoinUsed:         "这个邀请码已经用过了。请向发邀请码的人要一个新的。",
	JoinExpired:      "这个邀请码已经过期。请向发邀请码的人要一个新的。",
	JoinRevoked:      "这个邀请码已经撤销。请向发邀请码的人要一个新的。",
	JoinClosed:       "您没有成为%s：这个单位已经停用，不再办理。有疑问请联系人社局工作人员。",
	JoinWrong:        "没有这个码，请核对后再发。码里没有数字0、1和字母I、O。",
	JoinWrongSeconds: "没有这个码，或者试得太频繁。请%d秒后再试。",
	JoinWrongMinutes: "没有这个码，或者试得太频繁。请%d分钟后再试。",
	JoinApprove:      "有人用邀请码申请成为%s（编号尾号%s）。请同本人核实后再决定。",
	JoinReplaced:     "接手的人已经加入，您不再是%s。提醒不会再发到这里，谢谢您。",
	JoinDecided:      "这个申请已经处理过，或者不归您处理。",
	JoinUnitClosed:   "不能同意%s的申请：这个单位已经停用。恢复以后可以再点“同意”；不恢复的，请点“拒绝”。",
	JoinYes:          "已同意：%s（编号尾号%s）。",
	JoinNo:           "已拒绝：%s（编号尾号%s）。",
	Approve:          "同意",
	Refuse:           "拒绝",

	PeopleHead:    "有权限的人（不显示姓名）：",
	PeopleLine:    "%d号 尾号%s：%s，%d年%d月%d日起",
	PeopleMore:    "人太多，只列出前面一部分。",
	PeopleNone:    "您分管的范围里还没有人有权限。",
	PeopleRevoke:  "撤销%d号",
	PeopleSure:    "确定撤销尾号%s的权限（%s）吗？撤销后立即失效。",
	PeopleYes:     "确定撤销",
	PeopleGone:    "这项权限已经不在了。",
	PeopleOwn:     "不能撤销自己的权限，请让另一位管理员来做。",
	PeopleRevoked: "已撤销尾号%s的权限：%s。",

	SignInHow:  "请在平时用的聊天里发“登录”得到登录码，再到这里发：登录 登录码。联络员和工作人员才需要登录。",
	SignInCode: "登录码（5分钟内有效，只能用一次）：",
	SignInNote: "在网页版里发：登录 加这个码。12小时后自动退出。不要把它告诉别人。",
	SignedIn:   "已登录，现在可以用您本人的权限，12小时后自动退出。发“登录”可以提前退出。",
	Sessions:   "正在使用的登录：",
	SignOut:    "退出%d号（到%s）",
	SignedOut:  "已退出。",
}
