package proof

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"provc/compiler/importer"
	"provc/compiler/importer/tree"
)

// What anybody can fetch holds no password. Import tells whom that takes one from, and
// what to do; the file's own rule stays, while no phone is listed.
func TestPasswordsThatAnybodyCanFetch(t *testing.T) {
	archive := `
-- spa504G.cfg --
<flat-profile><Time_Zone>GMT+01:00</Time_Zone><Profile_Rule>http://prov.example/c/$MA.cfg</Profile_Rule><Admin_Passwd>s3cr3t</Admin_Passwd></flat-profile>
`
	said := strings.Join(strings.Fields(checkPasswords(t, archive)), " ")
	for _, want := range []string{
		"provc writes no password into spa504G.cfg, which anybody can fetch: list each phone under phones, by its MAC, and it gets Admin_Passwd in a file of its own",
		"Admin_Passwd: a secret (spa504G.cfg) → not set, for every new phone that asks for spa504G.cfg",
	} {
		if !strings.Contains(said, want) {
			t.Errorf("not told: %s\n%s", want, said)
		}
	}
	if strings.Contains(said, "Profile_Rule") {
		t.Errorf("the rule is another:\n%s", said)
	}
	checkPasswords(t, archive+`
-- 0026cb000001.cfg --
<flat-profile><User_ID_1_>100</User_ID_1_></flat-profile>
`)
}

func checkPasswords(t *testing.T, archive string) string {
	t.Helper()
	r := prove(t, lay(t, archive), nil, nil)
	if !r.Whole() || r.Findings.HasErrors() || len(r.Differs) != 1 || r.Differs[0].Who[0].Kind != "unlisted" {
		t.Errorf("%s", text(t, r))
	}
	return text(t, r)
}

// Where provc refuses what phones take, the repository is there to be mended, and the
// report says how to compare then.
func TestRefusedRepository(t *testing.T) {
	r := prove(t, lay(t, `
-- spa504G.cfg --
<flat-profile><EM_Enable>Yes</EM_Enable><Profile_Rule>[--uid $MUID --pwd $MPWD] http://prov.example/mobile/$MUID.xml | http://prov.example/$MA.xml</Profile_Rule></flat-profile>
-- 0026cb000001.xml --
<flat-profile><User_ID_1_>100</User_ID_1_></flat-profile>
-- mobile/ann.xml --
<flat-profile><User_ID_1_>200</User_ID_1_></flat-profile>
`), nil, nil)
	if !r.Whole() || !r.Findings.HasErrors() || r.Same() {
		t.Fatalf("%v\n%s", r.Findings, text(t, r))
	}
	said := strings.Join(strings.Fields(text(t, r)), " ")
	for _, want := range []string{
		"1 person can log in by their profiles, and no file tells a user ID of any phone (EM_Phone_User_ID): give userID and password to each phone on which they do",
		"is written, and does not compile yet (1 error)",
		"provc diff ./house --against ../../001/house --secrets secrets.yaml",
	} {
		if !strings.Contains(said, want) {
			t.Errorf("not told: %s\n%s", want, said)
		}
	}
	if _, err := os.Stat(filepath.Join(r.Repo, "house", "house.cue")); err != nil {
		t.Error(err)
	}
}

// Of files that no phone reads, and of those that phones write, nothing is held; all that
// they say is counted nonetheless.
func TestWhatIsForgotten(t *testing.T) {
	dir := lay(t, `
-- 000000000000.cfg --
<APPLICATION CONFIG_FILES="site.cfg"/>
-- site.cfg --
<x up.idleTimeout="40"/>
-- old/a.cfg --
<x up.idleTimeout="40" xmlns:p="urn:p">text</x>
-- old/b.cfg --
<x up.idleTimeout="50" xmlns:p="urn:p">words</x>
-- 00907a000001-phone.cfg --
<PHONE_CONFIG><OVERRIDES up.idleTimeout="3" up.backlight.onIntensity="1"/></PHONE_CONFIG>
`)
	var made *importer.Import
	r := prove(t, dir, nil, func(i *importer.Import) { made = i })
	for _, f := range made.Tree.Files {
		if forgotten := f.Kind == tree.Unreferenced || f.Kind == tree.PhoneWritten; forgotten != (f.Settings == nil) {
			t.Errorf("%s is %s, and %d settings of it are held", f.Path, f.Kind, len(f.Settings))
		}
	}
	if !r.Whole() || r.Fates[Unreferenced] != 4 || r.Fates[Markup] != 2 || r.Fates[PhoneWritten] != 2 {
		t.Errorf("%v\n%s", r.Fates, text(t, r))
	}
}

// A folder with an older copy of the root is no second root: nothing is made of it, and
// what phones do stays the same.
func TestCopiesOfTheRoot(t *testing.T) {
	r := prove(t, lay(t, `
-- 00907a000001.cfg --
<APPLICATION CONFIG_FILES="site.cfg"/>
-- site.cfg --
<x up.idleTimeout="40"/>
-- old/00907a000001.cfg --
<APPLICATION CONFIG_FILES="site.cfg"/>
-- old/site.cfg --
<x up.idleTimeout="20"/>
-- spa504G.cfg --
<flat-profile><Profile_Rule>http://prov.example/$MA.xml</Profile_Rule></flat-profile>
-- 0026cb000001.xml --
<flat-profile><User_ID_1_>100</User_ID_1_></flat-profile>
-- old/spa504G.cfg --
<flat-profile><Profile_Rule>http://prov.example/$MA.xml</Profile_Rule></flat-profile>
-- old/0026cb000001.xml --
<flat-profile><User_ID_1_>99</User_ID_1_></flat-profile>
`), nil, nil)
	if !r.Whole() || !r.Same() || r.Fates[Unreferenced] != 4 {
		t.Errorf("%v\n%s", r.Findings, text(t, r))
	}
}
