package words

// Repeated stands above a message of which nobody knows whether it arrived before.
const Repeated Key = "outbox.repeated"

var zhCNOutbox = map[Key]string{
	Repeated: "（这条可能已经发过一次）",
}
