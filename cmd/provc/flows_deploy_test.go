//go:build unix

package main

import (
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"provc/recipes/ci"
	"slices"
	"strings"
	"testing"
)

// What is merged comes to the server while phones read and write there.
func TestWorkflowsDeploy(t *testing.T) {
	if testing.Short() {
		t.Skip("many processes")
	}
	t.Parallel()
	for _, name := range slices.Sorted(maps.Keys(ci.Forges)) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newFlow(t, name)
			phones := phonesAt(w.root)
			w.deployed("", "")
			w.asItShouldBe()

			// A group and a person come, another person goes.
			w.commit("surgery", surgery)
			w.secrets += "login_gil: \"112358\"\n"
			w.merge("surgery")
			w.deployed("", "")
			w.asItShouldBe()

			w.editedOnServer()
			w.drifts()
			w.packageGoes()
			if err := phones.done(); err != nil || phones.looks < 100 {
				t.Errorf("phones have looked at %d files: %v", phones.looks, err)
			}
		})
	}
}

// surgery brings a group and a person, and takes another person.
const surgery = `sed -i 's/"00907a0e7f03": {group: "maternity"/"00907a0e7f03": {group: "surgery"/; s/^		maternity: _ward/		surgery: _ward \& {label: "Surgery"}\n&/' wards/wards.cue
	sed -i 's/^bo,.*/gil,Gil Gold,4012/' wards/people.csv
`

// deployed runs what a forge runs for what is merged, and finds no secret in its log. It
// fails where something is edited on the server, and says something.
func (w *flow) deployed(flags, want string) {
	w.Helper()
	j, err := w.deploy(flags)
	if (err != nil) != (want == "root-file-edited") {
		w.Fatalf("deploying: %v\n%s", err, &j.log)
	}
	j.says(want)
	for _, line := range strings.Split(strings.TrimSpace(w.secrets), "\n") {
		if value := strings.Trim(strings.Fields(line)[1], `"`); strings.Contains(j.log.String(), value) {
			w.Errorf("a secret is in the log:\n%s", &j.log)
		}
	}
}

// editedOnServer is a file that stays until somebody has looked.
func (w *flow) editedOnServer() {
	w.Helper()
	site := filepath.Join(w.root, "wards", "site.cfg")
	text, err := os.ReadFile(site)
	if err != nil {
		w.Fatal(err)
	}
	if err := os.WriteFile(site, append(text, ' '), 0o644); err != nil {
		w.Fatal(err)
	}
	w.commit("quiet", "sed -i 's/automaticLogout: 30/automaticLogout: 45/' wards/wards.cue")
	w.merge("quiet")
	before := readRoots(w.T, w.root)
	w.deployed("", "root-file-edited")
	after := readRoots(w.T, w.root)
	for name := range before {
		if before[name] != after[name] && !strings.HasSuffix(name, "-phone.cfg") {
			w.Errorf("%s has changed", name)
		}
	}
	w.deployed("--force", "")
	w.asItShouldBe()
}

// drifts asks, as each night, what people have changed at their handsets.
func (w *flow) drifts() {
	w.Helper()
	if j, err := w.drift(); err != nil {
		w.Errorf("at night: %v\n%s", err, &j.log)
	}
	dora := filepath.Join(w.root, "wards", "people", "dora-phone.cfg")
	if err := os.WriteFile(dora, []byte("<localcfg up.idleTimeout=\"77\"/>\n"), 0o666); err != nil {
		w.Fatal(err)
	}
	j, err := w.drift()
	told := j.summary
	if w.gitlab {
		told = func() string { return j.read("drift.md") }
	}
	if told := told(); err == nil || !strings.Contains(told, "up.idleTimeout") {
		w.Errorf("what dora has set is told so: %v\n%s\n%s", err, told, &j.log)
	}
}

// packageGoes has files of a package that is gone stay until it is asked for.
func (w *flow) packageGoes() {
	w.Helper()
	w.commit("desks", "git rm -rq desks")
	w.merge("desks")
	w.deployed("", "root-gone")
	if _, err := os.Stat(filepath.Join(w.root, "desks", "default.xml")); err != nil {
		w.Error(err)
	}
	w.deployed("--prune", "")
	if _, err := os.Stat(filepath.Join(w.root, "desks", "default.xml")); err == nil {
		w.Error("files of a package that is gone are there")
	}
	w.asItShouldBe()
}

// byHand runs the script that deploys, on a clone of a branch.
func (w *flow) byHand(branch, hook string) (*job, error) {
	w.Helper()
	j := w.newJob("deploy", branch, false)
	provc, err := exec.LookPath("provc")
	if err != nil {
		w.Fatal(err)
	}
	j.path = filepath.Dir(provc) + string(filepath.ListSeparator) + w.path
	j.env["HOOK"] = hook
	if err := os.WriteFile(filepath.Join(j.dir, "secrets.yaml"), []byte(w.secrets), 0o600); err != nil {
		w.Fatal(err)
	}
	return j, j.step([]string{"sh", "-ec"}, `sh ci/deploy.sh "phones@tftp.example:`+w.root+`" --secrets secrets.yaml`, nil)
}

// Wherever a deployment stops, phones find all that a file names, and what another
// commit deploys next leaves nothing of it behind.
func TestDeployStopped(t *testing.T) {
	if testing.Short() {
		t.Skip("many processes")
	}
	t.Parallel()
	w := newFlow(t, "github")
	w.commit("surgery", surgery+`sed -i 's/^	users: dora: _lead & {/&\n		contacts: [{fn: "Ana", ct: "4011"}]/' wards/wards.cue`)
	w.secrets += "login_gil: \"112358\"\n"
	if j, err := w.byHand("main", ""); err != nil {
		t.Fatalf("%v\n%s", err, &j.log)
	}
	w.asItShouldBe()
	phones := phonesAt(w.root)
	calls := 0
	for whole := false; !whole; calls++ {
		// The connection is lost at the next call.
		count := filepath.Join(t.TempDir(), "count")
		_, err := w.byHand("surgery", fmt.Sprintf("echo >> %s; [ $(wc -l < %s) -le %d ]", count, count, calls))
		if whole = err == nil; whole {
			continue
		}
		if j, err := w.byHand("main", ""); err != nil {
			t.Fatalf("after a stop at call %d: %v\n%s", calls, err, &j.log)
		}
		w.asItShouldBe()
		if gil, err := os.Stat(filepath.Join(w.root, "wards", "people", "gil.cfg")); err == nil {
			t.Errorf("after a stop at call %d, %s stays", calls, gil.Name())
		}
	}
	if calls < 12 {
		t.Errorf("only %d calls", calls)
	}
	w.merge("surgery")
	w.must(w.root, "touch -d '2 hours ago' .provc-seeds.*")
	if j, err := w.byHand("main", ""); err != nil {
		t.Fatalf("%v\n%s", err, &j.log)
	}
	w.asItShouldBe()
	if left, _ := filepath.Glob(filepath.Join(w.root, ".provc-*")); len(left) > 0 {
		t.Errorf("%s are left", left)
	}
	if err := phones.done(); err != nil {
		t.Error(err)
	}
}

// A contact directory that a handset writes while its first one is on the way stays.
func TestDeploySeeds(t *testing.T) {
	if testing.Short() {
		t.Skip("many processes")
	}
	t.Parallel()
	w := newFlow(t, "gitlab")
	w.commit("contacts", `sed -i 's/^	users: dora: _lead & {/&\n		contacts: [{fn: "Ana", ct: "4011"}]/' wards/wards.cue
		sed -i 's/^	params: {/	contacts: [{fn: "Bo", ct: "4012"}]\n&/' wards/wards.cue`)
	w.merge("contacts")
	dora, all := filepath.Join(w.root, "wards", "people", "dora-directory.xml"), filepath.Join(w.root, "wards", "000000000000-directory.xml")
	j, err := w.byHand("main", `case $1 in *"ln "*) echo hers > `+dora+`; esac`)
	if err != nil {
		t.Fatalf("%v\n%s", err, &j.log)
	}
	if text, err := os.ReadFile(dora); err != nil || string(text) != "hers\n" {
		t.Errorf("her contacts are %q: %v", text, err)
	}
	if text, err := os.ReadFile(all); err != nil || !strings.Contains(string(text), "Bo") {
		t.Errorf("those of all are %q: %v", text, err)
	}
	w.asItShouldBe()
}
