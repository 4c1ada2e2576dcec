package diff

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"provc/compiler/vendors"
)

// fleet writes a root of 10,000 handsets and 20,000 users with ten parameters
// each. The new one has about a hundred changes: forty for all handsets, thirty
// handsets' own and thirty users' own.
func fleet(b *testing.B, dir string, isNew bool) {
	file := func(name, format string, args ...any) {
		write(b, filepath.Join(dir, name), fmt.Appendf(nil, `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>`+"\n"+format, args...))
	}
	changed := func(n, first int) int {
		if isNew && n < first {
			return n + 100_000
		}
		return n
	}
	params := func(name string, n int) string {
		var s strings.Builder
		for i := range 9 {
			fmt.Fprintf(&s, "\n      %s%d.label=\"%d\"", name, i+1, n+i)
		}
		return s.String()
	}
	master := func(name, own string) {
		file(name, "<MASTER_CONFIG>\n  <SOFTWARE\n      APP_FILE_PATH=\"sip.ld\"/>\n  <CONFIGURATION\n      CONFIG_FILES=\"%ssite.cfg\"/>\n  <DIRECTORIES\n      USER_PROFILES_DIRECTORY=\"people\"/>\n</MASTER_CONFIG>\n", own)
	}
	master("000000000000.cfg", "")
	var site strings.Builder
	for n := range 50 {
		fmt.Fprintf(&site, " up.p%d=\"%d\"", n, changed(n, 40))
	}
	file("site.cfg", "<handsetConfig><prov prov.login.enabled=\"1\"/><up%s/></handsetConfig>\n", site.String())
	for n := range 10_000 {
		mac := fmt.Sprintf("00907a%06x", n)
		master(mac+".cfg", "phone-"+mac+".cfg, ")
		file("phone-"+mac+".cfg", "<handsetConfig>\n  <ptt\n      ptt.displayName=\"%d\"%s/>\n</handsetConfig>\n", changed(n, 30), params("lcl.x", n))
	}
	for n := range 20_000 {
		file(fmt.Sprintf("people/u%05d.cfg", n), "<handsetConfig>\n  <reg\n      reg.2.address=\"%d\"%s/>\n</handsetConfig>\n", changed(n, 30), params("reg.3.x", n))
	}
}

// Two builds of 30,000 entities with about a hundred changes.
func BenchmarkFleet(b *testing.B) {
	old, new := b.TempDir(), b.TempDir()
	fleet(b, old, false)
	fleet(b, new, true)
	b.ReportAllocs()
	for b.Loop() {
		a, z, err := Folders(old, new, vendors.All())
		if err != nil {
			b.Fatal(err)
		}
		s := Compare(a, z, Options{}).Summary()
		if s.Changed != 100 || s.Handsets.Affected != 10_000 {
			b.Fatalf("%+v", s)
		}
	}
}
