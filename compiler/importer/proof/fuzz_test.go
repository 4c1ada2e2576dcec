package proof

import (
	"context"
	"path/filepath"
	"testing"

	"provc/compiler/filetest"
	"provc/compiler/importer"
	"provc/compiler/importer/tree"
	"provc/compiler/vendors"
)

// Whatever a file of a root holds, import neither fails nor overlooks any of it: the two
// readers agree, and each thing has a fate.
func FuzzImport(f *testing.F) {
	for _, text := range []string{
		`<a up.idleTimeout="40"/>`, `<handsetConfig><x reg.1.label="&lt;&#233;" b="1"/>text</handsetConfig>`,
		"<flat-profile><Display_Name_1_ ua=\"na\">Bob</Display_Name_1_><X/></flat-profile>",
		"<APPLICATION CONFIG_FILES=\"a.cfg, http://x/b.cfg,[PHONE_MAC_ADDRESS].cfg\" CONFIG_FILES_VVX=\"c\"/>",
		"<directory><item_list><item><ct>100</ct><sd>1</sd></item></item_list></directory>",
		"<a b=\"\xe9\"/>", "<a><![CDATA[x]]><!-- y --></a>", "<a b='{$mac}'/>",
	} {
		f.Add([]byte(text), uint8(0))
		f.Add([]byte(text), uint8(1))
		f.Add([]byte(text), uint8(2))
	}
	names := []string{"site.cfg", "000000000000.cfg", "people/ann.cfg", "spa504G.cfg", "0026cb000001.xml"}
	f.Fuzz(func(t *testing.T, data []byte, which uint8) {
		dir := t.TempDir()
		files := map[string][]byte{
			"000000000000.cfg": []byte(`<APPLICATION CONFIG_FILES="site.cfg" USER_PROFILES_DIRECTORY="people"/>`),
			"site.cfg":         []byte(`<a prov.login.enabled="1"/>`),
		}
		files[names[int(which)%len(names)]] = data
		for name, text := range files {
			name = filepath.Join(dir, filepath.FromSlash(name))
			filetest.Put(t, name, text)
		}
		read, err := tree.Load(context.Background(), tree.Options{Dir: dir})
		if err != nil {
			t.Fatal(err)
		}
		i := importer.Make(read, importer.Options{Dir: dir, Name: "house", Makers: vendors.Makers()})
		r, err := Account(context.Background(), read, i.Notes)
		if err != nil || !r.Whole() {
			t.Fatalf("%v, %v\n%q", err, r.Faults, data)
		}
		if _, err := i.Sources(); err != nil && err != importer.ErrNothing {
			t.Fatalf("%v\n%q", err, data)
		}
	})
}
