package handsets

import (
	"bytes"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/spf13/cobra"
	"golang.org/x/sync/errgroup"

	"provc/cmd/provc/cli"
	"provc/compiler"
	"provc/compiler/artifact"
	"provc/compiler/diag"
	"provc/compiler/handset"
	"provc/compiler/handset/script"
	"provc/compiler/handset/server"
	"provc/compiler/layout"
	"provc/compiler/rehearsal"
	"provc/compiler/vendor"
)

// rehearsed compiles the packages that a run of simulate is about.
func (s *simulator) rehearsed(cmd *cobra.Command) (*rehearsal.Fleet, error) {
	v, ok := s.vendors.Find(s.script.Vendor).(vendor.Simulated)
	if !ok {
		return nil, fmt.Errorf("there are virtual handsets of %s, not of %q", strings.Join(simulated(s.vendors), " and "), s.script.Vendor)
	}
	result, err := compiler.Compile(cmd.Context(), s.packages)
	if err != nil {
		return nil, err
	}
	wrong := slices.DeleteFunc(slices.Clone(result.Findings), func(f diag.Diagnostic) bool { return f.Severity != diag.Error })
	if err := cli.Report(cmd, cmd.ErrOrStderr(), wrong); err != nil {
		return nil, err
	}
	if len(result.Packages) == 0 {
		return nil, cli.NothingDeployed(s.packages.Packages)
	}
	declared := result.Root("what is declared")
	fleet := &rehearsal.Fleet{Vendor: s.script.Vendor, Root: declared, Account: declared.Account(), Takes: v.Takes, Hides: s.hides}
	if w, ok := v.(vendor.PhoneWriter); ok {
		fleet.Password = w.Password()
	}
	for i, p := range result.Packages {
		folder := result.Parts()[i].Folder
		for _, phones := range p.Phones[s.script.Vendor] {
			for phone := range phones {
				phone.Folder = strings.Trim(folder+"/"+phone.Folder, "/")
				fleet.Phones = append(fleet.Phones, phone)
			}
		}
		fleet.Credentials = append(fleet.Credentials, p.Credentials...)
	}
	if len(fleet.Phones) == 0 {
		return nil, fmt.Errorf("the packages list no handset of %s", s.script.Vendor)
	}
	return fleet, nil
}

// boots are scripts that switch all handsets on.
func (s *simulator) boots(cmd *cobra.Command) ([]script.Script, error) {
	fleet, err := s.rehearsed(cmd)
	if err != nil {
		return nil, err
	}
	return fleet.Boots(), nil
}

// writeExpectations writes the scripts of all handsets, and a list a ward.
func (s *simulator) writeExpectations(cmd *cobra.Command) error {
	fleet, err := s.rehearsed(cmd)
	if err != nil {
		return err
	}
	if _, err := os.Stat(filepath.Join(s.expectations, ".provc")); err == nil {
		return fmt.Errorf("%s is a provisioning root: whoever fetches from it could fetch the files of --write-expectations; give a folder of its own, such as tests", s.expectations)
	}
	if err := os.MkdirAll(s.expectations, 0o755); err != nil {
		return err
	}
	scripts := fleet.Scripts()
	write := func(name string, print func(io.Writer) error) error {
		var b bytes.Buffer
		if err := print(&b); err != nil {
			return err
		}
		return os.WriteFile(filepath.Join(s.expectations, name), b.Bytes(), 0o644)
	}
	err = write(s.script.Vendor+".yaml", func(w io.Writer) error { return rehearsal.WriteScripts(w, scripts) })
	if err != nil {
		return err
	}
	wards := fleet.Wards()
	for _, ward := range slices.Sorted(maps.Keys(wards)) {
		err := write(ward+".md", func(w io.Writer) error { return rehearsal.WriteChecklist(w, ward, wards[ward], scripts) })
		if err != nil {
			return err
		}
	}
	cli.Summary(cmd, "%s: %s, %s", s.expectations, cli.Count(len(scripts), "handset"), cli.Count(len(wards), "ward"))
	return nil
}

// fleet switches many handsets on, and tells by kind what goes wrong, and on which.
func (s *simulator) fleet(cmd *cobra.Command, scripts []script.Script, root, staging server.Server, passwords script.Passwords) error {
	over := cli.Progress(cmd, "switching handsets on")
	defer over()
	group, ctx := errgroup.WithContext(cmd.Context())
	group.SetLimit(max(1, s.jobs))
	var mu sync.Mutex
	kinds := map[string][]string{} // faults and warnings, and on which handsets
	requests := 0
	for i := range scripts {
		group.Go(func() error {
			what := &scripts[i]
			run, err := s.one(ctx, what, root, staging, passwords)
			if err != nil {
				return err
			}
			mu.Lock()
			defer mu.Unlock()
			requests += run.Trace.Requests
			for _, step := range run.Trace.Steps {
				if step.Kind == handset.Fault || step.Kind == handset.Warning {
					sign := map[handset.Kind]string{handset.Fault: "!", handset.Warning: "~"}[step.Kind]
					kind := sign + " " + strings.ReplaceAll(step.Text, mac(what.Phone), "<MAC>")
					kinds[kind] = append(kinds[kind], artifact.Called(what.Label, what.Phone))
				}
			}
			return nil
		})
	}
	if err := group.Wait(); err != nil {
		return err
	}
	over()
	fails := s.tell(cmd, kinds)
	out := cmd.OutOrStdout()
	fmt.Fprintf(out, "%s switched on, %s, %s\n", cli.Count(len(scripts), "handset"), cli.Count(requests, "request"), cli.Count(len(kinds), "kind")+" of trouble")
	if fails {
		return cli.ErrFindings
	}
	return nil
}

// tell prints sentences, each with the handsets that it is about. It reports whether any
// is of a fault.
func (s *simulator) tell(cmd *cobra.Command, kinds map[string][]string) (fails bool) {
	const few = 5
	out := cmd.OutOrStdout()
	width := cli.Width(out)
	for _, kind := range slices.Sorted(maps.Keys(kinds)) {
		who := slices.Clone(kinds[kind])
		slices.Sort(who)
		who = slices.Compact(who)
		fails = fails || kind[0] == '!'
		fmt.Fprint(out, layout.Wrap(diag.Visible(kind), "  ", width))
		text := strings.Join(who[:min(few, len(who))], ", ")
		if len(who) > few {
			text += fmt.Sprintf(" and %d more", len(who)-few)
		}
		fmt.Fprint(out, layout.Wrap("    "+cli.Count(len(who), "handset")+": "+text, "    ", width))
	}
	return fails
}

// proveOrders tells what is left of one person for the next on phones that keep what a
// profile does not mention.
func (s *simulator) proveOrders(cmd *cobra.Command) error {
	ordered, ok := s.vendors.Find(s.script.Vendor).(vendor.Ordered)
	if !ok {
		return fmt.Errorf("--orders is about phones that keep what a profile does not mention, which those of %s do not", s.script.Vendor)
	}
	fleet, err := s.rehearsed(cmd)
	if err != nil {
		return err
	}
	o := ordered.Orders(fleet.Root, fleet.Phones)
	s.tell(cmd, o.Left)
	out := cmd.OutOrStdout()
	for _, x := range []struct {
		names []string
		what  string
	}{
		{o.Stays, "~ no profile resets what people change at a phone"},
		{o.Lingers, "~ only host profiles reset what people change at a phone, since models differ"},
	} {
		if len(x.names) > 0 {
			fmt.Fprint(out, layout.Wrap(x.what+": "+strings.Join(x.names, ", "), "  ", cli.Width(out)))
		}
	}
	left := "nothing of one is left for the next"
	if n := len(o.Left); n > 0 {
		left = cli.Count(n, "leftover")
	}
	fmt.Fprintf(out, "%s, %s, %s in any order: %s\n", cli.Count(o.Phones, "phone"), cli.Count(o.People, "user"), cli.Count(o.Parameters, "parameter"), left)
	if len(o.Left) > 0 {
		return cli.ErrFindings
	}
	return nil
}
