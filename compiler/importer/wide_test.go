package importer_test

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"provc/compiler/filetest"
	"provc/compiler/importer"
	"provc/compiler/importer/draft"
	"provc/compiler/importer/tree"
	"provc/compiler/vendors"
)

// roots of n things of a kind, of which people, tools or somebody hostile may make very
// many.
var wide = map[string]func(n int) map[string]string{
	"names that nobody knows": func(n int) map[string]string {
		return map[string]string{"000000000000.cfg": master("site.cfg"), "site.cfg": attributes(4*n, func(i int) string { return fmt.Sprintf("foo.bar%d.q%d", i%97, i) })}
	},
	"names of very many parts": func(n int) map[string]string {
		return map[string]string{"000000000000.cfg": master("site.cfg"), "site.cfg": attributes(n/4, func(i int) string { return fmt.Sprintf("a%d%s", i, strings.Repeat(".1", 400)) })}
	},
	"groups that want one name": func(n int) map[string]string {
		files := map[string]string{"000000000000.cfg": master("site.cfg"), "site.cfg": `<h up.idleTimeout="3"/>`}
		for i := range n {
			ward := fmt.Sprintf("d%d/ward.cfg", i/2)
			files[mac(i)+".cfg"] = master(ward + ", site.cfg")
			files[ward] = `<h up.backlight.onIntensity="1"/>`
		}
		return files
	},
	"passwords that want one name": func(n int) map[string]string {
		files := map[string]string{"000000000000.cfg": master("site.cfg"), "site.cfg": `<h up.idleTimeout="3"/>`}
		for i := range n {
			own := "own-" + mac(i) + ".cfg"
			files[mac(i)+".cfg"] = master(own + ", site.cfg")
			files[own] = fmt.Sprintf(`<h reg.1.address="100" reg.1.auth.password="pw%d"/>`, i)
		}
		return files
	},
	"elements that no phone of Cisco's knows": func(n int) map[string]string {
		var b strings.Builder
		b.WriteString("<flat-profile>")
		for i := range n {
			fmt.Fprintf(&b, "<Foo_%d_>x</Foo_%d_>", i, i)
		}
		return map[string]string{"spa504G.cfg": b.String() + "</flat-profile>", "0026cb000001.xml": "<flat-profile><Display_Name_1_>A</Display_Name_1_></flat-profile>"}
	},
}

func master(list string) string {
	return `<APPLICATION APP_FILE_PATH="sip.ld" CONFIG_FILES="` + list + `"/>`
}

func mac(i int) string { return fmt.Sprintf("00907a%06x", i+1) }

func attributes(n int, name func(i int) string) string {
	var b strings.Builder
	b.WriteString("<h")
	for i := range n {
		b.WriteString(" " + name(i) + `="1"`)
	}
	return b.String() + "/>"
}

// Eight times as much takes about eight times as long: what grows with the square would
// take 64 times.
func TestWideRoots(t *testing.T) {
	const few, times, most, attempts = 300, 8, 24, 5
	for name, make := range wide {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			little, much := wideTree(t, make(few)), wideTree(t, make(few*times))
			ratio := 0.0
			for range attempts { // others use the machine, too
				a, b := took(t, little), took(t, much)
				if ratio = float64(b) / float64(a); ratio <= most {
					return
				}
			}
			t.Errorf("%d times as much takes %.0f times as long", times, ratio)
		})
	}
}

func wideTree(t *testing.T, files map[string]string) string {
	dir := filepath.Join(t.TempDir(), "office")
	filetest.Write(t, dir, files)
	return dir
}

// took is how long import needs to decide about what it has read.
func took(t *testing.T, dir string) time.Duration {
	read, err := tree.Load(context.Background(), tree.Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	began := time.Now()
	i := importer.Make(read, importer.Options{Dir: dir, Makers: vendors.Makers(), Wishes: draft.Wishes{Lift: true}})
	if _, err := i.Sources(); err != nil {
		t.Fatal(err)
	}
	return time.Since(began)
}
