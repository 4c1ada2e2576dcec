package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"provc/compiler"
	"provc/compiler/artifact"
	"provc/compiler/catalogue"
	"provc/compiler/catalogue/settings"
	"provc/compiler/diag"
	"provc/compiler/diff"
	"provc/compiler/fleet"
	"provc/compiler/output"
	"provc/compiler/value"
	"provc/compiler/vendor"
	"provc/compiler/vendors"
)

// trial is a vendor with the core methods and nothing else: its phones read a file
// of all, lines of "name = value", then one of their own, and cannot be logged in
// to.
type trial struct {
	schema *catalogue.Schema
	checks *diag.Set
	silent *diag.Check
}

func newTrial(t *testing.T) *trial {
	t.Helper()
	schema, err := catalogue.Open(fstest.MapFS{
		"trial/deployment.cue": {Data: []byte(`package trial

#Deployment: {
	vendor: "trial"
	folder: *"phones" | string
	params?: #Params
	phones?: [string]: #Phone
}

#Phone: params?: #Params

#Params: {
	// How loud it rings.
	volume?: #Volume @param(default=3,home=all.conf,restart=yes)
	greeting?: string @param(home=all.conf,restart=no)
}

#Volume: int & >=0 & <=9 | error("must be from 0 to 9")
`)},
	}, "trial")
	if err != nil {
		t.Fatal(err)
	}
	v := &trial{schema: schema, checks: diag.NewSet("Trial", fstest.MapFS{
		"checks/trial-silent.txtar": {Data: []byte("severity: warning\nsince: 0.1\n\nA phone never rings.\n\nNobody hears it.\n")},
	})}
	v.silent = v.checks.New("trial-silent")
	return v
}

func (v *trial) Name() string              { return "trial" }
func (v *trial) Schema() *catalogue.Schema { return v.schema }
func (v *trial) Checks() *diag.Set         { return v.checks }

type trialDecoder struct {
	settings.Checker
	memory value.Arena
}

func (d *trialDecoder) Reset() {
	d.Checker.Reset()
	d.memory.Reset()
}

func (d *trialDecoder) params(n *value.Node) []artifact.Param {
	var params []artifact.Param
	for _, s := range d.Settings[n.Get("params")] {
		params = append(params, artifact.Param{Name: s.Name, Value: s.Node.Text, Pos: s.Pos})
	}
	return params
}

func (v *trial) Compile(in *value.Deployment) (vendor.Compiled, diag.List) {
	decoder := func(checked bool) *trialDecoder {
		return &trialDecoder{Checker: settings.Checker{Schema: v.schema, Subject: "trial phones", Checked: checked}}
	}
	dec, root, phones := decoder(false), in.Frame("phones"), in.Entities("phones")
	dec.Check(root)
	findings := dec.Findings
	folder := root.Get("folder").Str("")
	file := func(name, entity string, params []artifact.Param, pos diag.Pos) *artifact.File {
		return &artifact.File{Path: path.Join(folder, name), Owner: in.Name, Entity: entity, Params: params, Format: writeTrial, Pos: pos}
	}
	all := fleet.New(in.Name, decoder)
	own := all.Files(fleet.Files{}, func(d *trialDecoder, i int) *artifact.File {
		f, _ := phones.At(i, &d.memory)
		d.Entity("phones", f)
		return file(f.Label+".conf", f.Label, d.params(f.Value), f.Pos)
	})
	for _, found := range fleet.Pass(all, phones, func() *diag.List { return new(diag.List) }, func(found *diag.List, l *fleet.Look[*trialDecoder], i int) {
		f, wrong := phones.At(i, &l.Decoder.memory)
		if wrong != nil {
			found.Add(*wrong)
			return
		}
		l.Decoder.Entity("phones", f)
		found.Add(l.Decoder.Findings...)
		for _, p := range l.Decoder.params(f.Value) {
			if p.Name == "volume" && p.Value == "0" {
				found.Add(v.silent.At(p.Pos, "phone %s never rings", f.Label))
			}
		}
		l.List(own, path.Join(folder, f.Label+".conf"), f.Label, i)
	}) {
		findings.Add(*found...)
	}
	return vendor.Compiled{Files: []*artifact.File{file("all.conf", "", dec.params(root), in.Pos)}, Made: all.Made, Phones: fleet.Phones(phones, "", nil)}, findings
}

func writeTrial(params []artifact.Param) ([]byte, error) {
	var b bytes.Buffer
	for _, p := range params {
		fmt.Fprintf(&b, "%s = %s\n", p.Name, p.Value)
	}
	return b.Bytes(), nil
}

func (v *trial) Read(name string, data []byte) ([]artifact.Param, error) {
	if path.Ext(name) != ".conf" {
		return nil, vendor.ErrForeign
	}
	var params []artifact.Param
	for n, line := range strings.Split(strings.TrimSpace(string(data)), "\n") {
		name, said, ok := strings.Cut(line, " = ")
		if !ok {
			return nil, fmt.Errorf("line %d has no =", n+1)
		}
		params = append(params, artifact.Param{Name: name, Value: said})
	}
	return params, nil
}

func (v *trial) Readers(root artifact.Root) artifact.Readers {
	r := artifact.Readers{
		Roles:     map[string]artifact.Role{},
		Login:     func(func(string) string) bool { return false },
		Registers: func(string) bool { return false },
		Lines:     func(func(string) string) []string { return nil },
	}
	for _, p := range root.Paths() {
		if path.Ext(p) != ".conf" {
			continue
		}
		all := path.Join(path.Dir(p), "all.conf")
		r.Roles[p] = artifact.RoleParams
		if p != all {
			r.Handsets = append(r.Handsets, artifact.Reader{ID: strings.TrimSuffix(path.Base(p), ".conf"), Folder: path.Dir(p), Files: []string{p, all}})
		}
	}
	return r
}

// A third vendor compiles, is compared and is listed with nothing but itself in the
// list of vendors.
func TestThirdVendor(t *testing.T) {
	t.Parallel()
	all := append(vendors.All(), newTrial(t))
	build := func(volume string) (*compiler.Result, string) {
		dir := t.TempDir()
		text := "package p\n\nimport \"provc.internal/schema/trial\"\n\nlab: trial.#Deployment & {\n\tparams: {volume: " + volume + ", greeting: \"hi\"}\n\tphones: a: params: volume: 0\n\tphones: b: {}\n}\n"
		if err := os.WriteFile(filepath.Join(dir, "p.cue"), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		r, err := compiler.Compile(t.Context(), compiler.Options{Dir: dir, Vendors: all})
		if err != nil {
			t.Fatal(err)
		}
		root := filepath.Join(dir, "root")
		if !r.Findings.HasErrors() {
			if _, err := output.Write(t.Context(), r.Packages[0].Tree, output.Options{Root: root, Package: "p", NoSync: true}); err != nil {
				t.Fatal(err)
			}
		}
		return r, root
	}
	found := func(r *compiler.Result) string {
		var b bytes.Buffer
		diag.WriteText(&b, r.Findings, diag.TextOptions{})
		return b.String()
	}

	loud, _ := build("12")
	if got := found(loud); !strings.Contains(got, "p.cue:6:19: error: volume must be from 0 to 9: found 12") {
		t.Errorf("of a value that is not allowed it says\n%s", got)
	}
	r, root := build("5")
	if got := found(r); got != "p.cue:7:21: warning: phone a never rings [trial-silent]\n" {
		t.Errorf("it says\n%s", got)
	}
	for name, want := range map[string]string{"all.conf": "volume = 5\ngreeting = hi\n", "a.conf": "volume = 0\n", "b.conf": ""} {
		if got, err := os.ReadFile(filepath.Join(root, "phones", name)); err != nil || string(got) != want {
			t.Errorf("%s holds %q, %v", name, got, err)
		}
	}

	later, laterRoot := build("6")
	folder := func(dir string) *diff.Side {
		s, err := diff.Folder(dir, all)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	for what, sides := range map[string][2]*diff.Side{
		"folders":  {folder(root), folder(laterRoot)},
		"packages": {diff.Compiled("old", "", all, r.Parts()...), diff.Compiled("new", "", all, later.Parts()...)},
	} {
		var b bytes.Buffer
		d := diff.Compare(sides[0], sides[1], diff.Options{})
		if err := diff.WriteText(&b, d, diff.TextOptions{}); err != nil {
			t.Fatal(err)
		}
		for _, want := range []string{"~ volume: 5 → 6", "handset b in phones (1 handset has a value of its own) · restart · at boot"} {
			if !strings.Contains(b.String(), want) {
				t.Errorf("%s: no %q in\n%s", what, want, b.String())
			}
		}
	}
	if _, err := diff.Folder(t.TempDir(), vendor.List{newTrial(t)}); err == nil || !strings.HasSuffix(err.Error(), "is no provisioning root: no handset finds anything in it") {
		t.Errorf("of an empty folder it says %v", err)
	}

	if got := strings.Join(all.Names(), " "); got != "cisco spectralink trial" {
		t.Errorf("the vendors are %s", got)
	}
	var listed bytes.Buffer
	cmd := paramsCommand(all)
	cmd.SetOut(&listed)
	cmd.SetArgs([]string{"volume"})
	if err := cmd.Execute(); err != nil || !strings.Contains(listed.String(), "volume (trial)\n    about     How loud it rings.\n    write     volume: 3\n    value     must be from 0 to 9\n    default   3\n") {
		t.Errorf("params lists %q, %v", listed.String(), err)
	}
	var explained bytes.Buffer
	cmd = checksCommand(all)
	cmd.SetOut(&explained)
	cmd.SetArgs([]string{"trial-silent"})
	if err := cmd.Execute(); err != nil || !strings.Contains(explained.String(), "A phone never rings.") {
		t.Errorf("the check is explained as %q, %v", explained.String(), err)
	}
	dir := t.TempDir()
	cmd = vendorCommand(all)
	cmd.SetArgs([]string{dir})
	if err := errors.Join(os.MkdirAll(filepath.Join(dir, "cue.mod"), 0o777), os.WriteFile(filepath.Join(dir, "cue.mod", "module.cue"), nil, 0o666), cmd.Execute()); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(dir, "cue.mod/pkg/provc.internal/schema/trial/deployment.cue")); err != nil {
		t.Error("the schema is not copied")
	}
}
