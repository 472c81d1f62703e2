# make help lists the targets. No target installs anything; .ci/run does.
VERSION := $(shell git describe --tags --always --dirty 2>/dev/null || echo unknown)
STATICCHECK := honnef.co/go/tools/cmd/staticcheck@v0.8.2

# The race detector watches our code and the libraries, all but SQLite: that is C translated to Go, which works on memory
# that is not Go's, where the detector sees nothing and takes four times as long.
RACE := -race -gcflags=modernc.org/sqlite/lib=-race=false -gcflags=modernc.org/libc=-race=false

.DEFAULT_GOAL := help

.PHONY: help
help: ## list the targets
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/\1	\2/p' $(MAKEFILE_LIST) | expand -t 12

.PHONY: run
run: ## start the web chat on http://127.0.0.1:8080
	go run .

.PHONY: test
test: ## run the tests
	go test ./...

.PHONY: check
check: ## what CI runs, without installing anything (needs a C compiler for -race)
	@unformatted=$$(gofmt -l .); test -z "$$unformatted" || { echo "gofmt: $$unformatted"; exit 1; }
	go vet ./...
	go run $(STATICCHECK) ./...
	CGO_ENABLED=0 go test -timeout 20m ./...
	CGO_ENABLED=1 TZ=America/New_York go test -timeout 20m $(RACE) -shuffle=on ./...

.PHONY: eval
eval: ## measure the answers on the development questions
	go run . eval testdata/dev.jsonl

.PHONY: bench
bench: ## run the benchmarks
	go test -run '^$$' -bench . ./...

.PHONY: crash
crash: ## kill the delivery while it sends 10,000 reminders, and an announcement that is paused, cancelled and recalled
	CRASH_MESSAGES=10000 CRASH_KILLS=200 go test -run '^TestCrash$$' -v -count=1 ./bot/outbox
	CRASH_MESSAGES=10000 CRASH_KILLS=60 go test -run '^TestCrashOfAnAnnouncement$$' -v -count=1 ./bot/outbox

.PHONY: build
build: ## build the static release binary dist/zhicheng
	CGO_ENABLED=0 go build -trimpath -ldflags '-s -w -X main.version=$(VERSION)' -o dist/zhicheng .

.PHONY: clean
clean: ## remove what was built
	rm -rf dist
