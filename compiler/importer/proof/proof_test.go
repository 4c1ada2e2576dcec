package proof

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"provc/compiler/filetest"
	"provc/compiler/importer"
	"provc/compiler/importer/draft"
	"provc/compiler/importer/tree"
	"provc/compiler/vendors"
)

// messy is a root as it grows over the years.
const messy = `
-- 000000000000.cfg --
<?xml version="1.0" encoding="ISO-8859-1"?>
<APPLICATION APP_FILE_PATH="sip.ld" APP_FILE_PATH_SPIP650="650.ld" CONFIG_FILES="site.cfg, sip.cfg" CONFIG_FILES_SPIP650="old.cfg" LOG_FILE_DIRECTORY="logs" OVERRIDES_DIRECTORY="" CONTACTS_DIRECTORY="" USER_PROFILES_DIRECTORY="people"/>
-- 00907a000001.cfg --
<MASTER_CONFIG><SOFTWARE APP_FILE_PATH="sip.ld"/><CONFIGURATION CONFIG_FILES="phone1.cfg,site.cfg,sip.cfg"/><DIRECTORIES LOG_FILE_DIRECTORY="logs" USER_PROFILES_DIRECTORY="people"/></MASTER_CONFIG>
-- site.cfg --
<!-- the whole house -->
<handsetConfig xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
  <prov prov.login.enabled="1" prov.login.required="1" prov.login.persistent="1"/>
  <a voIpProt.server.1.address="sip.example" voIpProt.server.1.port="5061"
     voIpProt.server.1.transport="TLS"/>
  <b up.backLight.onIntensity="2" some.thing.new="1" np.normal.ringing="3" up.screenCapture.VVX="1" up.idleTimeout="99999999"/>
</handsetConfig>
-- sip.cfg --
<sip><x voIpProt.server.1.port="5060"/><y dialplan.digitmap="[2-9]11|0T|x.T"/></sip>
-- old.cfg --
<polycomConfig up.backlight.onIntensity="1"/>
-- phone1.cfg --
<PHONE_CONFIG><ALL reg.1.address="4711" reg.1.auth.userId="4711" reg.1.auth.password="a&amp;b"
 reg.1.label="Tür 1 &quot;Nord&quot;"/></PHONE_CONFIG>
-- people/ann.cfg --
<handsetConfig prov.login.localPassword="1234" reg.2.address="5001" reg.2.label="Ann"/>
-- people/ann-phone.cfg --
<PHONE_CONFIG><OVERRIDES up.backlight.onIntensity="3"/></PHONE_CONFIG>
-- lost.cfg --
<handsetConfig up.backlight.onIntensity="1"/>
-- {$mac}.cfg --
<handsetConfig reg.1.address="{$user}"/>
-- readme.txt --
Ask Bob before you touch anything.
-- broken.cfg --
<handsetConfig reg.1.auth.password="a&b"/>
`

// lay writes the files of an archive into a folder of their own.
func lay(t testing.TB, archive string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "house")
	for _, f := range txtar.Parse([]byte(archive)).Files {
		name := filepath.Join(dir, filepath.FromSlash(f.Name))
		filetest.Put(t, name, f.Data)
	}
	return dir
}

// prove imports a folder, with a reader or a writer that has been mutilated, and makes
// the report.
func prove(t testing.TB, dir string, reader func(*tree.Tree), writer func(*importer.Import)) *Report {
	t.Helper()
	return proveAs(t, dir, draft.Wishes{Lift: true}, reader, writer)
}

// proveAs is prove of an import that is made as somebody wishes.
func proveAs(t testing.TB, dir string, wishes draft.Wishes, reader func(*tree.Tree), writer func(*importer.Import)) *Report {
	t.Helper()
	ctx := context.Background()
	read, err := tree.Load(ctx, tree.Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	if reader != nil {
		reader(read)
	}
	imported := importer.Make(read, importer.Options{Dir: dir, Makers: vendors.Makers(), Wishes: wishes})
	if writer != nil {
		writer(imported)
	}
	repo := filepath.Join(t.TempDir(), "repo")
	if err := imported.Write(ctx, repo, vendors.All(), ""); err != nil {
		t.Fatal(err)
	}
	r, err := Check(ctx, Options{Tree: read, Repo: repo, Package: imported.Package.Name, Secrets: filepath.Join(repo, "secrets.yaml"), Vendors: vendors.All(), Notes: imported.Notes})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestMessyTree(t *testing.T) {
	r := prove(t, lay(t, messy), nil, nil)
	if !r.Whole() || !r.Same() {
		t.Errorf("not proved:\n%s", text(t, r))
	}
	total := 0
	for _, n := range r.Fates {
		total += n
	}
	if total != r.Says || r.Says < 30 {
		t.Errorf("%d of %d are counted", total, r.Says)
	}
	for fate, want := range map[Fate]int{Placeholder: 1, Broken: 1, PhoneWritten: 1, Unreferenced: 1, Lost: 0} {
		if r.Fates[fate] != want {
			t.Errorf("%d are %s, want %d", r.Fates[fate], fate, want)
		}
	}
	for _, want := range []string{
		"house: 12 files",
		"{$mac}.cfg: the name of the file holds a placeholder like {$name}",
		"broken.cfg:1:38: a raw & in the value of reg.1.auth.password; in XML it is written &amp;",
		"some.thing.new", "up.idleTimeout", "voIpProt.server.1.port",
	} {
		if !strings.Contains(text(t, r), want) {
			t.Errorf("not told: %s\n%s", want, text(t, r))
		}
	}
}

// A file that all handsets are to read, called as one that provc makes, cannot be read:
// the rest is imported, and what handsets act on is what it was.
func TestBrokenTemplate(t *testing.T) {
	r := prove(t, lay(t, `
-- 000000000000.cfg --
<APPLICATION CONFIG_FILES="site.cfg,sip.cfg,features.cfg,custom.cfg"/>
-- site.cfg --
<handsetConfig reg.1.auth.password="a&b"/>
-- sip.cfg --
<handsetConfig reg.1.address="100" prov.polling.enabled="1" feature.callList.enabled="0"/>
-- custom.cfg --
<handsetConfig reg.1.label="{{ name }}"/>
`), nil, nil)
	if !r.Whole() || !r.Same() {
		t.Errorf("not proved: %v\n%s", r.Findings, text(t, r))
	}
	for _, want := range []string{"site.cfg stands in a list of files, and cannot be read: provc makes a file of that name", "features.cfg stands in a list of files, and is not there"} {
		if !strings.Contains(text(t, r), want) {
			t.Errorf("not told: %s\n%s", want, text(t, r))
		}
	}
}

func text(t testing.TB, r *Report) string {
	t.Helper()
	var b strings.Builder
	if err := WriteText(&b, r, TextOptions{}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// Each way to read wrong is found by the second reader.
func TestMutilatedReaders(t *testing.T) {
	each := func(change func(f *tree.File, s *tree.Setting) bool) func(*tree.Tree) {
		return func(read *tree.Tree) {
			for _, f := range read.Files {
				f.Settings = slices.DeleteFunc(f.Settings, func(s *tree.Setting) bool { return !change(f, s) })
			}
		}
	}
	for _, test := range []struct {
		name   string
		reader func(*tree.Tree)
		want   string // fault
	}{
		{"drops model suffixes", each(func(_ *tree.File, s *tree.Setting) bool {
			s.Name = strings.TrimSuffix(s.Name, "_SPIP650")
			return true
		}), "000000000000.cfg:2 CONFIG_FILES_SPIP650: import has overlooked it"},
		{"drops the second of two attributes", func(read *tree.Tree) {
			for _, f := range read.Files {
				n := 0
				last := ""
				f.Settings = slices.DeleteFunc(f.Settings, func(s *tree.Setting) bool {
					if s.Element != last {
						n, last = 0, s.Element
					}
					n++
					return n == 2
				})
			}
		}, "site.cfg:3 prov.login.required: import has overlooked it"},
		{"does not resolve references", each(func(_ *tree.File, s *tree.Setting) bool {
			s.Value = strings.ReplaceAll(s.Value, "&", "&amp;")
			return true
		}), "phone1.cfg:1 reg.1.auth.password: import has overlooked it, or read another value"},
		{"takes Latin for ASCII", each(func(_ *tree.File, s *tree.Setting) bool {
			s.Value = strings.ReplaceAll(s.Value, "ü", "u")
			return true
		}), "phone1.cfg:2 reg.1.label: import has overlooked it, or read another value"},
		{"drops the first of two files", func(read *tree.Tree) {
			*read = *tree.New(read.Dir, slices.DeleteFunc(read.Files, func(f *tree.File) bool { return f.Path == "old.cfg" }))
		}, "old.cfg:0 : import has overlooked the file"},
		{"folds case", each(func(_ *tree.File, s *tree.Setting) bool {
			s.Name = strings.ReplaceAll(s.Name, "backLight", "backlight")
			return true
		}), "site.cfg:6 up.backLight.onIntensity: import has overlooked it"},
		{"says things twice", func(read *tree.Tree) {
			f := read.At("sip.cfg")
			twice := *f.Settings[0]
			f.Settings = append(f.Settings, &twice)
		}, "sip.cfg:1 voIpProt.server.1.port: import tells of it, and it does not stand there"},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := prove(t, lay(t, messy), test.reader, nil)
			if r.Whole() {
				t.Fatalf("proved:\n%s", text(t, r))
			}
			var told []string
			for _, f := range r.Faults {
				told = append(told, fmt.Sprintf("%s:%d %s: %s", f.File, f.Line, f.Name, f.Said))
			}
			if !slices.ContainsFunc(told, func(s string) bool { return strings.HasPrefix(s, test.want) }) {
				t.Errorf("want %s\ntold\n%s", test.want, strings.Join(told, "\n"))
			}
		})
	}
}

// What is read right and written wrong is found by comparing what phones act on.
func TestMutilatedWriters(t *testing.T) {
	house := func(i *importer.Import) *draft.Value {
		for _, f := range i.Package.Fields {
			if !f.Template {
				return f.Value
			}
		}
		return nil
	}
	drop := func(v *draft.Value, label string) {
		v.Fields = slices.DeleteFunc(v.Fields, func(f *draft.Field) bool { return f.Label == label })
	}
	for _, test := range []struct {
		name   string
		writer func(*importer.Import)
		want   string
	}{
		{"a parameter of all is lost", func(i *importer.Import) { drop(house(i).At("params", "prov", "login"), "required") },
			"prov.login.required: 1 (site.cfg) → not set, for"},
		{"another value", func(i *importer.Import) {
			house(i).At("params", "prov", "login").Set("required", draft.NewBool(false))
		}, "prov.login.required: 1 (site.cfg) → 0 (site.cfg), for"},
		{"a handset's own is lost", func(i *importer.Import) { drop(house(i).At("phones", "00907a000001", "params"), "reg") },
			"reg.1.address: 4711 (phone1.cfg) → not set, for 00907a000001"},
		{"a person is lost", func(i *importer.Import) { drop(house(i).At("users"), "ann") },
			"ann: could log in before, and cannot after"},
		{"a person comes from nowhere", func(i *importer.Import) {
			house(i).At("users", "eve").Set("password", draft.NewText("9999"))
		}, "eve: could not log in before, and can after"},
		{"of a person, a parameter is lost", func(i *importer.Import) { drop(house(i).At("users", "ann", "params", "reg", "2"), "label") },
			"reg.2.label: Ann (people/ann.cfg) → not set, for ann"},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := prove(t, lay(t, messy), nil, test.writer)
			if r.Findings.HasErrors() {
				t.Fatalf("does not compile: %v", r.Findings)
			}
			if r.Same() {
				t.Fatalf("proved:\n%s", text(t, r))
			}
			if !strings.Contains(text(t, r), test.want) {
				t.Errorf("want %s\n%s", test.want, text(t, r))
			}
			if strings.Contains(text(t, r), "1234") || strings.Contains(text(t, r), "a&b") {
				t.Errorf("shows a password\n%s", text(t, r))
			}
		})
	}
}

// Phones whose files lie where only their rule leads are compared by the files that are
// named after them; so are people.
func TestFilesNamedAfterPhones(t *testing.T) {
	archive := `
-- spa504G.cfg --
<flat-profile><Time_Zone>GMT+01:00</Time_Zone><Profile_Rule>http://prov.example/c/$MA.cfg</Profile_Rule></flat-profile>
-- 0026cb000001.cfg --
<device><flat-profile>
<Display_Name_1_ group="Ext 1" ua="rw">Bob &amp; Co</Display_Name_1_>
<User_ID_1_>100</User_ID_1_>
<Password_1_>p&lt;w</Password_1_>
<Station_Name>
</Station_Name>
</flat-profile></device>
`
	r := prove(t, lay(t, archive), nil, nil)
	if !r.Whole() || !r.Same() || len(r.Fresh) == 0 {
		t.Errorf("not proved:\n%s", text(t, r))
	}
	r = prove(t, lay(t, archive), nil, func(i *importer.Import) {
		v := i.Package.Fields[0].Value.At("phones", "0026cb000001", "params")
		v.Set("User_ID_1_", draft.NewText("101"))
	})
	if want := "User_ID_1_: 100 (0026cb000001.cfg) → 101 (0026cb000001.xml), for 0026cb000001"; !strings.Contains(text(t, r), want) {
		t.Errorf("not told: %s\n%s", want, text(t, r))
	}
}

// A phone keeps what the file of its model said when it was new. provc says it in the
// phone's own file, with a rule of its own; the file of a model of which no phone is
// listed stays as it is.
func TestPhonesThatKeepValues(t *testing.T) {
	archive := `
-- spa504G.cfg --
<flat-profile><Time_Zone>GMT+01:00</Time_Zone><Profile_Rule>http://prov.example/$MA.xml</Profile_Rule></flat-profile>
-- spa525G2.cfg --
<flat-profile><Time_Zone>GMT+02:00</Time_Zone></flat-profile>
-- 0026cb000001.xml --
<flat-profile><User_ID_1_>100</User_ID_1_><Speed_Dial_2>n=x;p=200</Speed_Dial_2></flat-profile>
`
	r := prove(t, lay(t, archive), nil, nil)
	if !r.Whole() || !r.Same() {
		t.Errorf("not proved:\n%s", text(t, r))
	}
	r = prove(t, lay(t, archive), nil, func(i *importer.Import) {
		i.Package.Fields[0].Value.At("phones", "0026cb000001", "params").Set("Time_Zone", draft.NewText("GMT+03:00"))
	})
	if want := "Time_Zone: not set → GMT+03:00 (0026cb000001.xml), for 0026cb000001"; !strings.Contains(text(t, r), want) {
		t.Errorf("not told: %s\n%s", want, text(t, r))
	}
}

// A file whose name is no UTF-8 is refused, which is no mistake of import, and nobody
// logs in by it.
func TestNameThatIsNoUTF8(t *testing.T) {
	dir := lay(t, `
-- 000000000000.cfg --
<APPLICATION CONFIG_FILES="site.cfg"/>
-- site.cfg --
<x prov.login.enabled="1"/>
`)
	if err := os.WriteFile(filepath.Join(dir, "b\xff.cfg"), []byte("<x/>"), 0o600); err != nil {
		t.Skip("no such name here: ", err)
	}
	r := prove(t, dir, nil, nil)
	if said := text(t, r); len(r.Faults) > 0 || strings.Contains(said, "could log in before") {
		t.Errorf("%s", said)
	}
}
