package accesslog

import (
	"strings"
	"testing"
	"time"
)

// A line in which one sign is another, or a number is out of its range, is no line of
// ours: it is counted as unknown rather than read as something else.
func TestLinesThatAreAlmostRight(t *testing.T) {
	clock := Clock{Zone: time.UTC, Year: 2025, Now: time.Date(2026, 11, 28, 12, 0, 0, 0, time.UTC)}
	const (
		web  = `10.0.0.1 - - [28/Nov/2026:12:16:58 +0000] "GET /a.cfg HTTP/1.1" 200 1 "-" "-"`
		tftp = `Nov 28 12:16:58 tftp in.tftpd[812]: RRQ from 10.0.0.1 filename a.cfg`
		iso  = `2026-11-28T12:16:58Z tftp in.tftpd[812]: RRQ from 10.0.0.1 filename a.cfg`
	)
	for _, x := range []struct{ line, old, new string }{
		{web, "28/Nov", "28-Nov"}, {web, "Nov/2026", "Nov-2026"}, {web, "2026:12", "2026 12"}, {web, "12:16", "12.16"}, {web, "16:58", "16.58"}, {web, "58 +", "58_+"}, {web, "+0000", "*0000"},
		{web, "28/", "32/"}, {web, "28/", "00/"}, {web, ":12:", ":24:"}, {web, ":16:", ":60:"}, {web, ":58", ":61"}, {web, "Nov", "nov"}, {web, "28/", "2x/"}, {web, "2026", "20x6"}, {web, ":12:", ":1x:"}, {web, ":16:", ":1x:"}, {web, ":58 ", ":5x "}, {web, "+0000", "+00x0"},
		{web, "] \"GET", "]\"GET"}, {web, "] \"GET", "] 'GET"}, {web, "\" 200", "\"200"}, {web, " 200 ", " 20 "}, {web, " 200 ", " 2000 "}, {web, " 200 ", " 099 "}, {web, " 200 ", " 2:0 "}, {web, " 200 ", " 2/0 "}, {web, `"GET /a.cfg HTTP/1.1"`, `"GET`}, {web, "10.0.0.1 ", " "},
		{tftp, "Nov 28", "Nov_28"}, {tftp, "28 12", "28_12"}, {tftp, "12:16", "12.16"}, {tftp, "16:58", "16.58"}, {tftp, "28", "32"}, {tftp, "28", " 0"}, {tftp, "12:", "24:"}, {tftp, ":16", ":60"}, {tftp, ":58", ":61"}, {tftp, "28", "2x"}, {tftp, "12:", "1x:"}, {tftp, ":16", ":1x"}, {tftp, ":58", ":5x"}, {tftp, "Nov", "nov"},
		{iso, "-11-", "-13-"}, {iso, "T12", "T24"}, {iso, "T12", " 12"},
	} {
		good, _ := read(t, clock, x.line+"\n")
		if len(good) != 1 {
			t.Fatalf("%s: %q", x.line, good)
		}
		bad := strings.Replace(x.line, x.old, x.new, 1)
		if got, l := read(t, clock, bad+"\n"); len(got) != 0 || l.Unknown != 1 {
			t.Errorf("%s: %q, %d unknown", bad, got, l.Unknown)
		}
	}
	for line, want := range map[string]string{
		strings.Replace(web, "28/", "01/", 1):                         "2026-11-01T12:16:58 10.0.0.1 /a.cfg 200",
		strings.Replace(web, "28/Nov", "31/Dec", 1):                   "2026-12-31T12:16:58 10.0.0.1 /a.cfg 200",
		strings.Replace(web, "12:16:58", "23:59:59", 1):               "2026-11-28T23:59:59 10.0.0.1 /a.cfg 200",
		strings.Replace(web, "12:16:58", "00:00:60", 1):               "2026-11-28T00:01:00 10.0.0.1 /a.cfg 200", // a second that is put in
		strings.Replace(web, " 200 ", " 100 ", 1):                     "2026-11-28T12:16:58 10.0.0.1 /a.cfg 100",
		strings.Replace(web, "/a.cfg", "/a.cfg#x", 1):                 "2026-11-28T12:16:58 10.0.0.1 /a.cfg 200",
		strings.Replace(web, "/a.cfg", "/a b.cfg", 1):                 "2026-11-28T12:16:58 10.0.0.1 /a b.cfg 200",
		strings.Replace(tftp, "28 12:16:58", "31 23:59:59", 1) + "  ": "2025-12-01T23:59:59 10.0.0.1 a.cfg 0",
		strings.Replace(tftp, "12:16:58", "00:00:60", 1):              "2025-11-28T00:01:00 10.0.0.1 a.cfg 0",
		strings.Replace(iso, "58Z", "58.5", 1):                        "2026-11-28T12:16:58 10.0.0.1 a.cfg 0",
	} {
		got, _ := read(t, clock, line+"\r\n")
		if len(got) != 1 || got[0] != want {
			t.Errorf("%s: %q, want %s", line, got, want)
		}
	}
}

// Who asked is an address or a name, as servers write it.
func TestClients(t *testing.T) {
	clock := Clock{Zone: time.UTC}
	for client, want := range map[string]string{
		"2001:DB8::af":             "2001:DB8::af",
		"fe80::1%eth0":             "fe80::1%eth0",
		"::FFFF:10.0.0.1":          "::FFFF:10.0.0.1",
		"::ffff:a00:1":             "::ffff:a00:1",
		"prov.example:80 ::1":      "::1",
		"prov.example:80 10.0.0.1": "10.0.0.1",
		"10.0.0.1 10.0.0.2":        "10.0.0.1",
		"1.2.3":                    "1.2.3",
		"a:b":                      "a:b",
	} {
		got, _ := read(t, clock, client+` - - [28/Nov/2026:12:16:58 +0000] "GET /a HTTP/1.1" 200 1`+"\n")
		if len(got) != 1 || strings.Fields(got[0])[1] != want {
			t.Errorf("%s: %q, want %s", client, got, want)
		}
	}
}

// Without a year, a line of more than a day ahead is of the year before.
func TestYearsAtTheirEnds(t *testing.T) {
	for now, want := range map[string]string{
		"2026-11-28T12:16:58Z": "2026-11-28",
		"2026-11-27T12:16:58Z": "2026-11-28", // clocks differ by a day at most
		"2026-11-27T12:16:57Z": "2025-11-28",
	} {
		at, err := time.Parse(time.RFC3339, now)
		if err != nil {
			t.Fatal(err)
		}
		got, _ := read(t, Clock{Zone: time.UTC, Now: at}, "Nov 28 12:16:58 t in.tftpd[1]: RRQ from 10.0.0.1 filename a\n")
		if len(got) != 1 || !strings.HasPrefix(got[0], want) {
			t.Errorf("at %s: %q, want %s", now, got, want)
		}
	}
}

// A line of 64 KB is read, and a longer one is counted as unknown, with what it was to say.
func TestLongestLine(t *testing.T) {
	t.Parallel()
	const begin, end = `10.0.0.1 - - [28/Nov/2026:12:16:58 +0000] "GET /`, ` HTTP/1.1" 200 1` + "\n"
	for more, want := range map[int]int{0: 2, 1: 1} {
		long := begin + strings.Repeat("a", 64<<10-len(begin)-len(end)+more) + end
		got, l := read(t, Clock{}, long+begin+"b"+end)
		if len(got) != want || l.Unknown != 2-want || l.Lines != 2 {
			t.Errorf("%d bytes: %d entries, %d of %d lines unknown", len(long), len(got), l.Unknown, l.Lines)
		}
	}
}

// A month that lies more than half a year before the last line's is of the next year, one
// that lies more than half a year behind it a late line of the year before.
func TestHalfAYear(t *testing.T) {
	t.Parallel()
	for months, want := range map[string]string{
		"Dec Jan": "2025-12 2026-01", "Aug Jan": "2025-08 2026-01", "Jul Jan": "2025-07 2025-01", "Dec Jun": "2025-12 2025-06", "Dec May": "2025-12 2026-05",
		"Jan Jul": "2025-01 2025-07", "Jan Aug": "2025-01 2024-08", "Dec Jan Dec Jan": "2025-12 2026-01 2025-12 2026-01", "Jan Feb": "2025-01 2025-02",
	} {
		text := ""
		for m := range strings.FieldsSeq(months) {
			text += m + " 02 12:16:58 tftp in.tftpd[812]: RRQ from 10.0.0.1 filename a\n"
		}
		entries, _ := read(t, Clock{Zone: time.UTC, Year: 2025}, text)
		var got []string
		for _, e := range entries {
			got = append(got, e[:len("2025-12")])
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: %s, want %s", months, got, want)
		}
	}
}

// Of one time the logs count in the order in which they are given.
func TestOneTime(t *testing.T) {
	t.Parallel()
	line := func(name string) string {
		return `10.0.0.1 - - [28/Nov/2026:12:16:58 +0000] "GET /` + name + ` HTTP/1.1" 200 1` + "\n"
	}
	got, _ := read(t, Clock{}, line("b")+line("d"), line("a")+line("c"))
	names := ""
	for _, e := range got {
		names += strings.Fields(e)[2]
	}
	if names != "/b/d/a/c" {
		t.Error(names)
	}
	if (&Entry{Status: 200}).Asked() || !(&Entry{}).Asked() {
		t.Error("a status proves no more than asking")
	}
}
