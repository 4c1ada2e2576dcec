package diff

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// joined are the renames between two archives, and the files that have another name.
func joins(t *testing.T, old, new string) string {
	t.Helper()
	d := Compare(built(t, old), built(t, new), Options{})
	var all []string
	for _, r := range d.Renames {
		all = append(all, fmt.Sprintf("%s %s → %s by %s", r.Kind, r.Old, r.New, r.By))
	}
	for _, f := range d.Files {
		if f.Kind == Renamed {
			all = append(all, f.OldPath+" → "+f.Path)
		}
	}
	return strings.Join(all, "; ")
}

// A person is the same by the ID in another folder, else by a line, else by the label,
// unless their lines say that they are two; and never where two are equally alike.
func TestWhichPerson(t *testing.T) {
	t.Parallel()
	const folders = "-- 000000000000.cfg --\nCONFIG_FILES=site.cfg\nUSER_PROFILES_DIRECTORY=a\n-- 00907a000001.cfg|00907a000001 --\nCONFIG_FILES=site.cfg\nUSER_PROFILES_DIRECTORY=b\n-- 00907a000002.cfg|00907a000002 --\nCONFIG_FILES=site.cfg\nUSER_PROFILES_DIRECTORY=c\n-- site.cfg --\nprov.login.enabled=1\n"
	person := func(path, label, says string) string {
		id := path[strings.Index(path, "/")+1:]
		return fmt.Sprintf("-- %s.cfg|%s|%s --\nup.idleTimeout=5\n%s\n", path, id, label, says)
	}
	const line, other = "reg.2.address=201", "reg.2.address=202"
	for _, x := range []struct{ name, old, new, want string }{
		{"the ID, in another folder", person("a/ana", "", ""), person("b/ana", "", "up.x=1"), "user ana → ana by the user ID; a/ana.cfg → b/ana.cfg"},
		{"the ID of two who went", person("a/ana", "", "") + person("b/ana", "", ""), person("c/ana", "", ""), ""},
		{"the ID of two who came", person("c/ana", "", ""), person("a/ana", "", "") + person("b/ana", "", ""), ""},
		{"the ID before a line", person("a/ana", "", line), person("b/ana", "", other) + person("a/bo", "", line), "user ana → ana by the user ID; a/ana.cfg → b/ana.cfg"},
		{"the label", person("a/ana", "Ana B.", ""), person("a/anna", "Ana B.", ""), "user ana → anna by the label Ana B.; a/ana.cfg → a/anna.cfg"},
		{"no label", person("a/ana", "", ""), person("a/anna", "", ""), ""},
		{"the label, and a line more", person("a/ana", "Ana B.", ""), person("a/anna", "Ana B.", line), "user ana → anna by the label Ana B.; a/ana.cfg → a/anna.cfg"},
		{"the label, and a line less", person("a/ana", "Ana B.", line), person("a/anna", "Ana B.", ""), "user ana → anna by the label Ana B.; a/ana.cfg → a/anna.cfg"},
		{"the label, but other lines", person("a/ana", "Ana B.", line), person("a/anna", "Ana B.", other), ""},
		{"a line before the label", person("a/ana", "Ana B.", line), person("a/anna", "Ana B.", "") + person("a/bo", "Bo", line), "user ana → bo by reg.2.address 201; a/ana.cfg → a/bo.cfg"},
		{"the label of another, too", person("a/ana", "Ana B.", "") + person("a/cy", "Ana B.", ""), person("a/anna", "Ana B.", "") + person("a/cy", "Cy", ""), ""},
		{"the label of another since", person("a/ana", "Ana B.", "") + person("a/cy", "Cy", ""), person("a/anna", "Ana B.", "") + person("a/cy", "Ana B.", ""), ""},
		{"the label of two who come", person("a/ana", "Ana B.", ""), person("a/anna", "Ana B.", "") + person("a/bo", "Ana B.", ""), ""},
		{"a secret is no mark", person("a/ana", "", "reg.2.address$line"), person("a/anna", "", "reg.2.address$line"), ""},
		{"an empty line is none", person("a/ana", "", "reg.2.address="), person("a/anna", "", "reg.2.address="), ""},
		{"the same in what is no line", person("a/ana", "", "reg.2.label=201"), person("a/anna", "", "reg.2.label=201"), ""},
		{"the place of a line that all have goes first", person("a/ana", "", "reg.10.address=7\nreg.3.address=9\nreg.4.address=6\nreg.5.address=5\nreg.2.address=8"), person("a/anna", "", "reg.10.address=7\nreg.3.address=9\nreg.4.address=6\nreg.5.address=5\nreg.2.address=8"), "user ana → anna by reg.2.address 8; a/ana.cfg → a/anna.cfg"},
	} {
		if got := joins(t, folders+x.old, folders+x.new); got != x.want {
			t.Errorf("%s: got %q, want %q", x.name, got, x.want)
		}
	}
}

// A handset replaces another by a line, else by the label, else by what is set for it and
// no other, unless it has another label; its own name in what it says is no difference.
func TestWhichHandset(t *testing.T) {
	t.Parallel()
	const same = "; 00907a000001.cfg → 00907a000002.cfg; phone-00907a000001.cfg → phone-00907a000002.cfg"
	for _, x := range []struct{ name, old, new, want string }{
		{"a line before the label", phones(mac1 + " Desk reg.1.address=9"), phones(mac2+" Bed reg.1.address=9", mac3+" Desk reg.1.address=8"), "handset 00907a000001 → 00907a000002 by reg.1.address 9" + same},
		{"the label", phones(mac1 + " Desk reg.1.address=9"), phones(mac2 + " Desk reg.1.address=8"), "handset 00907a000001 → 00907a000002 by the label Desk" + same},
		{"the label before what is set", phones(mac1 + " Desk up.b=1"), phones(mac2+" Desk up.b=2", mac3+"  up.b=1"), "handset 00907a000001 → 00907a000002 by the label Desk" + same},
		{"a line that a third had, too", phones(mac1+" Desk reg.1.address=9", mac3+" Bed reg.1.address=9"), phones(mac2+" Chair reg.1.address=9", mac3+" Bed reg.1.address=8"), ""},
		{"a line that a third has since", phones(mac1+" Desk reg.1.address=9", mac3+" Bed reg.1.address=8"), phones(mac2+" Chair reg.1.address=9", mac3+" Bed reg.1.address=9"), ""},
		{"a label that a third had, too", phones(mac1+" Desk up.b=1", mac3+" Desk up.b=3"), phones(mac2+" Desk up.b=2", mac3+" Bed up.b=3"), ""},
		{"a label that a third has since", phones(mac1+" Desk up.b=1", mac3+" Bed up.b=3"), phones(mac2+" Desk up.b=2", mac3+" Desk up.b=3"), ""},
		{"the label of two", phones(mac1+" Desk up.b=1", mac3+" Desk up.b=3"), phones(mac2+" Desk up.b=2", mac3+" Desk up.b=3"), ""},
		{"what is set, and one label", phones(mac1 + " Desk up.b=1"), phones(mac2 + "  up.b=1"), "handset 00907a000001 → 00907a000002 by what is set for it and no other" + same},
		{"what is set, and two labels", phones(mac1 + " Desk up.b=1"), phones(mac2 + " Bed up.b=1"), ""},
		{"what is set for a third", phones(mac1+"  up.b=1", mac3+" Bed up.b=1"), phones(mac2+"  up.b=1", mac3+" Bed up.b=1"), ""},
		{"what was set for a third, too", phones(mac1+"  up.b=1", mac3+" Bed up.b=1"), phones(mac2+"  up.b=1", mac3+" Bed up.b=2"), ""},
		{"what is set for a third since", phones(mac1+"  up.b=1", mac3+" Bed up.b=2"), phones(mac2+"  up.b=1", mac3+" Bed up.b=1"), ""},
		{"what is set, and a label since", phones(mac1 + "  up.b=1"), phones(mac2 + " Bed up.b=1"), "handset 00907a000001 → 00907a000002 by what is set for it and no other" + same},
		{"what is set, and a label that others have, too", phones(mac1+" Desk up.b=1", mac3+" Desk up.b=3"), phones(mac2+" Desk up.b=1", mac3+" Desk up.b=3"), "handset 00907a000001 → 00907a000002 by what is set for it and no other" + same},
		{"by the names of secrets", phones(mac1 + "  reg.1.auth.password$s"), phones(mac2 + "  reg.1.auth.password$s"), "handset 00907a000001 → 00907a000002 by what is set for it and no other" + same},
		{"by another secret", phones(mac1 + "  reg.1.auth.password$s"), phones(mac2 + "  reg.1.auth.password$t"), ""},
		{"in another order", phones(mac1 + "  up.b=1; up.c=2"), phones(mac2 + "  up.c=2; up.b=1"), "handset 00907a000001 → 00907a000002 by what is set for it and no other" + same},
	} {
		for _, all := range []string{"up.idleTimeout=60", "reg.1.address=9"} { // what is for all is nobody's mark
			site := strings.NewReplacer("up.idleTimeout=60", all)
			if got := joins(t, site.Replace(x.old), site.Replace(x.new)); got != x.want {
				t.Errorf("%s, %s for all: got %q, want %q", x.name, all, got, x.want)
			}
		}
	}
	d := Compare(built(t, phones(mac1+" Desk up.b=x"+mac1+"; up.c=1")), built(t, phones(mac2+" Desk up.b=x"+mac2+"; up.c="+mac2)), Options{})
	var changes []string
	for _, f := range d.Files {
		for _, ch := range f.Changes {
			changes = append(changes, ch.Parameter+" "+ch.inShort())
		}
	}
	if got := strings.Join(changes, "; "); got != "up.c 1 → "+mac2 {
		t.Errorf("its own name is a difference: %s", got)
	}
}

// A file of nobody's, such as a group's, is the same under another name if it says the
// same, in the same folder, and no other file came or went that does.
func TestWhichFile(t *testing.T) {
	t.Parallel()
	group := func(path, says string) string { return "-- " + path + " --\n" + says + "\n" }
	for _, x := range []struct{ name, old, new, want string }{
		{"the same", group("a.cfg", "up.b=1"), group("b.cfg", "up.b=1"), "a.cfg → b.cfg"},
		{"a secret", group("a.cfg", "up.b$1"), group("b.cfg", "up.b$1"), "a.cfg → b.cfg"},
		{"a secret for a text", group("a.cfg", "up.b$1"), group("b.cfg", "up.b=1"), ""},
		{"another value", group("a.cfg", "up.b=1"), group("b.cfg", "up.b=2"), ""},
		{"nothing", group("a.cfg", ""), group("b.cfg", ""), ""},
		{"in another folder", group("a.cfg", "up.b=1"), group("x/a.cfg", "up.b=1"), ""},
		{"of another kind", group("a.cfg", "up.b=1"), group("b.xml", "up.b=1"), ""},
		{"two came", group("a.cfg", "up.b=1"), group("b.cfg", "up.b=1") + group("c.cfg", "up.b=1"), ""},
		{"two went", group("a.cfg", "up.b=1") + group("c.cfg", "up.b=1"), group("b.cfg", "up.b=1"), ""},
		{"somebody's", group("a.cfg|x", "up.b=1"), group("b.cfg", "up.b=1"), ""},
	} {
		if got := joins(t, wards+x.old, wards+x.new); got != x.want {
			t.Errorf("%s: got %q, want %q", x.name, got, x.want)
		}
	}
}

// The files of handsets on a disk are no group's: where no handset replaces another, theirs
// are not renamed, though no other file that came or went says the same.
func TestOwnFilesAreNotRenamed(t *testing.T) {
	t.Parallel()
	all, third := profiles(nil), handset(mac3, `up.idleTimeout="5"`)
	d := Compare(folder(t, all+third+handset(mac1, `up.idleTimeout="5"`)), folder(t, all+third+handset(mac2, `up.idleTimeout="5"`)), Options{})
	if len(d.Renames) != 0 || len(d.Files) != 4 || slices.ContainsFunc(d.Files, func(f *File) bool { return f.Kind == Renamed }) {
		t.Errorf("got %s", listed(d))
	}
}
