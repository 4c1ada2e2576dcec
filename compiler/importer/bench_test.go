package importer_test

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"

	"provc/compiler/filetest"
	"provc/compiler/importer"
	"provc/compiler/importer/draft"
	"provc/compiler/vendors"
)

// BenchmarkRead reads a root of small files and decides about them, on one core. A
// second is enough for 5,000 of them.
func BenchmarkRead(b *testing.B) {
	dir := b.TempDir()
	files := fleet(b, dir, 2000)
	b.Setenv("GOMAXPROCS", "1")
	b.ResetTimer()
	for range b.N {
		if _, err := importer.Read(context.Background(), importer.Options{Dir: dir, Makers: vendors.Makers(), Wishes: draft.Wishes{Lift: true}}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(files*b.N)/b.Elapsed().Seconds(), "files/s")
}

// fleet writes a root of n handsets, each with a master file and one of its own, and n
// people.
func fleet(tb testing.TB, dir string, n int) (files int) {
	write := func(name, text string) {
		files++
		name = filepath.Join(dir, name)
		filetest.Put(tb, name, text)
	}
	write("000000000000.cfg", `<MASTER_CONFIG><CONFIGURATION CONFIG_FILES="site.cfg"/><DIRECTORIES USER_PROFILES_DIRECTORY="people"/></MASTER_CONFIG>`)
	write("site.cfg", `<handsetConfig><prov prov.login.enabled="1"/><voIpProt voIpProt.server.1.address="sip.example"/></handsetConfig>`)
	for i := range n {
		mac := fmt.Sprintf("00907a%06x", i+1)
		ward := fmt.Sprintf("ward%d.cfg", i%20)
		if i < 20 {
			write(ward, fmt.Sprintf(`<handsetConfig><up up.idleTimeout="%d"/></handsetConfig>`, 30+i))
		}
		write(mac+".cfg", fmt.Sprintf(`<MASTER_CONFIG><SOFTWARE APP_FILE_PATH="sip.ld"/><CONFIGURATION CONFIG_FILES="own/%s.cfg, %s, site.cfg"/><DIRECTORIES USER_PROFILES_DIRECTORY="people"/></MASTER_CONFIG>`, mac, ward))
		write("own/"+mac+".cfg", fmt.Sprintf(`<handsetConfig><reg reg.1.address="%d" reg.1.label="Bed %d" reg.1.auth.password="pw%d"/></handsetConfig>`, 10000+i, i, i))
		write(fmt.Sprintf("people/user%d.cfg", i), fmt.Sprintf(`<handsetConfig><prov prov.login.localPassword="%d"/><reg reg.2.address="%d" reg.2.label="User %d"/></handsetConfig>`, 1000+i, 50000+i, i))
	}
	return files
}
