package words

// The keys of 常见问题 and 未答问题.
const (
	FAQMake Key = "faq.make"
)

var zhCNFAQ = map[Key]string{
	FAQMake: "设为常见问题",
}
