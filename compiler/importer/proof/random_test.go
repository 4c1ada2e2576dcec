package proof

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"provc/compiler/diag"
	"provc/compiler/importer/draft"
	"provc/compiler/vendor"
	"provc/compiler/vendors"
)

var (
	trees = flag.Int("trees", 40, "random `roots` that are imported")
	seed  = flag.Uint64("tree", 0, "import only this random `root`, and keep it in the working folder")
)

// Whatever a root is like, import accounts for all of it, and what comes of it compiles
// and says the same to everybody.
func TestRandomTrees(t *testing.T) {
	from, to := uint64(1), uint64(*trees)
	if testing.Short() {
		to = 10
	}
	if *seed != 0 {
		from, to = *seed, *seed
	}
	for n := from; n <= to; n++ {
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			t.Parallel()
			archive := randomTree(rand.New(rand.NewPCG(n, 1)))
			dir := lay(t, archive)
			if *seed != 0 {
				if err := os.CopyFS(fmt.Sprint("tree", n), os.DirFS(dir)); err != nil {
					t.Error(err)
				}
			}
			r := proveAs(t, dir, draft.Wishes{Lift: n%2 == 0, Origins: n%3 == 0}, nil, nil)
			if r.Whole() && slices.ContainsFunc(r.Findings, func(f diag.Diagnostic) bool { return slices.Contains(mistakes, f.Check) && f.Severity == diag.Error }) {
				return
			}
			r.Differs = slices.DeleteFunc(r.Differs, func(d *Difference) bool {
				// A group cannot take back what all handsets read, if nobody knows what
				// the vendor's default of it is. Import tells.
				return d.Before == nil && !isKnown(d.Name)
			})
			if r.Whole() && r.Same() {
				return
			}
			for _, f := range r.Findings {
				if f.Severity == diag.Error {
					t.Errorf("%s: %s", f.Pos, f.Message())
				}
			}
			t.Errorf("root %d is not imported as it is: go test ./compiler/importer/proof -run RandomTrees -tree %d\n%s\n%s", n, n, archive, text(t, r))
		})
	}
}

// mistakes are what provc refuses although phones take it: such a root has to be mended.
var mistakes = []string{"authorized-disabled", "ptt-persistent", "restart-loop"}

func isKnown(name string) bool {
	return slices.ContainsFunc(vendors.All(), func(v vendor.Vendor) bool { _, ok := v.Schema().Param(name); return ok })
}

// randomParams are attributes as people write them: known and unknown, in any case, with
// values that are allowed and that are not.
var randomParams = []struct {
	name   string
	values []string
}{
	{"up.idleTimeout", []string{"40", "60", "x", ""}},
	{"up.backlight.onIntensity", []string{"1", "3", "9"}},
	{"up.backLight.onIntensity", []string{"1"}},
	{"prov.login.enabled", []string{"0", "1", "1"}},
	{"prov.login.required", []string{"0", "1"}},
	{"prov.login.persistent", []string{"0", "1"}},
	{"prov.login.automaticLogout", []string{"30", "0"}},
	{"prov.polling.enabled", []string{"1"}},
	{"reg.1.address", []string{"100", "101", "a@b.example"}},
	{"reg.1.label", []string{"Tür", "a &amp; b", "&quot;x&quot;", "", " x ", "{x", "é€"}},
	{"reg.1.auth.userId", []string{"100"}},
	{"reg.1.auth.password", []string{"s3cr&amp;t", "hunter2", ""}},
	{"reg.2.address", []string{"200"}},
	{"reg.99.address", []string{"200"}},
	{"reg.x.address", []string{"200"}},
	{"voIpProt.server.1.address", []string{"sip.example", "sip2.example"}},
	{"voIpProt.server.1.port", []string{"5060", "5061", "99999"}},
	{"phoneLock.authorized.1.value", []string{"911", "0"}},
	{"phoneLock.authorized.1.description", []string{"Help"}},
	{"phoneLock.authorized.2.value", []string{"112"}},
	{"phoneLock.enabled", []string{"1"}},
	{"feature.enhancedFeatureKeys.enabled", []string{"1"}},
	{"dialplan.routing.emergency.1.value", []string{"911"}},
	{"device.set", []string{"1\" device.syslog.serverName=\"log.example\" device.syslog.serverName.set=\"1"}},
	{"ptt.pttMode.enable", []string{"1", "0"}},
	{"ptt.channel.2.subscribed", []string{"1"}},
	{"se.rt.default.type", []string{"ring", "visual"}},
	{"dialplan.digitmap", []string{"[2-9]11|0T|x.T", "x.T"}},
	{"tcpIpApp.sntp.address", []string{"ntp.example"}},
	{"foo.bar", []string{"1", "baz"}},
	{"foo.password", []string{"s3cr3t"}},
	{"lcl.ml.lang", []string{"German_Germany", ""}},
	{"efk.efklist.1.mname", []string{"park"}},
	{"efk.efklist.1.action.string", []string{"*68$P1N10$$Tinvite$"}},
	{"efk.efklist.1.status", []string{"1"}},
	{"up.VVX.x", []string{"1"}},
	{"log.level.change.sip", []string{"3"}},
}

// randomFile is a file of parameters.
// What provc takes for a mistake of a person's file is left out of those.
func randomFile(r *rand.Rand, most int, person bool) string {
	roots := []string{"handsetConfig", "polycomConfig", "PHONE_CONFIG", "sip", "phone1", "x"}
	root := roots[r.IntN(len(roots))]
	var b strings.Builder
	if r.IntN(2) == 0 {
		b.WriteString("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n")
	}
	if r.IntN(4) == 0 {
		b.WriteString("<!-- made in 2009 -->\n")
	}
	b.WriteString("<" + root + " xmlns:xsi=\"u\">\n")
	for range r.IntN(4) {
		b.WriteString("  <e")
		seen := map[string]bool{}
		for range 1 + r.IntN(most) {
			p := randomParams[r.IntN(len(randomParams))]
			if person && (strings.HasPrefix(p.name, "prov.login.") || strings.HasPrefix(p.name, "ptt.")) {
				continue
			}
			if !seen[p.name] {
				seen[p.name] = true
				fmt.Fprintf(&b, " %s=\"%s\"", p.name, p.values[r.IntN(len(p.values))])
			}
		}
		b.WriteString("/>")
		if r.IntN(6) == 0 {
			b.WriteString(" <!-- why -->")
		}
		b.WriteString("\n")
	}
	b.WriteString("</" + root + ">\n")
	return b.String()
}

// randomTree is a root.
func randomTree(r *rand.Rand) string {
	var b strings.Builder
	file := func(name, text string) { fmt.Fprintf(&b, "-- %s --\n%s", name, text) }
	files := []string{"site.cfg", "sip.cfg", "reg-basic.cfg", "old/x.cfg", "features.cfg", "noext"}
	pick := func() []string {
		var list []string
		for _, i := range r.Perm(len(files))[:1+r.IntN(4)] {
			list = append(list, files[i])
		}
		return list
	}
	folder := ""
	if r.IntN(4) == 0 {
		folder = "tftp/"
	}
	people := []string{"", "people", "p/[PHONE_MAC_ADDRESS]"}[r.IntN(3)]
	// One deployment has one software, and its folders.
	common := []string{"", " APP_FILE_PATH=\"sip.ld\"", " APP_FILE_PATH=\"v4/sip.ld\" LOG_FILE_DIRECTORY=\"logs\""}[r.IntN(3)]
	if people != "" {
		common += fmt.Sprintf(" USER_PROFILES_DIRECTORY=\"%s\"", people)
	}
	if r.IntN(5) == 0 {
		common += " CONFIG_FILES_SPIP650=\"old/x.cfg,650.cfg\""
		file(folder+"650.cfg", randomFile(r, 4, false))
	}
	master := func(name string, list []string) {
		attrs := fmt.Sprintf("CONFIG_FILES=\"%s\"", strings.Join(list, []string{",", ", "}[r.IntN(2)])) + common
		if r.IntN(2) == 0 {
			file(folder+name, "<APPLICATION "+attrs+"/>\n")
		} else {
			file(folder+name, "<MASTER_CONFIG><CONFIGURATION "+attrs+"/></MASTER_CONFIG>\n")
		}
	}
	all := pick()
	if r.IntN(4) == 0 {
		all = append([]string{"[PHONE_MAC_ADDRESS]-reg.cfg"}, all...)
	}
	if r.IntN(6) == 0 {
		all = append(all, []string{"missing.cfg", "http://pbx.example/x.cfg", all[0], "old/[PHONE_MAC_ADDRESS].cfg", "features.cfg/", ""}[r.IntN(6)])
	}
	starts := r.IntN(6) > 0 // somebody finds a file to begin with
	if starts {
		master("000000000000.cfg", all)
	}
	for i := range 1 + r.IntN(4) {
		mac := fmt.Sprintf("00907a00000%d", i)
		if r.IntN(8) == 0 {
			mac = strings.ToUpper(mac)
		}
		if r.IntN(3) > 0 {
			list := all
			switch r.IntN(3) {
			case 0:
				list = pick()
			case 1:
				list = append([]string{mac + "-own.cfg"}, all...)
				file(folder+mac+"-own.cfg", randomFile(r, 4, false))
			}
			master(mac+".cfg", list)
			starts = starts || mac == strings.ToLower(mac)
		}
		if r.IntN(2) == 0 {
			file(folder+mac+"-reg.cfg", randomFile(r, 4, false))
		}
	}
	if !starts {
		master("000000000000.cfg", all)
	}
	for _, f := range files {
		file(folder+f, randomFile(r, 8, false))
	}
	for _, id := range []string{"ann", "bob", "Cleo", "d.o'neil", "e f"}[:r.IntN(6)] {
		if people == "people" {
			file(folder+filepath.ToSlash(filepath.Join(people, id))+".cfg", randomFile(r, 3, true))
		}
	}
	return b.String()
}
