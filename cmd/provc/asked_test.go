package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"regexp"
	"strings"
	"testing"
)

// asking are the commands beside vet, build and diff that say something of a package, of a
// root old that others made, and of the root out that was built; each with a format that
// forged knows.
func asking(t *testing.T) [][]string {
	t.Helper()
	commands := [][]string{
		{"text", "explain", "."},
		{"json", "explain", ".", "--format", "json"},
		{"html", "explain", ".", "--html", "-", "--overrides", "old"},
		{"text", "explain", ".", "--user", "ben", "--verbose", "--overrides", "old"},
		{"text", "explain", ".", "--phone", "00907a000001", "--overrides", "old"},
		{"json", "explain", ".", "--phone", "0026cb5f1a21", "--format", "json"},
		{"text", "drift", "--root", "old"},
		{"json", "drift", "--root", "old", "--format", "json"},
		{"markdown", "drift", "--root", "old", "--format", "markdown"},
		{"text", "build", "--digest"},
		{"text", "diff", "--against", "old", "--digest"},
		{"text", "diff", "--against", "old", "--expect", "change-1:0"},
		{"text", "build", "--list", "-o", "old", "--secrets", "secrets.yaml"},
		{"text", "build", "-o", "old", "--adopt", "--check", "--secrets", "secrets.yaml"},
		{"text", "simulate", "spectralink", "--root", "old", "--phone", "00907a000001", "--user", "ben", "--secrets", "secrets.yaml"},
		{"text", "simulate", "spectralink", ".", "--root", "out", "--all", "--secrets", "secrets.yaml"},
		{"text", "simulate", "cisco", "--root", "out", "--phone", "0026cb5f1a21", "--model", "SPA504G"},
		{"text", "import", "old", "-o", "imported"},
		{"html", "import", "out", "-o", "again", "--format", "html"},
		{"json", "import", "out", "-o", "once-more", "--format", "json"},
	}
	var questions bytes.Buffer
	run([]string{"ask", "--format", "json"}, nil, &questions, &questions)
	var all struct{ Rows []struct{ Example string } }
	if err := json.Unmarshal(questions.Bytes(), &all); err != nil || len(all.Rows) < 5 {
		t.Fatalf("%v: %s", err, questions.String())
	}
	for i, q := range all.Rows {
		format := []string{"text", "json", "markdown"}[i%3]
		commands = append(commands, append(append([]string{format}, strings.Fields(q.Example)[1:]...), "--verbose", "--format", format))
	}
	return commands
}

// askedAll has every command look at every package, for minutes: else a package is looked
// at by one.
var askedAll = flag.Bool("asked-all", false, "every command looks at every package in which something is planted")

// asked runs commands on packages, and hands over what they print.
func asked(t *testing.T, archives []string, check func(archive, command, format, out string)) {
	commands := asking(t)
	for n, archive := range archives {
		unpack(t, archive)
		for i, c := range commands {
			if !*askedAll && i != n%len(commands) {
				continue
			}
			var out, errs bytes.Buffer
			if command := strings.Join(c[1:], " "); strings.Contains(command, " out ") {
				run([]string{"build", "-o", "out", "--no-sync", "--secrets", "secrets.yaml"}, nil, &errs, &errs)
			}
			run(c[1:], nil, &out, &errs)
			command := strings.Join(c[1:], " ")
			check(archive, command, c[0], out.String())
			check(archive, command+", on stderr", "text", errs.String())
		}
	}
	if len(archives) < len(commands) {
		t.Errorf("%d packages for %d commands", len(archives), len(commands))
	}
}

// No command prints a password that somebody wrote into a package, or into a root.
func TestAskedOfPlantedSecrets(t *testing.T) {
	if testing.Short() {
		t.Skip("it runs provc some hundred times")
	}
	const secret = "vB3Kd8xQ"
	hidden := regexp.MustCompile(`(?i)B3Kd8x`)
	const old = `-- old/000000000000.cfg --
<MASTER_CONFIG CONFIG_FILES="site.cfg" USER_PROFILES_DIRECTORY="people"/>
-- old/site.cfg --
<handsetConfig><!-- SECRET --><x prov.login.enabled="1" reg.1.auth.password="SECRET" reg.1.auth.Password="SECRET" up.url="http://ann:SECRET@h/?pin=SECRET"/></handsetConfig>
-- old/people/ben.cfg --
<handsetConfig><x prov.login.localPassword="SECRET" prov.login.localPassword="SECRET2"/></handsetConfig>
-- old/people/ben-phone.cfg --
<PHONE_CONFIG><OVERRIDES prov.login.localPassword="SECRET" up.idleTimeout="5" my.password="SECRET"/></PHONE_CONFIG>
-- old/00907a000001-web.cfg --
<PHONE_CONFIG><OVERRIDES reg.1.auth.password="SECRET"
-- old/default.xml --
<flat-profile><GPP_A>1</GPP_A><Password_1_>SECRET</Password_1_><Profile_Rule>[--uid u --pwd SECRET] http://h/a</Profile_Rule></flat-profile>
-- secrets.yaml --
ann: ann1234
ben: ben1234
board: board1234
eve: eve1234
hall: SECRET
`
	var archives []string
	for archive, places := range plantedIn {
		for _, place := range places {
			archives = append(archives, strings.ReplaceAll(strings.Replace(archive, "PLACE", place, 1)+old, "SECRET", secret))
		}
	}
	for _, rows := range rowsPlanted {
		archives = append(archives, strings.ReplaceAll(strings.Replace(plantedWard, "PLACE", strings.Replace(plantedTable, "PLACE", rows, 1), 1)+old, "SECRET", secret))
	}
	asked(t, archives, func(archive, command, format, out string) {
		if at := hidden.FindStringIndex(out); at != nil {
			t.Errorf("%s\n  provc %s: …%s…", strings.Split(archive, "-- old/")[0][100:], command, out[max(0, at[0]-100):min(len(out), at[1]+20)])
		}
	})
}

// Nobody obeys a name in what a command prints of it.
func TestAskedOfHostileNames(t *testing.T) {
	if testing.Short() {
		t.Skip("it runs provc some hundred times")
	}
	quoted, err := json.Marshal(hostile)
	if err != nil {
		t.Fatal(err)
	}
	inCUE := strings.NewReplacer("\\u003c", "<", "\\u003e", ">", "\\u0026", "&").Replace(string(quoted))
	value := strings.NewReplacer("&", "&amp;", "<", "&lt;", `"`, "&quot;", "\n", "&#10;", "\r", "&#13;", "\x1b", "").Replace(hostile)
	old := fmt.Sprintf(`-- old/000000000000.cfg --
<MASTER_CONFIG CONFIG_FILES="site.cfg, %[1]s" USER_PROFILES_DIRECTORY="people" OVERRIDES_DIRECTORY="%[1]s"/>
-- old/site.cfg --
<handsetConfig><x prov.login.enabled="1" up.a="%[1]s" ptt.displayName="%[1]s"/></handsetConfig>
-- old/people/ben-phone.cfg --
<PHONE_CONFIG><OVERRIDES up.idleTimeout="%[1]s" up.b="%[1]s"/></PHONE_CONFIG>
-- old/default.xml --
<flat-profile><GPP_A>%[1]s</GPP_A><Profile_Rule>%[1]s</Profile_Rule></flat-profile>
-- secrets.yaml --
ann: ann1234
ben: ben1234
board: board1234
hall: hall1234
`, value)
	var archives []string
	for archive, places := range hostileIn {
		for _, place := range places {
			archives = append(archives, strings.Replace(archive, "PLACE", strings.ReplaceAll(place, "NAME", inCUE), 1)+old)
		}
	}
	asked(t, archives, func(archive, command, format, out string) {
		switch {
		case out == "":
			return
		case strings.HasPrefix(command, "build --list"):
			out = strings.ReplaceAll(out, "\t", " ") // between columns
		case strings.HasPrefix(command, "explain"):
			out = strings.NewReplacer(`href="#stack"`, "", "<noscript>", "<p>", "</noscript>", "</p>").Replace(out)
		case strings.HasPrefix(command, "drift"):
			out = strings.ReplaceAll("\n"+out, "\n## ", "\n### ")
		}
		if wrong := forged(format, out); wrong != "" {
			t.Errorf("%s\n  provc %s: %s", strings.Split(archive, "-- old/")[0][100:], command, wrong)
		}
	})
}
