//go:build unix

package main

import (
	"maps"
	"provc/recipes/ci"
	"slices"
	"strings"
	"testing"
)

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
			id := w.firstComment()
			w.nextComment(id)
			w.broken(id)
			w.fromFork()
			w.committedArtifacts()
		})
	}
}

// reviewed runs what a forge runs for a request to merge. These jobs of it should fail.
func (w *flow) reviewed(fork, disruptive bool, want ...string) map[string]*job {
	w.Helper()
	jobs, failed := w.review(fork, disruptive)
	if got := slices.Sorted(maps.Keys(jobs)); !slices.Equal(got, []string{"diff", "vet"}) {
		w.Fatalf("for a request, %s run", got)
	}
	if got := slices.Sorted(maps.Keys(failed)); !slices.Equal(got, want) {
		for name, j := range jobs {
			w.Logf("%s:\n%s", name, &j.log)
		}
		w.Fatalf("%s fail, want %s", got, want)
	}
	return jobs
}

const outOfDate = "<!-- provc diff -->\n> **Out of date.**"

// firstComment is of a change that anybody may make.
func (w *flow) firstComment() (id int) {
	w.Helper()
	w.commit("night", "sed -i 's/automaticLogout: 30/automaticLogout: 45/' wards/wards.cue")
	jobs := w.reviewed(false, false)
	said := w.said()
	if len(said) != 1 || !strings.HasPrefix(said[0].body, "<!-- provc diff -->\n\n") || !strings.Contains(said[0].body, "prov.login.automaticLogout") {
		w.Fatalf("the first comments are %+v", said)
	}
	if w.gitlab {
		if page := jobs["diff"].read("diff.html"); !strings.Contains(page, "prov.login.automaticLogout") {
			w.Error("the page does not tell of the change")
		}
	}
	if !strings.Contains(jobs["vet"].read("provc.sarif"), `"2.1.0"`) || !strings.Contains(jobs["vet"].read("provc.xml"), "<testsuite") {
		w.Error("the reports are none")
	}
	return said[0].id
}

// nextComment is of one after which somebody can no longer log in: the comment is another,
// and the job asks for a label.
func (w *flow) nextComment(id int) {
	w.Helper()
	w.commit("night", "sed -i '/^bo,/d' wards/people.csv")
	w.reviewed(false, false, "diff")["diff"].says(`--fail-on loses-profile`)
	said := w.said()
	if len(said) != 2 || said[0].id != id || said[1].id != id {
		w.Fatalf("then the comments are %+v", said)
	}
	if !strings.HasPrefix(said[0].body, outOfDate) || !strings.Contains(said[0].body, "prov.login.automaticLogout") {
		w.Errorf("meanwhile it says %.200q", said[0].body)
	}
	if strings.Contains(said[1].body, "Out of date") || !strings.Contains(said[1].body, "bo") {
		w.Errorf("in the end it says %.200q", said[1].body)
	}
	w.reviewed(false, true)
	w.said()
}

// broken is what is told of a change that does not compile, at its line and in the comment.
func (w *flow) broken(id int) {
	w.Helper()
	w.commit("night", "sed -i 's/automaticLogout: 45/automaticLogout: \"x\"/' wards/wards.cue")
	jobs := w.reviewed(false, false, "diff", "vet")
	if w.gitlab {
		if report := jobs["vet"].read("quality.json"); !strings.Contains(report, `"wards/wards.cue"`) {
			w.Errorf("the report is %s", report)
		}
	} else {
		jobs["vet"].says(`(?m)^::error file=wards/wards.cue,line=\d+`)
	}
	said := w.said()
	if len(said) != 2 || said[1].id != id || !strings.Contains(said[1].body, "prov.login.automaticLogout") || strings.Contains(said[1].body, "Out of date") {
		w.Fatalf("of what is wrong the comments are %+v", said)
	}
	w.commit("night", "sed -i 's/automaticLogout: \"x\"/automaticLogout: 45/' wards/wards.cue")
}

// fromFork is a request for which nothing can be written.
func (w *flow) fromFork() {
	w.Helper()
	jobs := w.reviewed(true, true)
	if said := w.said(); len(said) > 0 {
		w.Errorf("from a fork %+v is written", said)
	}
	if w.gitlab {
		return
	}
	if summary := jobs["diff"].summary(); !strings.Contains(summary, "prov.login.automaticLogout") {
		w.Errorf("the summary says %s", summary)
	}
}

// committedArtifacts have to be those of the sources.
func (w *flow) committedArtifacts() {
	w.Helper()
	w.commit("artifacts", "cat > artifacts.yaml <<'end'\n"+w.secrets+"end\nchmod 600 artifacts.yaml; provc build ./... -o artifacts --secrets artifacts.yaml -q")
	w.reviewed(false, true)
	w.commit("artifacts", "sed -i 's/automaticLogout: 30/automaticLogout: 45/' wards/wards.cue")
	w.reviewed(false, true, "vet")["vet"].says(`changed artifacts/wards/site.cfg`)
}
