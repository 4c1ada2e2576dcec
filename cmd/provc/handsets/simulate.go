// Package handsets has the commands that are about phones at work on a provisioning root:
// what they do there, what they have made of it, and what they have fetched.
package handsets

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/spf13/cobra"

	"provc/cmd/provc/cli"
	commands "provc/cmd/provc/vendors"
	"provc/compiler"
	"provc/compiler/artifact"
	"provc/compiler/handset"
	"provc/compiler/handset/script"
	"provc/compiler/handset/server"
	"provc/compiler/secret"
	"provc/compiler/value"
	"provc/compiler/vendor"
)

// Simulate is the command that does what a handset does.
func Simulate(vendors vendor.List) *cobra.Command {
	s := simulator{vendors: vendors, right: map[string]bool{}, facts: vendor.FactsOf(vendors)}
	names := simulated(vendors)
	cmd := &cobra.Command{
		Use:   "simulate " + strings.Join(names, "|") + " [packages] --root DIR|URL --phone MAC",
		Short: "Boot, log in and log out as a handset does",
		Long: `Simulate does what a handset does that is switched on at a provisioning root: it fetches
what it would fetch, in that order, logs somebody in and out, and tells each step. What
no document of the vendor's says it marks as an assumption. It stores nothing, unless
--write is given.

The root is a folder or a URL of http, https, tftp or ftp. The password is the secret
called like the user, or the one of --secret: from --secrets, else from the environment;
or it stands in the file of --password-file. --expect runs the steps of a file, and tells
what is not as expected there. --write-expectations makes such files of packages, with a
list a ward for whoever walks there. --all switches on every handset that packages list.
--orders proves of packages, without a root, that nothing of one person is left on a phone
for the next.

The exit code is 1 where a log-in fails, a handset would loop or stay dark, or anything
is not as expected.`,
		Example: commands.Simulate(),
		ValidArgsFunction: func(cmd *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
			if len(args) > 0 {
				return cli.CompletePackages(cmd, args, typed)
			}
			return names, cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				s.script.Vendor, s.packages.Packages = args[0], args[1:]
			}
			s.packages.Vendors = vendors
			switch {
			case s.expectations != "":
				return s.writeExpectations(cmd)
			case s.orders:
				return s.proveOrders(cmd)
			}
			return s.run(cmd)
		},
	}
	cli.PackageFlags(cmd, &s.packages)
	cli.SecretFlags(cmd, &s.secrets)
	f := cmd.Flags()
	f.BoolVar(&s.all, "all", false, "switch on every handset that packages list")
	f.IntVarP(&s.jobs, "jobs", "j", 8, "with --all, how many handsets at a time")
	f.BoolVar(&s.orders, "orders", false, "prove that nothing of one person is left for the next, in whatever order people come and fetches fail")
	f.StringVar(&s.expectations, "write-expectations", "", "write files for --expect, and lists a ward, into a `folder`")
	f.StringVar(&s.root, "root", "", "the provisioning root: a `folder or URL`")
	f.StringVar(&s.script.Phone, "phone", "", "the `MAC` of the handset")
	f.StringVar(&s.script.Model, "model", "", "its `model`, such as SPA504G")
	f.StringVar(&s.script.Identity, "phone-identity", "", "the `user ID` of a phone that has its identity from a staging server")
	f.StringVar(&s.script.Secret, "phone-secret", "", "the `name` of the secret that is the password of --phone-identity (default: that user ID)")
	f.StringVar(&s.user, "user", "", "the `ID` of a person who logs in, and out again")
	f.StringVar(&s.secret, "secret", "", "the `name` of the secret that is the person's password (default: the ID)")
	f.StringVar(&s.passwordFile, "password-file", "", "`file` whose first line is the person's password; - for stdin")
	f.StringVar(&s.password, "password", "", "the person's `password`; process lists show it")
	f.StringVar(&s.expect, "expect", "", "YAML `file` of steps, and of what is expected after each")
	f.StringVar(&s.unknown, "unknown", both, "whether parameters of which nobody knows whether they restart a handset do: `restart, keep or both`")
	cli.CompleteFlag(cmd, "unknown", policies)
	f.StringVar(&s.servedAs, "served-as", "", "the `URL` by which phones know the root, where files name it")
	f.StringVar(&s.staging, "staging", "", "a `folder or URL` from which a new phone gets its identity")
	f.StringVar(&s.serverUser, "server-user", "", "`user` with which handsets authenticate to the server; the password is $PROVC_SERVER_PASSWORD")
	f.BoolVar(&s.write, "write", false, "store what handsets store")
	f.BoolVar(&s.live, "live", false, "with --write or --probe: into a root that handsets use")
	f.BoolVar(&s.probe, "probe", false, "try what the server must refuse: to store files that administrators make, to fetch what is somebody else's")
	f.BoolVar(&s.options.InsecureTLS, "insecure-tls", false, "take any certificate")
	f.StringVar(&s.format, "format", "text", "`format`: "+strings.Join(script.Formats, ", "))
	cli.CompleteFlag(cmd, "format", script.Formats)
	return cmd
}

// What is done about parameters of which nobody knows whether they restart a handset.
const (
	restarts = "restart"
	keeps    = "keep"
	both     = "both"
)

var policies = []string{restarts, keeps, both}

// simulated are the names of vendors of whose phones there are virtual ones.
func simulated(vendors vendor.List) []string {
	var names []string
	for _, v := range vendors {
		if _, ok := v.(vendor.Simulated); ok {
			names = append(names, v.Name())
		}
	}
	slices.Sort(names)
	return names
}

// simulator is one run of simulate.
type simulator struct {
	vendors vendor.List
	secrets secret.Source
	options server.Options
	script  script.Script

	packages     compiler.Options
	all          bool
	jobs         int
	expectations string
	orders       bool

	root, staging, servedAs              string
	user, secret, passwordFile, password string
	expect, unknown, format, serverUser  string
	write, live, probe                   bool

	typed string // the password, where it is no secret
	mu    sync.Mutex
	right map[string]bool // passwords that secrets say
	facts *vendor.Facts
}

func (s *simulator) run(cmd *cobra.Command) error {
	scripts, err := s.scripts(cmd)
	if err != nil {
		return err
	}
	passwords, err := s.passwords(cmd)
	if err != nil {
		return err
	}
	if err := s.mayWrite(); err != nil {
		return err
	}
	root, err := s.open(s.root)
	if err != nil {
		return err
	}
	defer root.Close()
	staging := root
	if s.staging != "" {
		if staging, err = s.open(s.staging); err != nil {
			return err
		}
		defer staging.Close()
	}
	if s.all {
		return s.fleet(cmd, scripts, root, staging, passwords)
	}
	var runs []*script.Run
	for i := range scripts {
		run, err := s.one(cmd.Context(), &scripts[i], root, staging, passwords)
		if err != nil {
			return err
		}
		runs = append(runs, run)
	}
	return s.print(cmd, runs)
}

// scripts are the steps of --expect, or those that flags ask for.
func (s *simulator) scripts(cmd *cobra.Command) ([]script.Script, error) {
	if err := cli.Choice("format", s.format, script.Formats); err != nil {
		return nil, err
	}
	if err := cli.Choice("unknown", s.unknown, policies); err != nil {
		return nil, err
	}
	if s.root == "" {
		return nil, errors.New("simulate needs --root, the folder or URL of a provisioning root")
	}
	if s.expect != "" {
		if s.script.Phone != "" || s.user != "" {
			return nil, errors.New("--expect says which handset and which people; --phone and --user go without it")
		}
		data, err := os.ReadFile(s.expect)
		if err != nil {
			return nil, err
		}
		return script.Read(s.expect, data, simulated(s.vendors))
	}
	names := simulated(s.vendors)
	switch {
	case s.all && s.script.Vendor != "" && s.script.Phone == "":
		return s.boots(cmd)
	case s.all:
		return nil, fmt.Errorf("--all takes a vendor and packages, such as %s ./wards, and no --phone", names[len(names)-1])
	case s.script.Vendor == "":
		return nil, fmt.Errorf("simulate needs the vendor of the handset: %s", strings.Join(names, " or "))
	case s.script.Phone == "":
		return nil, errors.New("simulate needs --phone, the MAC of a handset")
	}
	s.script.Steps = []script.Step{{Do: script.Boot}}
	step := func(x script.Step) { s.script.Steps = append(s.script.Steps, x) }
	if s.user != "" {
		step(script.Step{Do: script.LogIn, User: s.user, Secret: s.secret})
	}
	if s.probe {
		step(script.Step{Do: script.Probe})
	}
	if s.user != "" {
		step(script.Step{Do: script.LogOut})
	}
	return []script.Script{s.script}, nil
}

// passwords gives those of --secrets and the environment, or the one that is typed.
func (s *simulator) passwords(cmd *cobra.Command) (script.Passwords, error) {
	switch {
	case s.password != "":
		fmt.Fprintln(cmd.ErrOrStderr(), "provc: --password stands in process lists and shell histories; --password-file or --secrets keep it out of them")
		s.typed = s.password
	case s.passwordFile != "":
		data, err := readFirst(cmd, s.passwordFile)
		if err != nil {
			return nil, err
		}
		s.typed, _, _ = strings.Cut(string(data), "\n")
		s.typed = strings.TrimSuffix(s.typed, "\r")
	}
	resolver, found, err := secret.Open(s.secrets)
	if err != nil {
		return nil, err
	}
	if err := cli.Report(cmd, cmd.ErrOrStderr(), found); err != nil {
		return nil, err
	}
	person := s.secret
	if person == "" {
		person = s.user
	}
	return func(name string) (string, bool) {
		if s.typed != "" && name == person {
			return s.typed, true
		}
		v, ok := resolver.Value(name)
		s.mu.Lock()
		defer s.mu.Unlock()
		s.right[v] = ok
		return v, ok
	}, nil
}

func readFirst(cmd *cobra.Command, name string) ([]byte, error) {
	if name == "-" {
		return io.ReadAll(io.LimitReader(cmd.InOrStdin(), 4096))
	}
	return os.ReadFile(name)
}

// mayWrite refuses to store anything where handsets may find it, unless that is meant.
func (s *simulator) mayWrite() error {
	switch {
	case s.probe && !strings.Contains(s.root, "://"):
		return fmt.Errorf("--probe tries what a server refuses, and %s is a folder: give the URL by which handsets know it", s.root)
	case !s.write && !s.probe || s.live:
		return nil
	case strings.Contains(s.root, "://"):
		return fmt.Errorf("--write and --probe store files at %s, where handsets may use them; --live says that this is meant", s.root)
	}
	if _, err := os.Stat(filepath.Join(s.root, ".provc")); err == nil {
		return fmt.Errorf("%s was built by provc, so that handsets may use what --write stores there; --live says that this is meant", s.root)
	}
	return nil
}

func (s *simulator) open(root string) (server.Server, error) {
	o := s.options
	if s.serverUser != "" {
		o.Login = server.Login{User: s.serverUser, Password: os.Getenv("PROVC_SERVER_PASSWORD")}
	}
	return server.Open(root, o)
}

// one runs a script, once for each of what parameters may do that nobody knows.
func (s *simulator) one(ctx context.Context, what *script.Script, root, staging server.Server, passwords script.Passwords) (*script.Run, error) {
	v, ok := s.vendors.Find(what.Vendor).(vendor.Simulated)
	if !ok {
		return nil, fmt.Errorf("there are virtual handsets of %s, not of %q", strings.Join(simulated(s.vendors), " and "), what.Vendor)
	}
	identity, err := s.identity(what, passwords)
	if err != nil {
		return nil, err
	}
	steps := *what
	if asks, ok := v.(vendor.PhoneWriter); !strings.Contains(s.root, "://") && (!ok || asks.Password() == "") {
		// It is the server that asks these phones for a password, and a folder asks nobody.
		steps.Steps = slices.DeleteFunc(slices.Clone(steps.Steps), func(step script.Step) bool { return step.Wrong })
	}
	with := func(unknown bool) (*script.Run, error) {
		trace := &handset.Trace{}
		h, err := v.Handset(handset.Options{
			Server: server.Below(root, what.Folder), ID: mac(what.Phone), Model: what.Model, Trace: trace,
			RestartUnknown: unknown, Write: s.write,
			Known: s.known, ServedAs: strings.TrimSuffix(s.servedAs, "/"), Staging: staging, Identity: identity,
		})
		if err != nil {
			return nil, err
		}
		return steps.Run(ctx, h, trace, passwords, s.hides)
	}
	run, err := with(s.unknown == restarts)
	if err != nil || s.unknown != both || len(what.Steps) == 1 {
		return run, err
	}
	// What would be otherwise if they all did is told as warnings of the one run.
	if other, err := with(true); err == nil && other.Out != run.Out {
		for _, step := range other.Trace.Steps {
			if step.Kind == handset.Warning || step.Kind == handset.Fault {
				run.Trace.Warning("%s", step.Text)
			}
		}
	}
	return run, nil
}

// hides reports whether a value of a parameter may be a password, or holds one.
func (s *simulator) hides(parameter, text string) bool {
	return s.facts.Hides(artifact.Param{Name: parameter, Value: text}) || value.Masked(text) != text
}

// known reports whether secrets say that a password is the right one.
func (s *simulator) known(l server.Login) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.right[l.Password]
}

// identity is who a phone is that has its identity already.
func (s *simulator) identity(what *script.Script, passwords script.Passwords) (server.Login, error) {
	if what.Identity == "" {
		return server.Login{}, nil
	}
	name := what.Secret
	if name == "" {
		name = what.Identity
	}
	password, ok := passwords(name)
	if !ok {
		return server.Login{}, fmt.Errorf("the password of the phone %s is not known: secret %q has no value; --phone-secret names another", what.Identity, name)
	}
	return server.Login{User: what.Identity, Password: password}, nil
}

// mac is a MAC as provc writes it, of whatever form people know.
func mac(text string) string {
	return strings.ToLower(strings.NewReplacer(":", "", "-", "", ".", "").Replace(text))
}

func (s *simulator) print(cmd *cobra.Command, runs []*script.Run) error {
	out := cmd.OutOrStdout()
	if s.format == "json" {
		if err := script.WriteJSON(out, runs, s.hides); err != nil {
			return err
		}
	} else {
		colour, err := cli.Colourful(cmd, out)
		if err != nil {
			return err
		}
		if err := script.WriteText(out, runs, script.TextOptions{Colour: colour, Width: cli.Width(out)}); err != nil {
			return err
		}
	}
	fails := slices.ContainsFunc(runs, (*script.Run).Fails)
	if len(runs) > 1 {
		bad := 0
		for _, r := range runs {
			if r.Fails() {
				bad++
			}
		}
		cli.Summary(cmd, "%s simulated, %d with faults", cli.Count(len(runs), "handset"), bad)
	}
	if fails {
		return cli.ErrFindings
	}
	return nil
}
