package fetched

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"provc/compiler/accesslog"
	"provc/compiler/filetest"
)

// nine is when all is deployed that tests look for.
var nine = time.Date(2026, 11, 28, 9, 0, 0, 0, time.UTC)

// requested is a log of lines such as "10:00:00 10.0.0.1 200 /site.cfg" of the day that
// something is deployed; tftp stands for a status where a log has none.
func requested(lines ...string) string {
	var b strings.Builder
	for _, l := range lines {
		f := strings.SplitN(l, " ", 4)
		if f[2] == "tftp" {
			fmt.Fprintf(&b, "2026-11-28T%s+00:00 h in.tftpd[1]: RRQ from %s filename %s\n", f[0], f[1], f[3])
		} else {
			fmt.Fprintf(&b, "%s - - [28/Nov/2026:%s +0000] \"GET %s HTTP/1.1\" %s 1 \"-\" \"-\"\n", f[1], f[0], f[3], f[2])
		}
	}
	return b.String()
}

// states are what a report says of everybody, and of what is not there.
func states(r *Report) string {
	var all []string
	for _, x := range r.Readers {
		s := x.ID + " " + string(x.State)
		if x.Unlisted {
			s += " unlisted"
		}
		if x.Asked {
			s += " asked"
		}
		if x.Address != "" {
			s += " " + x.Address
		}
		for _, o := range x.Old {
			s += " -" + o.File
		}
		all = append(all, s)
	}
	for _, a := range r.Absent {
		all = append(all, fmt.Sprintf("%s%s lacks %s %d", a.ID, map[bool]string{true: a.Address}[a.ID == ""], a.File, a.Times))
	}
	if len(r.Strange) > 0 {
		all = append(all, fmt.Sprint("strange ", r.Strange))
	}
	return strings.Join(all, "; ")
}

// What handsets and people have follows from what they fetched, and when; who a handset
// is from the file that it begins with, wherever the server has the root.
func TestStates(t *testing.T) {
	t.Parallel()
	all := func(at, from, status, id string) (lines []string) {
		for _, f := range []string{id + ".cfg", "phone-" + id + ".cfg", "site.cfg"} {
			lines = append(lines, strings.Join([]string{at, from, status, "/" + f}, " "))
		}
		return lines
	}
	const one, ten, eight = "00907a000000", "10:00:00", "08:00:00"
	for _, x := range []struct {
		name  string
		lines []string
		want  string
	}{
		{"all", all(ten, "1.1.1.1", "200", one), one + " now 1.1.1.1; p0 unseen"},
		{"not modified", all(ten, "1.1.1.1", "304", one), one + " now 1.1.1.1; p0 unseen"},
		{"at that second", all("09:00:00", "1.1.1.1", "200", one), one + " now 1.1.1.1; p0 unseen"},
		{"before", all(eight, "1.1.1.1", "200", one), one + " before 1.1.1.1 -" + one + ".cfg -phone-" + one + ".cfg -site.cfg; p0 unseen"},
		{"one of them before", append(all(eight, "1.1.1.1", "200", one), all(ten, "1.1.1.1", "200", one)[:2]...), one + " before 1.1.1.1 -site.cfg; p0 unseen"},
		{"refused", append(all(ten, "1.1.1.1", "200", one)[:2], ten+" 1.1.1.1 401 /site.cfg"), one + " before 1.1.1.1 -site.cfg; p0 unseen"},
		{"in part", append(all(ten, "1.1.1.1", "200", one)[:2], ten+" 1.1.1.1 206 /site.cfg"), one + " before 1.1.1.1 -site.cfg; p0 unseen"},
		{"nobody", nil, one + " unseen; p0 unseen"},
		{"by TFTP", all(ten, "1.1.1.1", "tftp", one), one + " now asked 1.1.1.1; p0 unseen"},
		{"in part by TFTP", append(all(ten, "1.1.1.1", "tftp", one)[:2], ten+" 1.1.1.1 200 /site.cfg"), one + " now asked 1.1.1.1; p0 unseen"},
		{"by TFTP, and again", append(all(ten, "1.1.1.1", "tftp", one), all("11:00:00", "1.1.1.1", "200", one)...), one + " now 1.1.1.1; p0 unseen"},
		{"a person, from anywhere", []string{ten + " 9.9.9.9 200 /people/p0.cfg"}, one + " unseen; p0 now"},
		{"a person, refused", []string{ten + " 9.9.9.9 401 /people/p0.cfg"}, one + " unseen; p0 unseen"},
		{"a person, before", []string{eight + " 9.9.9.9 200 /people/p0.cfg"}, one + " unseen; p0 before -people/p0.cfg"},
		{"nobody's address", []string{ten + " 9.9.9.9 200 /site.cfg", ten + " 8.8.8.8 404 /site.cfg"}, one + " unseen; p0 unseen; 8.8.8.8 lacks site.cfg 1; strange [9.9.9.9]"},
		{"that is a handset's later", []string{eight + " 1.1.1.1 200 /site.cfg", ten + " 1.1.1.1 200 /" + one + ".cfg"}, one + " before 1.1.1.1 -phone-" + one + ".cfg -site.cfg; p0 unseen"},
		{"two addresses of one", append(all(eight, "1.1.1.1", "200", one), all(ten, "2.2.2.2", "200", one)...), one + " now 2.2.2.2; p0 unseen"},
		{"the server's own folder", []string{ten + " 1.1.1.1 200 /a/b/" + one + ".cfg", ten + " 1.1.1.1 200 /a/b/phone-" + one + ".cfg", ten + ` 1.1.1.1 200 \a\b\site.cfg`}, one + " now 1.1.1.1; p0 unseen"},
		{"escapes", []string{ten + " 1.1.1.1 200 /%70eople//./p0%2ecfg"}, one + " unseen; p0 now"},
		{"an address that is another handset now", append(all(ten, "1.1.1.1", "200", one), ten+" 1.1.1.1 404 /00907A0000FF.cfg", ten+" 1.1.1.1 200 /site.cfg"), one + " now 1.1.1.1; 00907a0000ff before unlisted 1.1.1.1 -000000000000.cfg; p0 unseen"},
		{"one that nobody listed", []string{ten + " 7.7.7.7 404 /00907A0000FF.cfg", ten + " 7.7.7.7 200 /000000000000.cfg", ten + " 7.7.7.7 200 /site.cfg"}, one + " unseen; 00907a0000ff now unlisted 7.7.7.7; p0 unseen"},
		{"what handsets ask for anyhow", []string{ten + " 1.1.1.1 200 /" + one + ".cfg", ten + " 1.1.1.1 404 /" + one + "-phone.cfg", ten + " 1.1.1.1 404 /people/p0-directory.xml", ten + " 1.1.1.1 404 /spa303.cfg"}, one + " before 1.1.1.1 -phone-" + one + ".cfg -site.cfg; p0 unseen"},
		{"what is not there", []string{ten + " 1.1.1.1 200 /x/" + one + ".cfg", ten + " 1.1.1.1 404 /x/lang/a.xml", ten + " 1.1.1.1 410 /x/lang/a.xml", ten + " 1.1.1.1 500 /x/b.xml", ten + " 1.1.1.1 403 /x/b.xml", ten + " 5.5.5.5 404 /x/lang/a.xml"},
			one + " before 1.1.1.1 -phone-" + one + ".cfg -site.cfg; p0 unseen; 5.5.5.5 lacks lang/a.xml 1; " + one + " lacks lang/a.xml 2"},
		{"what is not there, by whom, and by several names", []string{ten + " 9.9.9.9 404 /r/b.xml", ten + " 8.8.8.8 404 /r/b.xml", ten + " 9.9.9.9 404 /b.xml", ten + " 9.9.9.9 200 /r/site.cfg", ten + " 7.7.7.7 200 /r/site.cfg", ten + " 8.8.8.8 200 /r/site.cfg", ten + " 5.5.5.5 200 /r/site.cfg", ten + " 6.6.6.6 200 /r/site.cfg"},
			one + " unseen; p0 unseen; 8.8.8.8 lacks b.xml 1; 9.9.9.9 lacks b.xml 2; strange [5.5.5.5 6.6.6.6 7.7.7.7 8.8.8.8 9.9.9.9]"},
		{"several that nobody listed", []string{ten + " 1.1.1.4 404 /00907a0000f4.cfg", ten + " 1.1.1.2 404 /00907a0000f2.cfg", ten + " 1.1.1.1 404 /00907a0000f1.cfg", ten + " 1.1.1.3 404 /00907a0000f3.cfg"},
			one + " unseen; 00907a0000f1 before unlisted 1.1.1.1 -000000000000.cfg -site.cfg; 00907a0000f2 before unlisted 1.1.1.2 -000000000000.cfg -site.cfg; 00907a0000f3 before unlisted 1.1.1.3 -000000000000.cfg -site.cfg; 00907a0000f4 before unlisted 1.1.1.4 -000000000000.cfg -site.cfg; p0 unseen"},
		{"TFTP proves nothing of what is not there", []string{ten + " 1.1.1.1 tftp /lang/a.xml"}, one + " unseen; p0 unseen"},
	} {
		if got := states(find(t, fleet(1, 1), nine, strings.NewReader(requested(x.lines...)))); got != x.want {
			t.Errorf("%s: got\n%s\nwant\n%s", x.name, got, x.want)
		}
	}
}

// Where the root is at hand, what is missing in it counts for nobody, and what lies there
// by now is not told as missing, whoever put it there.
func TestRootAtHand(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for _, name := range []string{"00907a000000.cfg", "site.cfg", "lang/here.xml"} {
		filetest.Put(t, filepath.Join(dir, name), "")
		if err := os.Chtimes(filepath.Join(dir, name), nine, nine); err != nil {
			t.Fatal(err)
		}
	}
	found := func(since time.Time, lines ...string) *Report {
		t.Helper()
		logs, err := accesslog.Open([]string{"-"}, strings.NewReader(requested(lines...)), accesslog.Clock{Zone: time.UTC})
		if err != nil {
			t.Fatal(err)
		}
		r, err := Find(t.Context(), Options{Root: fleet(1, 1), Dir: dir, Since: since, Logs: logs})
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	const one = "00907a000000"
	for _, x := range []struct {
		since time.Time
		lines []string
		want  string
	}{
		{time.Time{}, []string{"10:00:00 1.1.1.1 200 /" + one + ".cfg", "10:00:00 1.1.1.1 200 /site.cfg"}, one + " now 1.1.1.1; p0 unseen"},
		{nine.Add(2 * time.Hour), []string{"10:00:00 1.1.1.1 200 /" + one + ".cfg", "10:00:00 1.1.1.1 200 /site.cfg"}, one + " before 1.1.1.1 -" + one + ".cfg -site.cfg; p0 unseen"},
		{time.Time{}, []string{"10:00:00 1.1.1.1 tftp r/" + one + ".cfg", "10:00:00 1.1.1.1 tftp r/site.cfg", "10:00:00 1.1.1.1 tftp r/lang/here.xml", "10:00:00 1.1.1.1 tftp r/lang/gone.xml", "10:00:00 1.1.1.1 tftp r/lang/gone.xml", "10:00:00 1.1.1.1 tftp ../../etc/passwd", "10:00:00 1.1.1.1 tftp r/phone-" + one + ".cfg"},
			one + " now asked 1.1.1.1; p0 unseen; " + one + " lacks etc/passwd 1; " + one + " lacks lang/gone.xml 2; " + one + " lacks phone-" + one + ".cfg 1"},
		{time.Time{}, []string{"08:00:00 2.2.2.2 404 /r/lang/here.xml", "08:00:00 2.2.2.2 404 /r/site.cfg", "10:00:00 2.2.2.2 404 /r/lang/gone.xml"}, one + " unseen; p0 unseen; 2.2.2.2 lacks lang/gone.xml 1"},
	} {
		r := found(x.since, x.lines...)
		if got := states(r); got != x.want || r.Unbuilt != 3 {
			t.Errorf("got %s, %d not built, want %s", got, r.Unbuilt, x.want)
		}
	}
}

// When something was asked for last is told, however often that was.
func TestLastAsked(t *testing.T) {
	t.Parallel()
	r := find(t, fleet(1, 0), nine, strings.NewReader(requested("10:00:00 9.9.9.9 404 /x", "11:00:00 9.9.9.9 404 /x", "12:00:00 1.1.1.1 200 /00907a000000.cfg", "13:00:00 1.1.1.1 404 /y")))
	if got, want := fmt.Sprintln(r.Absent[0].Last-nine.Unix(), r.Absent[1].Last-nine.Unix(), r.Readers[0].Last-nine.Unix()), "7200 14400 14400\n"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
