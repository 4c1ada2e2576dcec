// Package rehearsal says what is to be tried on handsets before people use them: for
// each that a deployment lists, the steps for a virtual handset and what must hold after
// each, and a list for whoever walks to the ward.
package rehearsal

import (
	"bytes"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"provc/compiler/artifact"
	"provc/compiler/effective"
	"provc/compiler/handset"
	"provc/compiler/handset/script"
)

// Fleet is the handsets of a vendor, and what must hold on them.
type Fleet struct {
	Vendor  string
	Phones  []artifact.Phone
	Root    artifact.Root      // that packages compile to
	Account *effective.Account // of it
	// Hides reports whether a value of a parameter may be a password, or holds one: the
	// files lie in git.
	Hides func(parameter, value string) bool
	// Takes reports whether a phone of a model takes a parameter.
	Takes func(model, parameter string) bool

	// Password is the parameter of people's profiles by which they log in; empty where
	// Credentials say it.
	Password    string
	Credentials []artifact.Credential
}

// Boots are scripts that switch each handset on, and no more.
func (f *Fleet) Boots() []script.Script {
	var all []script.Script
	for _, p := range f.Phones {
		s := f.script(p)
		s.Steps = []script.Step{{Do: script.Boot}}
		all = append(all, s)
	}
	return all
}

func (f *Fleet) script(p artifact.Phone) script.Script {
	return script.Script{Vendor: f.Vendor, Phone: p.MAC, Folder: p.Folder, Label: p.Label, Model: p.Model, Identity: p.Identity, Secret: p.Password.Secret}
}

// Scripts have each handset boot, and somebody log in with a wrong password and the
// right one, and out. Who it is differs from handset to handset, so that all people have
// their turn where there are enough handsets.
func (f *Fleet) Scripts() []script.Script {
	var all []script.Script
	turn := map[string]int{} // by where people log in
	for _, p := range f.Phones {
		s := f.script(p)
		h := f.handset(p)
		if h == nil {
			continue // nothing is for it: the checks of a package say so
		}
		idle := f.expect(p.Model, &h.View)
		s.Steps = append(s.Steps, script.Step{Do: script.Boot, Expect: idle})
		people := slices.Sorted(maps.Keys(f.Account.People[h.Users]))
		if h.LogsIn() && len(people) > 0 {
			who := people[turn[h.Users]%len(people)]
			turn[h.Users]++
			person := f.Account.People[h.Users][who]
			view := h.As(person)
			if name := f.secret(who, &view); name != "" {
				refused := &script.Expect{Outcome: handset.Refused, User: new(string), Params: idle.Params}
				in := f.expect(p.Model, &view)
				in.Outcome, in.User = handset.Done, &who
				s.Steps = append(s.Steps,
					script.Step{Do: script.LogIn, User: who, Secret: name, Wrong: true, Expect: refused},
					script.Step{Do: script.LogIn, User: who, Secret: name, Expect: in},
					script.Step{Do: script.LogOut, Expect: idle})
			}
		}
		all = append(all, s)
	}
	return all
}

// handset is what the account knows a phone as.
func (f *Fleet) handset(p artifact.Phone) *effective.Handset {
	folder := p.Folder
	if folder == "" {
		folder = "."
	}
	for _, id := range []string{p.Identity, p.MAC} {
		if id != "" {
			if h := f.Account.Handset(effective.Key{Folder: folder, ID: id}); h != nil {
				return h
			}
		}
	}
	return nil
}

// secret is the name of a person's password.
func (f *Fleet) secret(who string, view *effective.View) string {
	if f.Password != "" {
		s, _ := view.Get(f.Password)
		return s.Secret
	}
	for _, c := range f.Credentials {
		if c.Entity == who {
			return c.Password.Secret
		}
	}
	return ""
}

// expect is what must hold on a handset. What a secret stands for is not written down,
// and what a master file says is no parameter.
func (f *Fleet) expect(model string, v *effective.View) *script.Expect {
	e := &script.Expect{Outcome: handset.Done, Params: map[string]string{}}
	for name, settings := range v.All() {
		s := settings[0]
		if s.Secret == "" && !f.Hides(name, s.Value) && f.Account.Roles[s.Path].Lists == "" && f.Takes(model, name) {
			e.Params[name] = s.Value
		}
	}
	return e
}

// WriteScripts writes scripts as a file that simulate --expect reads.
func WriteScripts(w io.Writer, scripts []script.Script) error {
	var b bytes.Buffer
	for i, s := range scripts {
		if i > 0 {
			b.WriteString("---\n")
		}
		e := yaml.NewEncoder(&b)
		e.SetIndent(2)
		if err := e.Encode(s); err != nil {
			return err
		}
	}
	_, err := w.Write(b.Bytes())
	return err
}

// Wards are the handsets by group, in the order of the groups' names; those of none
// stand under the name of the deployment's folder, or under "all".
func (f *Fleet) Wards() map[string][]artifact.Phone {
	wards := map[string][]artifact.Phone{}
	for _, p := range f.Phones {
		name := p.Group
		if name == "" {
			name = strings.ReplaceAll(p.Folder, "/", "-")
		}
		if name == "" {
			name = "all"
		}
		wards[name] = append(wards[name], p)
	}
	return wards
}

// WriteChecklist writes what to look at on the handsets of a ward, in Markdown.
func WriteChecklist(w io.Writer, ward string, phones []artifact.Phone, scripts []script.Script) error {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\nTick what is as it stands here; write down what is not.\n\n", cell(ward))
	b.WriteString("| | handset | after switching on | log in as | and out |\n|---|---|---|---|---|\n")
	for _, p := range phones {
		i := slices.IndexFunc(scripts, func(s script.Script) bool { return s.Phone == p.MAC })
		if i < 0 {
			continue
		}
		idle, in, out := "it starts, and shows no fault", "nobody logs in on it", ""
		for _, step := range scripts[i].Steps {
			if step.Do == script.LogIn && !step.Wrong {
				in, out = cell(step.User)+": it is theirs; a wrong password is refused", "it is as before"
			}
		}
		fmt.Fprintf(&b, "| ☐ | %s | %s | %s | %s |\n", cell(artifact.Called(p.Label, p.MAC)), idle, in, out)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// cell is a text in a table of Markdown.
func cell(text string) string {
	return strings.NewReplacer("|", "\\|", "\n", " ", "<", "&lt;", "`", "\\`", "*", "\\*", "_", "\\_", "[", "\\[").Replace(text)
}
