package llmtest

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
)

// tokens is what an answer costs if a script says nothing else.
const tokens = 1000

// Says answers with a text of the model, as it is.
func Says(text string) Answer {
	return func(w http.ResponseWriter, _ Request) { send(w, "application/json", Completion(text, tokens)) }
}

// Costs answers that nothing is certain, at a price.
func Costs(n int) Answer {
	return func(w http.ResponseWriter, _ Request) { send(w, "application/json", Completion(`{}`, n)) }
}

// Verdict answers with what the function makes of the question.
func Verdict(f func(q Question) any) Answer {
	return func(w http.ResponseWriter, r Request) {
		b, err := json.Marshal(f(r.Question()))
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		send(w, "application/json", Completion(string(b), tokens))
	}
}

// Fails answers with a status and repeats what it was asked.
func Fails(status int) Answer {
	return func(w http.ResponseWriter, r Request) {
		w.WriteHeader(status)
		fmt.Fprintf(w, `{"error":{"message":%q,"type":"error","code":%d}}`, r.Raw, status)
	}
}

// Sends answers with a body that is not of the protocol.
func Sends(contentType, body string) Answer {
	return func(w http.ResponseWriter, _ Request) { send(w, contentType, body) }
}

// BreaksOff promises a whole answer, sends half of it and hangs up.
func BreaksOff(text string) Answer {
	return func(w http.ResponseWriter, _ Request) {
		whole := Completion(text, tokens)
		w.Header().Set("Content-Length", fmt.Sprint(len(whole)))
		send(w, "application/json", whole[:len(whole)/2])
		_ = http.NewResponseController(w).Flush() // without it nothing would go out at all
		panic(http.ErrAbortHandler)
	}
}

// RunsOut ends with a text as a model does that has no tokens left.
func RunsOut(text string) Answer {
	return func(w http.ResponseWriter, _ Request) {
		send(w, "application/json", completion(text, "length", tokens))
	}
}

// Endless never stops talking.
func Endless() Answer {
	return func(w http.ResponseWriter, _ Request) {
		send(w, "application/json", `{"choices":[{"message":{"role":"assistant","content":"`)
		for chunk := strings.Repeat("x", 64<<10); ; {
			if _, err := w.Write([]byte(chunk)); err != nil {
				return
			}
		}
	}
}

// Stalls says when a request has come, and then nothing until the channel is closed.
func Stalls(came chan<- struct{}, until <-chan struct{}) Answer {
	return func(w http.ResponseWriter, _ Request) {
		came <- struct{}{}
		<-until
	}
}

// Redirects sends the client, and what it has to say, to another server.
func Redirects(to string) Answer {
	return func(w http.ResponseWriter, _ Request) {
		w.Header().Set("Location", to)
		w.WriteHeader(http.StatusTemporaryRedirect)
	}
}

func send(w http.ResponseWriter, contentType, body string) {
	w.Header().Set("Content-Type", contentType)
	_, _ = w.Write([]byte(body)) // a client that is gone is part of the test
}
