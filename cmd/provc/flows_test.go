//go:build unix

package main

import (
	"bytes"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"provc/compiler/spectralink"
	"provc/recipes/ci"
)

// flow is the workflow of a forge in its repository.
type flow struct {
	*forge
	text   []byte
	run    func(text []byte, e event) (ran map[string]*job, failed map[string]error)
	ref    string // what main would be with the branch
	gitlab bool

	root    string // where phones fetch from
	secrets string
}

func newFlow(t *testing.T, name string) *flow {
	t.Helper()
	f := newForge(t, "provc init $REPOSITORY --ci "+name)
	text, err := os.ReadFile(filepath.Join("..", "..", "recipes", "ci", name, ci.Forges[name]))
	if err != nil {
		t.Fatal(err)
	}
	w := &flow{forge: f, text: text, gitlab: name == "gitlab", run: f.githubJobs, ref: "refs/pull/1/merge", root: filepath.Join(t.TempDir(), "tftp")}
	if w.gitlab {
		w.run = f.gitlabJobs
	}
	if err := os.Mkdir(w.root, 0o777); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	f.must(dir, "git clone -q "+f.origin+" .")
	w.secrets = madeUp(f.must(dir, "provc secrets list ./..."))
	return w
}

// madeUp are values for secrets that a list names.
func madeUp(list string) string {
	var b strings.Builder
	for _, name := range regexp.MustCompile(`(?m)^(line|login|phone)_\w+`).FindAllString(list, -1) {
		fmt.Fprintf(&b, "%s: \"%06d\"\n", name, b.Len()*7919%1000000)
	}
	return b.String()
}

// conditions are those of jobs, with the kinds of event for which they are true.
var conditions = map[string]string{
	`$CI_PIPELINE_SOURCE == "merge_request_event"`:                                               "request",
	`$DEPLOY_TO && $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH && $CI_PIPELINE_SOURCE != "schedule"`: "merge",
	`$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH`:                                                    "merge",
	`$DEPLOY_TO && $CI_PIPELINE_SOURCE == "schedule"`:                                            "night",

	"github.event_name == 'pull_request'": "request",
	"vars.DEPLOY_TO != '' && github.ref == 'refs/heads/main' && (github.event_name == 'push' || github.event_name == 'workflow_dispatch')": "merge",
	"vars.DEPLOY_TO != '' && github.event_name == 'schedule'":                                                                              "night",
}

// event is one of a kind, with nothing else that jobs know of it.
func newEvent(kind, ref string) event {
	e := event{ref: ref, env: map[string]string{}, values: map[string]string{}}
	for condition, when := range conditions {
		e.values[condition] = fmt.Sprint(when == kind)
	}
	return e
}

// review runs what a forge runs for a request to merge.
func (w *flow) review(fork, disruptive bool) (map[string]*job, map[string]error) {
	w.Helper()
	w.mu.Lock()
	w.readOnly = fork
	w.mu.Unlock()
	e := newEvent("request", w.ref)
	e.env["CI_MERGE_REQUEST_TARGET_BRANCH_NAME"] = "main"
	maps.Copy(e.values, map[string]string{
		"github.event.pull_request.head.repo.full_name == github.repository && github.actor != 'dependabot[bot]'": fmt.Sprint(!fork),
		"!contains(github.event.pull_request.labels.*.name, 'disruptive')":                                        fmt.Sprint(!disruptive),

		"github.base_ref": "main", "github.event.number": "1", "github.token": jobToken,
	})
	if !fork {
		e.env["PROVC_TOKEN"] = jobToken
	}
	if disruptive {
		e.env["CI_MERGE_REQUEST_LABELS"] = "wards,disruptive"
	}
	return w.run(w.text, e)
}

// deploy runs what a forge runs for what is merged.
func (w *flow) deploy(flags string) (*job, error) {
	w.Helper()
	return w.alone("deploy", w.onServer("merge", flags))
}

// drift runs what a forge runs each night.
func (w *flow) drift() (*job, error) {
	w.Helper()
	return w.alone("drift", w.onServer("night", ""))
}

// alone runs a job, and no other.
func (w *flow) alone(job string, e event) (*job, error) {
	w.Helper()
	ran, failed := w.run(w.text, e)
	if got := slices.Sorted(maps.Keys(ran)); !slices.Equal(got, []string{job}) {
		w.Fatalf("%s run, want %s", got, job)
	}
	return ran[job], failed[job]
}

// onServer is an event of main, with what jobs need to reach the server.
func (w *flow) onServer(kind, flags string) event {
	to, host := "phones@tftp.example:"+w.root, "tftp.example ssh-ed25519 AAAA"
	e := newEvent(kind, "main")
	maps.Copy(e.env, map[string]string{"DEPLOY_TO": to, "PROVC_FLAGS": flags})
	maps.Copy(e.values, map[string]string{
		"vars.DEPLOY_TO": to, "vars.DEPLOY_KNOWN_HOSTS": host, "secrets.DEPLOY_KEY": "a key", "secrets.PHONE_SECRETS": w.secrets,
		"inputs.flags": flags,
	})
	e.inEnv = map[string]string{"PHONE_SECRETS": w.secrets, "DEPLOY_KEY": "a key\n", "DEPLOY_KNOWN_HOSTS": host + "\n"}
	return e
}

// merge brings a branch to main.
func (w *flow) merge(branch string) {
	w.Helper()
	dir := w.TempDir()
	w.must(dir, "git clone -q "+w.origin+" . && git merge -q --no-ff -m Merge origin/"+branch+" && git push -q origin main")
}

// asItShouldBe compares the root with what one build of main makes.
func (w *flow) asItShouldBe() {
	w.Helper()
	dir := w.TempDir()
	w.must(dir, "git clone -q "+w.origin+" .")
	if err := os.WriteFile(filepath.Join(dir, "secrets.yaml"), []byte(w.secrets), 0o600); err != nil {
		w.Fatal(err)
	}
	w.must(dir, "provc build ./... -o "+w.root+" --secrets secrets.yaml --check")
	w.must(w.root, `[ -z "$(find . -path '*/.provc/next')" ]`)
}

// A forge tells reviewers what a request does, in one comment that is never about
// another state of it than it says.
func TestWorkflowsReview(t *testing.T) {
	if testing.Short() {
		t.Skip("many processes")
	}
	t.Parallel()
	for _, name := range slices.Sorted(maps.Keys(ci.Forges)) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newFlow(t, name)
			expect := func(jobs map[string]*job, failed map[string]error, want ...string) {
				t.Helper()
				if got := slices.Sorted(maps.Keys(jobs)); !slices.Equal(got, []string{"diff", "vet"}) {
					t.Fatalf("for a request, %s run", got)
				}
				if got := slices.Sorted(maps.Keys(failed)); !slices.Equal(got, want) {
					for name, j := range jobs {
						t.Logf("%s:\n%s", name, &j.log)
					}
					t.Fatalf("%s fail, want %s", got, want)
				}
			}

			w.commit("night", "sed -i 's/automaticLogout: 30/automaticLogout: 45/' wards/wards.cue")
			jobs, failed := w.review(false, false)
			expect(jobs, failed)
			said := w.said()
			if len(said) != 1 || !strings.HasPrefix(said[0].body, "<!-- provc diff -->\n\n") || !strings.Contains(said[0].body, "prov.login.automaticLogout") {
				t.Fatalf("the first comments are %+v", said)
			}
			id := said[0].id
			if w.gitlab {
				if page := jobs["diff"].read("diff.html"); !strings.Contains(page, "prov.login.automaticLogout") {
					t.Error("the page does not tell of the change")
				}
			}
			if !strings.Contains(jobs["vet"].read("provc.sarif"), `"2.1.0"`) || !strings.Contains(jobs["vet"].read("provc.xml"), "<testsuite") {
				t.Error("the reports are none")
			}

			// Somebody can no longer log in: the comment is another, and the job asks for a label.
			w.commit("night", "sed -i '/^bo,/d' wards/people.csv")
			jobs, failed = w.review(false, false)
			expect(jobs, failed, "diff")
			jobs["diff"].says(`--fail-on loses-profile`)
			said = w.said()
			if len(said) != 2 || said[0].id != id || said[1].id != id {
				t.Fatalf("then the comments are %+v", said)
			}
			if !strings.HasPrefix(said[0].body, "<!-- provc diff -->\n> **Out of date.**") || !strings.Contains(said[0].body, "prov.login.automaticLogout") {
				t.Errorf("meanwhile it says %.200q", said[0].body)
			}
			if strings.Contains(said[1].body, "Out of date") || !strings.Contains(said[1].body, "bo") {
				t.Errorf("in the end it says %.200q", said[1].body)
			}
			jobs, failed = w.review(false, true)
			expect(jobs, failed)
			w.said()

			// What is wrong is told at its line.
			w.commit("night", "sed -i 's/automaticLogout: 45/automaticLogout: \"x\"/' wards/wards.cue")
			jobs, failed = w.review(false, false)
			expect(jobs, failed, "diff", "vet")
			if w.gitlab {
				if report := jobs["vet"].read("quality.json"); !strings.Contains(report, `"wards/wards.cue"`) {
					t.Errorf("the report is %s", report)
				}
			} else {
				jobs["vet"].says(`(?m)^::error file=wards/wards.cue,line=\d+`)
			}
			said = w.said()
			if len(said) != 2 || said[1].id != id || !strings.Contains(said[1].body, "prov.login.automaticLogout") || strings.Contains(said[1].body, "Out of date") {
				t.Fatalf("of what is wrong the comments are %+v", said)
			}
			w.commit("night", "sed -i 's/automaticLogout: \"x\"/automaticLogout: 45/' wards/wards.cue")

			// From a fork nothing can be written.
			jobs, failed = w.review(true, true)
			expect(jobs, failed)
			if said := w.said(); len(said) > 0 {
				t.Errorf("from a fork %+v is written", said)
			}
			if !w.gitlab {
				summary, err := os.ReadFile(filepath.Join(jobs["diff"].home, "GITHUB_STEP_SUMMARY"))
				if err != nil || !strings.Contains(string(summary), "prov.login.automaticLogout") {
					t.Errorf("the summary says %s: %v", summary, err)
				}
			}

			// Artifacts that are in git have to be those of the sources.
			w.commit("artifacts", "cat > artifacts.yaml <<'end'\n"+w.secrets+"end\nchmod 600 artifacts.yaml; provc build ./... -o artifacts --secrets artifacts.yaml -q")
			jobs, failed = w.review(false, true)
			expect(jobs, failed)
			w.commit("artifacts", "sed -i 's/automaticLogout: 30/automaticLogout: 45/' wards/wards.cue")
			jobs, failed = w.review(false, true)
			expect(jobs, failed, "vet")
			jobs["vet"].says(`changed artifacts/wards/site.cfg`)
		})
	}
}

// atWork are phones that read and write in a root.
type atWork struct {
	root  string
	stop  chan bool
	wrong chan error
	looks int
}

// phonesAt has phones read and write in a root until they are asked how it was.
func phonesAt(root string) *atWork {
	p := &atWork{root: root, stop: make(chan bool), wrong: make(chan error, 1)}
	go func() {
		wrong := error(nil)
		kept := ""
		for {
			select {
			case <-p.stop:
				p.wrong <- wrong
				return
			default:
			}
			err := p.look()
			if err == nil {
				kept, err = p.write(kept)
			}
			if wrong == nil {
				wrong = err
			}
			time.Sleep(time.Millisecond)
		}
	}()
	return p
}

// done is what was wrong while phones were at work.
func (p *atWork) done() error {
	close(p.stop)
	return <-p.wrong
}

var masterName = regexp.MustCompile(`^[0-9a-f]{12}\.cfg$`)

// look reads the files that phones read first, and whether those are there that they name.
func (p *atWork) look() error {
	masters, _ := filepath.Glob(filepath.Join(p.root, "wards", "*.cfg"))
	for _, name := range masters {
		if !masterName.MatchString(filepath.Base(name)) {
			continue
		}
		text, err := os.ReadFile(name)
		if err != nil {
			continue // it went
		}
		params, err := spectralink.ReadParams(text)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		for _, param := range params {
			if param.Name != "CONFIG_FILES" {
				continue
			}
			for file := range strings.SplitSeq(param.Value, ",") {
				if _, err := os.Stat(filepath.Join(p.root, "wards", strings.TrimSpace(file))); err == nil {
					continue
				}
				if again, err := os.ReadFile(name); err == nil && bytes.Equal(again, text) {
					return fmt.Errorf("%s names %s, which is not there", name, file)
				}
			}
		}
	}
	p.looks += len(masters)
	return nil
}

// write is what a handset keeps for who is logged in. Nobody else may touch that.
func (p *atWork) write(kept string) (string, error) {
	name := filepath.Join(p.root, "wards", "people", "ana-phone.cfg")
	if _, err := os.Stat(filepath.Dir(name)); err != nil {
		return "", nil
	}
	if was, err := os.ReadFile(name); kept != "" && (err != nil || string(was) != kept) {
		return kept, fmt.Errorf("%s is %q, and was %q: %w", name, was, kept, err)
	}
	kept = fmt.Sprintf("<localcfg n=\"%d\"/>\n", p.looks)
	return kept, os.WriteFile(name, []byte(kept), 0o666)
}

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
			deploy := func(flags, want string) {
				t.Helper()
				j, err := w.deploy(flags)
				if (err != nil) != (want == "root-file-edited") {
					t.Fatalf("deploying: %v\n%s", err, &j.log)
				}
				j.says(want)
				for _, line := range strings.Split(strings.TrimSpace(w.secrets), "\n") {
					if value := strings.Trim(strings.Fields(line)[1], `"`); strings.Contains(j.log.String(), value) {
						t.Errorf("a secret is in the log:\n%s", &j.log)
					}
				}
			}
			deploy("", "")
			w.asItShouldBe()

			// A group and a person come, another person goes.
			w.commit("surgery", `sed -i 's/"00907a0e7f03": {group: "maternity"/"00907a0e7f03": {group: "surgery"/; s/^		maternity: _ward/		surgery: _ward \& {label: "Surgery"}\n&/' wards/wards.cue
				sed -i 's/^bo,.*/gil,Gil Gold,4012/' wards/people.csv`)
			w.secrets += "login_gil: \"112358\"\n"
			w.merge("surgery")
			deploy("", "")
			w.asItShouldBe()

			// What somebody has edited on the server stays, until somebody has looked.
			site := filepath.Join(w.root, "wards", "site.cfg")
			text, err := os.ReadFile(site)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(site, append(text, ' '), 0o644); err != nil {
				t.Fatal(err)
			}
			w.commit("quiet", "sed -i 's/automaticLogout: 30/automaticLogout: 45/' wards/wards.cue")
			w.merge("quiet")
			before := readRoots(t, w.root)
			deploy("", "root-file-edited")
			after := readRoots(t, w.root)
			for name := range before {
				if before[name] != after[name] && !strings.HasSuffix(name, "-phone.cfg") {
					t.Errorf("%s has changed", name)
				}
			}
			deploy("--force", "")
			w.asItShouldBe()

			// Each night somebody asks what people have changed at their handsets.
			if j, err := w.drift(); err != nil {
				t.Errorf("at night: %v\n%s", err, &j.log)
			}
			dora := filepath.Join(w.root, "wards", "people", "dora-phone.cfg")
			if err := os.WriteFile(dora, []byte("<localcfg up.idleTimeout=\"77\"/>\n"), 0o666); err != nil {
				t.Fatal(err)
			}
			j, err := w.drift()
			told := ""
			if w.gitlab {
				told = j.read("drift.md")
			} else if text, err := os.ReadFile(j.env["GITHUB_STEP_SUMMARY"]); err == nil {
				told = string(text)
			}
			if err == nil || !strings.Contains(told, "up.idleTimeout") {
				t.Errorf("what dora has set is told so: %v\n%s\n%s", err, told, &j.log)
			}

			// A package goes: its files stay until that is asked for.
			w.commit("desks", "git rm -rq desks")
			w.merge("desks")
			deploy("", "root-gone")
			if _, err := os.Stat(filepath.Join(w.root, "desks", "default.xml")); err != nil {
				t.Error(err)
			}
			deploy("--prune", "")
			if _, err := os.Stat(filepath.Join(w.root, "desks", "default.xml")); err == nil {
				t.Error("files of a package that is gone are there")
			}
			w.asItShouldBe()
			if err := phones.done(); err != nil || phones.looks < 100 {
				t.Errorf("phones have looked at %d files: %v", phones.looks, err)
			}
		})
	}
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
	w.commit("surgery", `sed -i 's/"00907a0e7f03": {group: "maternity"/"00907a0e7f03": {group: "surgery"/; s/^		maternity: _ward/		surgery: _ward \& {label: "Surgery"}\n&/' wards/wards.cue
		sed -i 's/^	users: dora: _lead & {/&\n		contacts: [{fn: "Ana", ct: "4011"}]/' wards/wards.cue
		sed -i 's/^bo,.*/gil,Gil Gold,4012/' wards/people.csv`)
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
		j, err := w.byHand("surgery", fmt.Sprintf("echo >> %s; [ $(wc -l < %s) -le %d ]", count, count, calls))
		if whole = err == nil; whole {
			continue
		}
		if j, err = w.byHand("main", ""); err != nil {
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
