package accesslog

import (
	"bytes"
	"compress/gzip"
	"fmt"

	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

var berlin = func() *time.Location {
	l, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		l = time.FixedZone("CET", 3600)
	}
	return l
}()

// read reads logs to their end.
func read(t *testing.T, clock Clock, texts ...string) (entries []string, l *Logs) {
	t.Helper()
	l = &Logs{}
	for i, text := range texts {
		if err := l.add(fmt.Sprint(i), strings.NewReader(text), func() error { return nil }, clock); err != nil {
			t.Fatal(err)
		}
	}
	for {
		e, err := l.Next()
		if err != nil {
			t.Fatal(err)
		}
		if e == nil {
			return entries, l
		}
		entries = append(entries, fmt.Sprintf("%s %s %s %d", time.Unix(e.Time, 0).UTC().Format("2006-01-02T15:04:05"), e.Client, e.Path, e.Status))
	}
}

func TestLines(t *testing.T) {
	now := time.Date(2026, 11, 28, 12, 0, 0, 0, time.UTC)
	for _, x := range []struct{ name, line, want string }{
		{"Apache", `10.0.0.1 - - [28/Nov/2026:12:16:58 +0100] "GET /prov/00907a000001.cfg HTTP/1.1" 200 512 "-" "FileTransport SpectralinkSL8440/4.0"`, "2026-11-28T11:16:58 10.0.0.1 /prov/00907a000001.cfg 200"},
		{"a user", `10.0.0.1 - ana@clinic.example [28/Nov/2026:12:16:58 -0530] "GET /a.cfg HTTP/1.0" 304 - "-" "-"`, "2026-11-28T17:46:58 10.0.0.1 /a.cfg 304"},
		{"a user with blanks", `10.0.0.1 - Ana [B] x [28/Nov/2026:12:16:58 +0000] "GET /a.cfg HTTP/1.0" 401 - "-" "-"`, ""},
		{"the name of a server", `prov.example:80 10.0.0.1 - - [28/Nov/2026:12:16:58 +0000] "GET /a.cfg HTTP/1.1" 404 1 "-" "-"`, "2026-11-28T12:16:58 10.0.0.1 /a.cfg 404"},
		{"version 6", `2001:db8::1 - - [28/Nov/2026:12:16:58 +0000] "GET /a.cfg?x=1 HTTP/1.1" 200 1 "-" "-"`, "2026-11-28T12:16:58 2001:db8::1 /a.cfg 200"},
		{"version 4 in 6", `::ffff:10.0.0.1 - - [28/Nov/2026:12:16:58 +0000] "GET /a.cfg HTTP/1.1" 200 1 "-" "-"`, "2026-11-28T12:16:58 10.0.0.1 /a.cfg 200"},
		{"a name for an address", `phone-3.clinic.example - - [28/Nov/2026:12:16:58 +0000] "GET /a.cfg HTTP/1.1" 200 1`, "2026-11-28T12:16:58 phone-3.clinic.example /a.cfg 200"},
		{"a quote in the request", `10.0.0.1 - - [28/Nov/2026:12:16:58 +0000] "GET /a\"b\\ HTTP/1.1" 404 1 "-" "-"`, `2026-11-28T12:16:58 10.0.0.1 /a\"b\\ 404`},
		{"no version", `10.0.0.1 - - [28/Nov/2026:12:16:58 +0000] "GET /a.cfg" 400 1 "-" "-"`, "2026-11-28T12:16:58 10.0.0.1 /a.cfg 400"},
		{"written", `10.0.0.1 - - [28/Nov/2026:12:16:58 +0000] "PUT /ana-phone.cfg HTTP/1.1" 201 1 "-" "-"`, "-"},
		{"asked whether it is there", `10.0.0.1 - - [28/Nov/2026:12:16:58 +0000] "HEAD /a.cfg HTTP/1.1" 200 1 "-" "-"`, "-"},
		{"nothing", `10.0.0.1 - - [28/Nov/2026:12:16:58 +0000] "-" 408 0 "-" "-"`, "-"},
		{"cut off", `10.0.0.1 - - [28/Nov/2026:12:16:58 +0000] "GET /a.cfg HT`, ""},
		{"no status", `10.0.0.1 - - [28/Nov/2026:12:16:58 +0000] "GET /a.cfg HTTP/1.1" x00 1`, ""},
		{"no such time", `10.0.0.1 - - [28/Nox/2026:12:16:58 +0000] "GET /a.cfg HTTP/1.1" 200 1`, ""},
		{"tftpd", `Nov 28 12:16:58 tftp in.tftpd[812]: RRQ from 10.0.0.1 filename 00907a000001.cfg`, "2025-11-28T11:16:58 10.0.0.1 00907a000001.cfg 0"},
		{"tftpd, a day of one digit", `Nov  2 12:16:58 tftp in.tftpd[812]: RRQ from 10.0.0.1 filename /a b.cfg`, "2025-11-02T11:16:58 10.0.0.1 /a b.cfg 0"},
		{"tftpd in summer", `Jul  2 12:16:58 tftp tftpd[812]: RRQ from ::ffff:10.0.0.1 filename a.cfg remapped to /srv/a.cfg`, "2025-07-02T10:16:58 10.0.0.1 a.cfg 0"},
		{"tftpd with a priority", `<29>Nov 28 12:16:58 tftp in.tftpd[812]: RRQ from 10.0.0.1 filename a.cfg`, "2025-11-28T11:16:58 10.0.0.1 a.cfg 0"},
		{"tftpd with a year", `2026-11-28T12:16:58.123456+01:00 tftp in.tftpd[812]: RRQ from 10.0.0.1 filename a.cfg`, "2026-11-28T11:16:58 10.0.0.1 a.cfg 0"},
		{"tftpd of journalctl", `2026-11-28T12:16:58+0100 tftp in.tftpd[812]: RRQ from 10.0.0.1 filename a.cfg`, "2026-11-28T11:16:58 10.0.0.1 a.cfg 0"},
		{"tftpd writes", `Nov 28 12:16:58 tftp in.tftpd[812]: WRQ from 10.0.0.1 filename ana-phone.cfg`, "-"},
		{"tftpd refuses", `Nov 28 12:16:58 tftp in.tftpd[812]: sending NAK (1, File not found) to 10.0.0.1`, "-"},
		{"another program", `Nov 28 12:16:58 tftp sshd[812]: Accepted publickey for ana`, "-"},
		{"no log", `hello`, ""},
	} {
		entries, l := read(t, Clock{Zone: berlin, Year: 2025, Now: now}, x.line+"\n")
		got := strings.Join(entries, "\n")
		if got == "" && l.Unknown == 0 {
			got = "-" // understood, and no request for a file
		}
		if got != x.want {
			t.Errorf("%s: %q, want %q", x.name, got, x.want)
		}
	}
}

// Logs are merged by their times, whatever the order in which they are given.
func TestMerge(t *testing.T) {
	line := func(second int, name string) string {
		return fmt.Sprintf("10.0.0.1 - - [28/Nov/2026:12:00:%02d +0000] \"GET /%s HTTP/1.1\" 200 1 \"-\" \"-\"\r\n", second, name)
	}
	entries, l := read(t, Clock{Zone: time.UTC, Year: 2026},
		line(5, "e")+"nonsense\n\n"+line(6, "f"),
		line(1, "a")+line(3, "c")+strings.Repeat("x", 3*longest)+"\n"+line(2, "late"),
		"",
		"Nov 28 12:00:02 t in.tftpd[1]: RRQ from 10.0.0.1 filename b\nNov 28 12:00:04 t in.tftpd[1]: RRQ from 10.0.0.1 filename d")
	var names []string
	for _, e := range entries {
		names = append(names, strings.Fields(e)[2])
	}
	if got := strings.Join(names, " "); got != "/a b /c /late d /e /f" {
		t.Error(got)
	}
	if l.Unknown != 2 || l.First != "0:2" || l.Lines != 10 {
		t.Errorf("%d of %d lines are unknown, the first at %s", l.Unknown, l.Lines, l.First)
	}
}

// Without a year in the lines, the first line has the year that is given, or the latest
// that is not ahead; a new year begins with January.
func TestYears(t *testing.T) {
	const log = "Dec 31 23:59:59 t in.tftpd[1]: RRQ from 10.0.0.1 filename a\nJan  1 00:00:01 t in.tftpd[1]: RRQ from 10.0.0.1 filename b\nDec 31 23:59:58 t in.tftpd[1]: RRQ from 10.0.0.1 filename late\nJan  2 00:00:00 t in.tftpd[1]: RRQ from 10.0.0.1 filename c\n"
	for _, x := range []struct {
		clock Clock
		year  int
	}{
		{Clock{Zone: time.UTC, Year: 2019}, 2019},
		{Clock{Zone: time.UTC, Now: time.Date(2026, 11, 28, 0, 0, 0, 0, time.UTC)}, 2025},
		{Clock{Zone: time.UTC, Now: time.Date(2026, 12, 31, 12, 0, 0, 0, time.UTC)}, 2026},
	} {
		entries, _ := read(t, x.clock, log)
		want := fmt.Sprintf("%d-12-31T23:59:59 10.0.0.1 a 0\n%d-01-01T00:00:01 10.0.0.1 b 0\n%d-12-31T23:59:58 10.0.0.1 late 0\n%d-01-02T00:00:00 10.0.0.1 c 0", x.year, x.year+1, x.year, x.year+1)
		if got := strings.Join(entries, "\n"); got != want {
			t.Errorf("got\n%s\nwant\n%s", got, want)
		}
	}
}

func TestOpen(t *testing.T) {
	dir := t.TempDir()
	line := []byte("10.0.0.1 - - [28/Nov/2026:12:00:00 +0000] \"GET /a HTTP/1.1\" 200 1\n")
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	z.Write(line)
	z.Close()
	for name, data := range map[string][]byte{"plain": line, "packed.gz": packed.Bytes(), "cut.gz": packed.Bytes()[:packed.Len()-9], "empty": nil} {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	l, err := Open([]string{filepath.Join(dir, "plain"), filepath.Join(dir, "packed.gz"), filepath.Join(dir, "empty"), "-"}, bytes.NewReader(line), Clock{})
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for ; ; n++ {
		e, err := l.Next()
		if err != nil {
			t.Fatal(err)
		}
		if e == nil {
			break
		}
	}
	if n != 3 {
		t.Errorf("%d entries", n)
	}
	for _, name := range []string{"none", "."} {
		if _, err := Open([]string{filepath.Join(dir, name)}, nil, Clock{}); err == nil || !strings.Contains(err.Error(), dir) {
			t.Errorf("%s: %v", name, err)
		}
	}
	l, err = Open([]string{filepath.Join(dir, "cut.gz")}, nil, Clock{})
	for err == nil {
		var e *Entry
		if e, err = l.Next(); e == nil && err == nil {
			t.Fatal("a log that is cut off ends like any other")
		}
	}
	if !strings.Contains(err.Error(), "cut.gz") {
		t.Error(err)
	}
}

// Whatever a log holds, an entry is a part of it, and reading ends.
func FuzzLog(f *testing.F) {
	f.Add([]byte(`10.0.0.1 - - [28/Nov/2026:12:16:58 +0100] "GET /a\"b HTTP/1.1" 200 512 "-" "-"` + "\n"))
	f.Add([]byte(`a:80 ::1 - - [28/Nov/2026:12:16:58 +0100] "GET ? HTTP/1.1" 200` + "\n"))
	f.Add([]byte("Nov 28 12:16:58 t in.tftpd[8]: RRQ from ::ffff:10.0.0.1 filename a remapped to b\n"))
	f.Add([]byte("2026-11-28T12:16:58.1+01:00 t tftpd: RRQ from 1 filename a\n<1>Nov"))
	f.Fuzz(func(t *testing.T, data []byte) {
		l := &Logs{}
		if err := l.add("-", bytes.NewReader(data), func() error { return nil }, Clock{Zone: time.UTC, Now: time.Unix(1e9, 0)}); err != nil {
			return
		}
		for n := 0; ; n++ {
			e, err := l.Next()
			if err != nil || e == nil {
				return
			}
			if len(e.Path) == 0 || len(e.Client) == 0 || !bytes.Contains(data, e.Path) || !bytes.Contains(data, e.Client) || e.Status != 0 && (e.Status < 100 || e.Status > 999) || n > len(data) {
				t.Fatalf("%+v", e)
			}
		}
	})
}

// BenchmarkLog reads a log of many handsets.
func BenchmarkLog(b *testing.B) {
	var text bytes.Buffer
	for i := range 100_000 {
		fmt.Fprintf(&text, "10.%d.%d.%d - - [28/Nov/2026:12:%02d:%02d +0100] \"GET /provisioning/00907a%06x.cfg HTTP/1.1\" 200 %d \"-\" \"FileTransport SpectralinkSL-SL_8440-UA/4.0.0.13937 Type/Application\"\n", i>>16, i>>8&255, i&255, i/60%60, i%60, i, i)
	}
	b.SetBytes(int64(text.Len()))
	b.ReportAllocs()
	for b.Loop() {
		l := &Logs{}
		if err := l.add("-", bytes.NewReader(text.Bytes()), func() error { return nil }, Clock{}); err != nil {
			b.Fatal(err)
		}
		n := 0
		for e, err := l.Next(); e != nil; e, err = l.Next() {
			if n++; err != nil {
				b.Fatal(err)
			}
		}
		if n != 100_000 {
			b.Fatal(n)
		}
	}
}
