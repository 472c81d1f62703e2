package words

import (
	"fmt"
	"time"
)

// WebPage is what the page of the web chat says besides the conversation itself.
type WebPage struct {
	Title, Brand, Tagline, NoScript      string
	SkipToInput, Conversation, Persons   string
	Composer, Input, Placeholder, Send   string
	Shortcuts, Sandbox, CivilTime        string
	NextDay, JumpTo, Restart             string
	JumpTitle, JumpHint, JumpDate, Jump  string
	RestartTitle, RestartHint, Cancel    string
	ApplicantA, ApplicantB               string
	Liaison, Staff                       string
	Script                               WebScript
	ForeignHost, NoSession, UnknownPlace string
	TooLarge, TooFast, BadRequest, Empty string
	NotTaken, Closing, Internal          string
	OnlyForward, TooFar, BadDate         string
	FileGone, FileTooLarge, FileEmpty    string
	Attach, SentFile                     string
}

// WebScript is what the page's script says.
type WebScript struct {
	You          string `json:"you"`
	Assistant    string `json:"assistant"`
	Quote        string `json:"quote"`
	NewMessages  string `json:"newMessages"`
	Reconnecting string `json:"reconnecting"`
	NotSent      string `json:"notSent"`
	Download     string `json:"download"`
	Picture      string `json:"picture"` // before a picture's name
	FileTooLarge string `json:"fileTooLarge"`
	FileEmpty    string `json:"fileEmpty"`
	OneFile      string `json:"oneFile"`
}

const (
	fileTooLarge = "这个文件太大了，收不下。每个文件最大10 MB。"
	fileEmpty    = "这个文件是空的，请换一个文件再发。"
)

// Web is the page in zh-CN.
var Web = WebPage{
	Title:       "职称通 · 职称评审助手",
	Brand:       "职称通",
	Tagline:     "职称评审助手",
	NoScript:    "这个页面需要 JavaScript 才能对话。请在浏览器设置中打开它，然后刷新本页。",
	SkipToInput: "跳到输入框",

	Conversation: "对话",
	Persons:      "以谁的身份对话",
	Composer:     "写消息",
	Input:        "消息",
	Placeholder:  "请输入问题，例如：几号截止",
	Send:         "发送",
	Shortcuts:    "常用",

	Sandbox:      "沙盒",
	CivilTime:    "沙盒里的时间",
	NextDay:      "前进1天",
	JumpTo:       "跳到…",
	Restart:      "重新开始",
	JumpTitle:    "跳到哪一天？",
	JumpHint:     "沙盒里的时间只能向前，会停在这一天的同一时刻。",
	JumpDate:     "日期",
	Jump:         "跳到这一天",
	RestartTitle: "重新开始？",
	RestartHint:  "所有人的对话和记录都会清空，时间回到起点。此操作不能撤销。",
	Cancel:       "取消",
	ApplicantA:   "申请人甲",
	ApplicantB:   "申请人乙",
	Liaison:      "单位联络员",
	Staff:        "工作人员",

	Script: WebScript{
		You:          "我说",
		Assistant:    "职称通说",
		Quote:        "通知原文",
		NewMessages:  "有新消息",
		Reconnecting: "连接断开，正在重新连接…",
		NotSent:      "没有发出去，请检查连接后再试一次。您写的内容还在。",
		Download:     "下载文件",
		Picture:      "图片：",
		FileTooLarge: fileTooLarge,
		FileEmpty:    fileEmpty,
		OneFile:      "一次只能发一个文件，请分几次发送。",
	},

	ForeignHost:  "这个页面只能在本机打开。",
	NoSession:    "会话已失效，请刷新页面。",
	UnknownPlace: "没有这个页面。",
	TooLarge:     "这段文字太长了，收不下。请分成几段发送，每段不超过两千字。",
	TooFast:      "发得太快了，请稍等几秒再发。",
	BadRequest:   "这条消息读不懂，请刷新页面后再试。",
	Empty:        "消息是空的，请写点什么再发送。",
	NotTaken:     "这条消息没有收下，请再发一次。",
	Closing:      "服务正在重启，请稍后再试。",
	Internal:     "出了点问题，请稍后再试。",
	OnlyForward:  "沙盒里的时间只能向前。要回到起点，请用“重新开始”。",
	TooFar:       "这一天太远了，请选十年以内的日期。",
	BadDate:      "请写一个日期，例如 2023-06-01。",
	FileGone:     "这个文件已经不在了。",
	FileTooLarge: fileTooLarge,
	FileEmpty:    fileEmpty,
	Attach:       "发送文件（最大10 MB）",
	SentFile:     "文件：%s（%s）",
}

var weekdays = [...]string{"周日", "周一", "周二", "周三", "周四", "周五", "周六"}

// WebYear is the year of t, to stand before WebDay.
func WebYear(t time.Time) string { return fmt.Sprintf("%d年", t.Year()) }

// WebDay is the day of t.
func WebDay(t time.Time) string {
	return fmt.Sprintf("%d月%d日 %s", t.Month(), t.Day(), weekdays[t.Weekday()])
}
