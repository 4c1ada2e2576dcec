// Package upgrade compares what two versions of provc make of the same sources: what they
// find, and which bytes they write, for whom.
package upgrade

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"provc/compiler/diag"
)

// Other is another provc: a program.
type Other struct {
	Name    string // as people call it
	Version string

	path string
}

// Open finds out whether a program is a provc, and which.
func Open(ctx context.Context, name string) (*Other, error) {
	path, err := exec.LookPath(name)
	if err != nil && !errors.Is(err, exec.ErrDot) {
		return nil, fmt.Errorf("--base-provc takes a provc of another version, a program, and %s is none that can be run", name)
	}
	if path, err = filepath.Abs(path); err != nil {
		return nil, err
	}
	o := &Other{Name: name, path: path}
	out, err := exec.CommandContext(ctx, path, "--version").Output()
	version, ok := strings.CutPrefix(string(out), "provc ")
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if err != nil || !ok || strings.Count(version, "\n") > 1 {
		return nil, fmt.Errorf("--base-provc takes a provc of another version, and %s --version does not say that it is one", name)
	}
	o.Version = strings.TrimSpace(version)
	return o, nil
}

// String is what sentences call it.
func (o *Other) String() string { return o.Name + ", " + o.Version }

// Vet is what it finds.
func (o *Other) Vet(ctx context.Context, args ...string) ([]diag.JSON, error) {
	found, _, err := o.run(ctx, append([]string{"vet", "--format", "json"}, args...)...)
	return found, err
}

// Build has it write a root. It reports false if it finds errors, and writes none.
func (o *Other) Build(ctx context.Context, dir, secrets string, args ...string) (found []diag.JSON, ok bool, err error) {
	return o.run(ctx, append([]string{"build", "--format", "json", "--no-sync", "-o", dir, "--secrets", secrets}, args...)...)
}

// run runs a command that prints findings, and reports whether there is no error among
// them.
func (o *Other) run(ctx context.Context, args ...string) (found []diag.JSON, ok bool, err error) {
	var out, said bytes.Buffer
	cmd := exec.CommandContext(ctx, o.path, args...)
	cmd.Stdout, cmd.Stderr = &out, &said
	cmd.Env = append(os.Environ(), "NO_COLOR=1")
	err = cmd.Run()
	if ctx.Err() != nil {
		return nil, false, ctx.Err()
	}
	const findings = 1
	if exit := (*exec.ExitError)(nil); errors.As(err, &exit) && exit.ExitCode() == findings || err == nil {
		if json.Unmarshal(out.Bytes(), &found) == nil {
			return found, err == nil, nil
		}
		return nil, false, fmt.Errorf("%s %s does not print findings as JSON, so that its findings cannot be compared", o, args[0])
	}
	if json.Unmarshal(out.Bytes(), &found) == nil && len(found) > 0 {
		return nil, false, fmt.Errorf("%s could not run: %s", o, found[len(found)-1].Message)
	}
	first, _, _ := strings.Cut(strings.TrimSpace(said.String()), "\n")
	if first = strings.TrimPrefix(first, "provc: "); first != "" {
		return nil, false, fmt.Errorf("%s could not run: %s", o, diag.Visible(first))
	}
	return nil, false, fmt.Errorf("%s could not run: %v", o, err)
}
