package importer_test

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"provc/compiler/importer"
	"provc/compiler/importer/draft"
	"provc/compiler/vendors"
)

// What handsets share is said once: in fewer lines, in never more groups than there are
// distinct sets of parameters, each handset in one.
func TestLift(t *testing.T) {
	all := 0
	for seed := range 30 {
		r := rand.New(rand.NewPCG(uint64(seed), 7))
		dir := filepath.Join(t.TempDir(), "office")
		if err := os.MkdirAll(dir, 0o777); err != nil {
			t.Fatal(err)
		}
		write := func(name, text string) {
			if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
				t.Fatal(err)
			}
		}
		write("000000000000.cfg", `<MASTER_CONFIG><SOFTWARE APP_FILE_PATH="sip.ld"/><CONFIGURATION CONFIG_FILES="own-[PHONE_MAC_ADDRESS].cfg, site.cfg"/></MASTER_CONFIG>`)
		write("site.cfg", `<handsetConfig><x voIpProt.server.1.address="sip.example"/></handsetConfig>`)
		params := []string{`up.idleTimeout="%d"`, `up.backlight.onIntensity="%d"`, `ptt.pttMode.enable="%d"`, `powerSaving.enable="%d"`, `se.rt.enabled="%d"`, `tcpIpApp.sntp.gmtOffset="%d"`, `call.callsPerLineKey="%d"`, `msg.bypassInstantMessage="%d"`}
		kinds := 1 + r.IntN(5)
		distinct := map[string]bool{}
		for i := range 3 + r.IntN(20) {
			own := ""
			k := r.IntN(kinds)
			for n, p := range params {
				if (n+k)%kinds < 2 {
					own += " " + fmt.Sprintf(p, 1-k%2)
				}
			}
			distinct[own] = true
			write(fmt.Sprintf("own-00907a0000%02x.cfg", i), fmt.Sprintf(`<handsetConfig><x reg.1.address="40%02d"%s/></handsetConfig>`, i, own))
		}
		text := func(lift bool) string {
			o := importer.Options{Dir: dir, Makers: vendors.Makers(), Wishes: draft.Wishes{Lift: lift}}
			i, err := importer.Read(context.Background(), o)
			if err != nil {
				t.Fatal(err)
			}
			sources, err := i.Sources()
			if err != nil {
				t.Fatal(err)
			}
			var all bytes.Buffer
			for _, name := range []string{"office.cue", "phones.cue"} {
				all.Write(sources[name])
			}
			return all.String()
		}
		without, with := text(false), text(true)
		groups := len(regexp.MustCompile(`(?m)^\t\tshared\d*:|^\tgroups: shared:`).FindAllString(with, -1))
		all += groups
		if groups > len(distinct) {
			t.Errorf("seed %d: %d groups of %d distinct sets\n%s", seed, groups, len(distinct), with)
		}
		if a, b := strings.Count(without, "\n"), strings.Count(with, "\n"); b > a || groups > 0 && b == a {
			t.Errorf("seed %d: %d lines, and %d without\n%s", seed, b, a, with)
		}
	}
	if all < 25 {
		t.Errorf("only %d groups were made", all)
	}
}
