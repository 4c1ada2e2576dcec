# One entry for every habit; `make` alone lists them. What needs more than Go says so.

# The toolchain that go.mod names, whatever Go is installed: the linters are built
# with it, too, and must understand its standard library.
export GOTOOLCHAIN := $(shell sed -n 's/^toolchain //p' go.mod)+auto
# As programs are published, so that packages are made of what tests have compiled.
export CGO_ENABLED := 0
race: export CGO_ENABLED := 1
# Each program that the race detector watches waits for a second before it ends, else.
race: export GORACE := atexit_sleep_ms=10

CUE         := go run cuelang.org/go/cmd/cue@$(shell sed -n 's/^\tcuelang.org\/go //p' go.mod)
STATICCHECK := go run honnef.co/go/tools/cmd/staticcheck@v0.8.2
REVIVE      := go run github.com/mgechev/revive@v1.17.0
GOVULNCHECK := go run golang.org/x/vuln/cmd/govulncheck@v1.9.0
ACTIONLINT  := go run github.com/rhysd/actionlint/cmd/actionlint@v1.7.12
# Holds GitLab's own schema of its CI files. The newest that runs on Node.js 20.
GITLABCI    := npm exec --yes --package gitlab-ci-local@4.61.1 -- gitlab-ci-local
NFPM        := go run github.com/goreleaser/nfpm/v2/cmd/nfpm@v2.45.2
GORELEASER  := go run github.com/goreleaser/goreleaser/v2@v2.15.1

FUZZTIME  := 1m
BENCHTIME := 1s
PLATFORMS := windows/amd64 windows/arm64 darwin/amd64 darwin/arm64

.PHONY: help test race apache servers golden fuzz bench measure lint examples vuln packages snapshot cross upgrade ci

help: ## this list
	@sed -nE 's/^([a-z]+):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 12

# Tests are not vetted once more: lint does that.
test: ## all tests, in random order
	go test -vet=off -shuffle=on -timeout 30m ./...

race: ## the shorter tests under the race detector
	go test -vet=off -race -short -timeout 30m ./...

apache: ## the recipe for Apache, in Apache: needs apache2
	go test -count=1 -tags apache ./recipes/...

servers: ## the recipes for other servers, with virtual handsets: needs nginx, tftpd-hpa, vsftpd
	go test -count=1 -tags servers ./recipes

golden: ## rewrite what tests expect: golden trees, scripts, what pages show, documents of checks
	go test ./compiler -run Golden -update
	go test ./compiler/cisco/facts -run 'Families$$' -update
	go test ./compiler/spectralink/files -run 'Files$$' -update
	go test -run TestDocuments $$(grep -rl provc/compiler/checktest --include='*_test.go' . | xargs -n1 dirname | sort -u) -update-output
	go test ./compiler/handbook -run Markdown -update
	go test ./compiler/excerpt -run Labels -update
	go test ./compiler/lookup -run Pages -update
	go test ./compiler/ask -update
	go test ./compiler/explain -run Told -update
	go test ./compiler/drift -run Formats -update
	go test $$(grep -rl scripttest.Run --include='*_test.go' ./cmd | xargs -n1 dirname | sort -u) -run 'Scripts|Tutorial|Cookbook|DayTwo|Included' -update

fuzz: ## each fuzz target for FUZZTIME (1m)
	@grep -rEo '^func Fuzz\w+' --include='*_test.go' . | sed -E 's,/[^/]*:func , ,' | while read -r dir target; do \
		go test -run '^$$' -fuzz "^$$target\$$" -fuzztime $(FUZZTIME) "$$dir" || exit; \
	done

bench: ## the benchmarks of the packages, each for BENCHTIME (1s; 1x runs it once)
	go test -vet=off -run '^$$' -bench . -benchtime $(BENCHTIME) $$(grep -rl '^func Benchmark' --include='*_test.go' . | xargs -n1 dirname | sort -u)

measure: ## provc beside cue, for docs/performance.md: needs cue
	recipes/bench/run.sh

lint: ## gofmt, go.mod, vet, staticcheck, revive, cue fmt, actionlint, GitLab's schema: needs npm
	@unformatted=$$(gofmt -l .); test -z "$$unformatted" || { echo "gofmt would change: $$unformatted" >&2; exit 1; }
	go mod tidy -diff
	go vet ./...
	$(STATICCHECK) ./...
	$(REVIVE) -config revive.toml -set_exit_status ./...
	cd schema && $(CUE) fmt --check ./... && $(CUE) vet -c=false ./...
	cd examples && $(CUE) fmt --check ./...
	@new=$$(mktemp -d) && trap 'rm -rf "$$new"' EXIT && go run ./cmd/provc init "$$new/phones" >/dev/null && \
		cd "$$new/phones" && $(CUE) fmt --check ./...
	$(ACTIONLINT) recipes/ci/github/.github/workflows/*.yml recipes/ci/shards/github.yml
	@for file in recipes/ci/gitlab/.gitlab-ci.yml recipes/ci/shards/gitlab-ci.yml; do \
		new=$$(mktemp -d) && cp "$$file" "$$new/.gitlab-ci.yml" && git -C "$$new" init -q && \
		git -C "$$new" remote add origin git@gitlab.example:clinic/phones.git && \
		(cd "$$new" && $(GITLABCI) --list) >"$$new/list" 2>&1 || { cat "$$new/list" >&2; exit 1; }; rm -rf "$$new"; done

examples: ## plain cue accepts the examples, and golden trees are well-formed XML: needs xmllint
	@module=$$(mktemp -d) && trap 'rm -rf "$$module"' EXIT && cp -r examples/. "$$module" && \
		go run ./cmd/provc vendor "$$module" && cd "$$module" && $(CUE) vet ./...
	find golden -type f \( -name '*.cfg' -o -name '*.xml' \) -print0 | xargs -0 xmllint --noout

vuln: ## nothing that provc calls has a known vulnerability
	go mod download golang.org/x/vulndb@latest
	$(GOVULNCHECK) -db "file://$$(go list -m -f '{{.Dir}}' golang.org/x/vulndb@latest)/data/osv" ./...

packages: ## packages and archives of what is committed, installed and used: needs man, zsh, fish
	NFPM="$(NFPM)" go test -count=1 -tags packages ./packaging

snapshot: ## all that a version is published as, but for images: goreleaser takes minutes
	$(GORELEASER) check
	$(GORELEASER) release --snapshot --clean --skip=docker
	PROVC_DIST="$(CURDIR)/dist" go test -count=1 -tags packages ./packaging -run /archive

cross: ## provc builds for Windows and macOS
	@for platform in $(PLATFORMS); do \
		echo "$$platform" && CGO_ENABLED=0 GOOS=$${platform%/*} GOARCH=$${platform#*/} go build -o /dev/null ./cmd/provc || exit; \
	done

upgrade: ## what provc of the last tag makes otherwise of the examples, for CHANGELOG.md
	@tag=$$(git describe --tags --abbrev=0 2>/dev/null) || { echo "no version is tagged here, so that there is none to compare with"; exit 0; } && \
		other=$$(mktemp -d) && trap 'rm -rf "$$other"' EXIT && mkdir "$$other/source" && \
		git archive "$$tag" | tar -x -C "$$other/source" && go build -C "$$other/source" -o "$$other/$$tag" ./cmd/provc && \
		go build -o "$$other/now" ./cmd/provc && cd examples && "$$other/now" diff ./... --base-provc "$$other/$$tag"

ci: ## what CI runs; installs Debian packages that are missing
	.ci/run
