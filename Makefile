SHELL := /bin/bash
.DEFAULT_GOAL := help
export CGO_ENABLED := 0
VERSION ?= $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)
LDFLAGS := -s -w -X main.version=$(VERSION)
YEAR ?= 2024

help: ## print this help
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

build: ## build the program ./vanthu
	@echo "Building vanthu (the first time takes some minutes) …"
	@go build -trimpath -ldflags "$(LDFLAGS)" -o vanthu ./cmd/vanthu

run: build ## make the sample province's documents in output/2024
	@./vanthu demo --if-empty
	@./vanthu generate --year $(YEAR) || [ $$? -eq 3 ] # 3: made; certificates wait for the number of their decision

test: check ## set up what the tests need, run all tests
	@.ci/setup
	@.ci/postgres go test -count=1 -timeout 20m ./...

check: ## gofmt, go vet, staticcheck
	@echo "Checking: gofmt, go vet, staticcheck …"
	@out=$$(gofmt -l .); [ -z "$$out" ] || { echo "not gofmt-ed:"; echo "$$out"; exit 1; }
	@go vet ./...
	@go tool staticcheck ./...

fidelity: ## compare pages and speed with LibreOffice's (minutes; no part of test; args=-update records)
	@echo "Comparing with LibreOffice over a corpus: no part of make test, takes some minutes …"
	@go vet -tags fidelity ./pipeline/fidelity && go tool staticcheck -tags fidelity ./pipeline/fidelity
	@go test -tags fidelity -count=1 -timeout 60m -v ./pipeline/fidelity $(args)

mutants: ## how many small wrong changes the tests notice (pkg=./pipeline/viet n=60 seed=1; "args=-p 2" is faster, args=-record keeps the result)
	@.ci/postgres nice -n 15 go run ./cmd/mutants -n $(or $(n),60) -seed $(or $(seed),1) $(args) $(or $(pkg:pipeline/%=./pipeline/%),./pipeline/...)

judge: ## precision and recall of the checker by rule, over papers, mutants and altered copies: pipeline/check/testdata/judge.txt
	@go test ./templates -count=1 -run '^TestMutants$$' -judge -v

bench: ## benchmarks, each with its budget in its comment
	@.ci/postgres go test -p 1 -run '^$$' -bench . -benchmem ./... | grep -E --line-buffered '^(Benchmark|pkg:|---|FAIL|panic)|_test.go'; exit $${PIPESTATUS[0]}

load: ## 200 people who ask for a page each second, over 50,000 documents: faults, times, memory
	@go test -run '^$$' -bench BenchmarkLoad -benchtime 1x -timeout 30m ./pipeline/portal

update: ## write the made templates and the golden files of tests anew (look at the change before you commit it)
	@go run ./templates/make
	@go test $$(grep -rl --include=*_test.go --exclude-dir=fidelity 'flag.Bool("update"' . | xargs -n1 dirname | sort -u) -update

dist: ## binaries for Linux and Windows, packed in dist/
	@rm -rf dist && mkdir -p dist
	@for t in linux/amd64 linux/arm64 windows/amd64; do \
	  os=$${t%/*}; arch=$${t#*/}; ext=; [ $$os = windows ] && ext=.exe; \
	  dir=dist/vanthu-$(VERSION)-$$os-$$arch; mkdir -p $$dir; echo "$$dir"; \
	  GOOS=$$os GOARCH=$$arch go build -trimpath -ldflags "$(LDFLAGS)" -o $$dir/vanthu$$ext ./cmd/vanthu || exit 1; \
	  cp README.md $$dir/; \
	  tar -C dist --sort=name --owner=0 --group=0 --mtime=@0 -czf $$dir.tar.gz $$(basename $$dir) && rm -r $$dir || exit 1; \
	done; cd dist && sha256sum *.tar.gz > SHA256SUMS

.PHONY: help build run test check fidelity mutants judge bench load update dist
