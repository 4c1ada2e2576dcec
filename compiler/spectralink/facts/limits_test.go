package facts_test

import (
	"fmt"
	"strings"
	"testing"

	"provc/compiler/spectralink/deploytest"
)

// Each limit of a deployment: what is just allowed, and what is one beyond. %s
// stands for a text of that length, or a list of that many.
func TestLimits(t *testing.T) {
	item := func(n int, text string) string { return "[" + strings.Repeat(text+", ", n) + "]" }
	text := func(n int) string { return fmt.Sprintf("%q", strings.Repeat("x", n)) }
	wide := func(n int) string { return fmt.Sprintf("%q", strings.Repeat("é", n)) }
	number := func(n int) string { return fmt.Sprint(n) }
	label := func(n int) string { return fmt.Sprintf("%q", fmt.Sprint(n)) }
	for _, x := range []struct {
		body  string
		of    func(n int) string
		least int // -1: there is no least
		most  int
		check string
	}{
		{`authorizedNumbers: %s`, func(n int) string { return item(n, `{value: "1"}`) }, -1, 5, "authorized-limit"},
		{`authorizedNumbers: [{value: %s}]`, wide, -1, 256, "field-value"},
		{`authorizedNumbers: [{value: "1", description: %s}]`, wide, -1, 256, "field-value"},
		{`params: reg: %s: address: "x"`, label, 1, 34, "parameter-index"},
		{`params: reg: "1": server: %s: address: "x"`, label, 1, 4, "parameter-index"},
		{`params: phoneLock: authorized: %s: value: "x"`, label, 1, 5, "parameter-index"},
		{`params: ptt: channel: %s: label: "x"`, label, 1, 25, "parameter-index"},
		{`params: prov: login: automaticLogout: %s`, number, 0, 46000, "parameter-value"},
		{`params: prov: login: defaultDomain: %s`, wide, -1, 64, "parameter-value"},
		{`params: prov: login: defaultPassword: %s`, wide, -1, 32, "parameter-value"},
		{`params: dialplan: digitmap: %s`, text, 0, 2560, "digitmap-syntax"},
		{deploytest.Login + `users: a: password: %s`, wide, -1, 32, "field-value"},
		{deploytest.Login + `users: %s: password: secret: "a"`, text, 1, 64, "user-id-characters"},
		{deploytest.Login + `users: a: {password: secret: "a", directory: %[1]s}, groups: g: profiles: directory: %[1]s`, text, 0, 200, "field-value"},
		{`groups: %s: {}`, text, 1, 200, "group-name"},
		{`phones: %s: {}`, func(n int) string { return fmt.Sprintf("%q", strings.Repeat("a", n)) }, 12, 12, "mac-format"},
		{`folder: %s`, text, -1, 200, "field-value"},
		{`profiles: directory: %s`, text, -1, 200, "field-value"},
		{`software: %s`, text, -1, 255, "field-value"},
		{`coreFiles: %s`, text, 1, 255, "field-value"},
		{`configFiles: before: [%s]`, text, 1, 255, "field-value"},
		{`groups: g: configFiles: after: [{file: %s}]`, text, 1, 255, "field-value"},
		{`phones: "00907a000001": configFiles: after: [{file: "x", sets: [%s]}]`, text, 1, 200, "field-value"},
		{`models: SPIP650: configFiles: instead: [%s]`, text, 1, 255, "field-value"},
		{`models: SPIP650: software: %s`, text, -1, 255, "field-value"},
		{`models: %s: {}`, text, 1, 64, "field-unknown"},
		{`misc: [%s]`, text, 1, 255, "field-value"},
		{`directories: logs: %s`, text, 1, 255, "field-value"},
		{`contacts: [{ct: %s}]`, wide, 1, 128, "field-value"},
		{`contacts: [{ct: "1", ln: %s}]`, text, -1, 40, "field-value"},
		{`contacts: [{ct: "1", fn: %s}]`, text, -1, 40, "field-value"},
		{`contacts: [{ct: "1", ln: %s}]`, wide, -1, 20, "field-value"},
		{`contacts: [{ct: "1", fn: %s}]`, wide, -1, 20, "field-value"},
		{`contacts: [{ct: "1", sd: %s}]`, number, 1, 9999, "field-value"},
		{`contacts: [{ct: "1", lb: %s}]`, wide, -1, 256, "field-value"},
		{`contacts: [{ct: "1", rt: %s}]`, wide, -1, 64, "field-value"},
		{`contacts: [{ct: "1", dc: %s}]`, wide, -1, 128, "field-value"},
	} {
		try := func(n int, allowed bool) {
			t.Helper()
			body := fmt.Sprintf(x.body, x.of(n))
			c := deploytest.Compile(t, body)
			if allowed == c.Findings.HasErrors() {
				t.Errorf("%.80s with %d is allowed: %v\n%.2000s", x.body, n, !allowed, c.Text(c.Findings))
			}
			if !allowed && (len(c.Findings) == 0 || !strings.Contains(c.Text(c.Findings), " error "+x.check+": ")) {
				t.Errorf("%.80s with %d is told as\n%.2000s", x.body, n, c.Text(c.Findings))
			}
		}
		try(x.most, true)
		try(x.most+1, false)
		if x.least >= 0 {
			try(x.least, true)
		}
		if x.least > 0 {
			try(x.least-1, false)
		}
	}
}
