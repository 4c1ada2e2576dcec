#!/bin/sh
# Measures provc beside cue and, if installed, go-jsonnet, and prints tables for
# docs/performance.md. Works in memory where it can. Run from the repository.
set -eu
work=$(mktemp -d -p "$(test -d /dev/shm && echo /dev/shm || echo /tmp)" provc-bench.XXXXXX)
trap 'rm -rf "$work"' EXIT
go build -o "$work/provc" ./cmd/provc
go build -o "$work/fleet" ./recipes/bench/fleet
go run ./recipes/bench/compare -bin "$work" -work "$work" "$@"
