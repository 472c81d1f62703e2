package words

// What is said about files that people send.
const (
	MineFiles Key = "mine.files"
)

var zhCNFiles = map[Key]string{
	MineFiles: "· 您在网页对话里发来的文件 %d 个（保存不超过一天）",
}
