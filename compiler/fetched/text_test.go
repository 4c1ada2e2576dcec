package fetched

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"provc/compiler/diag"
)

// at is a time of the day that something is deployed.
func at(hour int) int64 { return nine.Add(time.Duration(hour-9) * time.Hour).Unix() }

// full is a report with all that there is to say.
func full() *Report {
	return &Report{
		Readers: []Reader{
			{ID: "00907a000001", Label: "Theatre 1", State: Now, Address: "1.1.1.1", Last: at(10), Asked: true},
			{ID: "00907a000002", State: Before, Address: "2.2.2.2", Last: at(8), Old: []Old{{"a.cfg", at(9), at(8)}, {" b.cfg", at(9), 0}}},
			{ID: "00907a000003", State: Before, Unlisted: true, Old: []Old{{"a", at(9), at(8)}, {"b", at(9), at(8)}, {"c", at(9), at(8)}, {"d", at(9), at(8)}, {"e", at(9), at(8)}}},
			{ID: "ana", Label: "Ana_B", Person: true, State: Unseen},
		},
		Absent:  []Absent{{ID: "00907a000001", Label: "Theatre 1", Address: "1.1.1.1", File: "lang.xml", Times: 1, Last: at(10)}, {Address: "9.9.9.9", File: "x", Times: 2, Last: at(11)}},
		Strange: []string{"8.8.8.8", "9.9.9.9"}, Unbuilt: 1, Unknown: 3, Lines: 9, First: "x.log:2", Requests: 6, From: at(8), To: at(11),
	}
}

// What a report says to people, in order, at the clock of a zone.
func TestText(t *testing.T) {
	t.Parallel()
	text := func(r *Report, zone *time.Location) string {
		var b strings.Builder
		if err := WriteText(&b, r, TextOptions{Zone: zone}); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	const want = `1 of 3 handsets and 0 of 1 person have fetched what is deployed
still have what was before:
  00907a000002: a.cfg, deployed 2026-11-28 09:00:00, fetched 2026-11-28 08:00:00; " b.cfg", deployed 2026-11-28 09:00:00, not fetched in these logs (2.2.2.2)
  00907a000003, not listed: a, deployed 2026-11-28 09:00:00, fetched 2026-11-28 08:00:00; b, deployed 2026-11-28 09:00:00, fetched 2026-11-28 08:00:00; c, deployed 2026-11-28 09:00:00, fetched 2026-11-28 08:00:00; and 2 more files
not in the logs: Ana_B (ana)
ask for files that are not there:
  Theatre 1 (00907a000001): lang.xml, once, the last 2026-11-28 10:00:00
  address 9.9.9.9: x, 2 times, the last 2026-11-28 11:00:00
2 addresses fetched files and never asked for a <MAC>.cfg, so that nobody knows whose they are: 8.8.8.8, 9.9.9.9
TFTP proves only that a file was asked for, not that it arrived
1 file declared and not in the root: provc build
3 lines of 9 not understood, the first at x.log:2
the logs hold 6 requests, from 2026-11-28 08:00:00 to 2026-11-28 11:00:00
`
	if got := text(full(), time.UTC); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if got := text(full(), time.FixedZone("x", 3600)); !strings.Contains(got, "from 2026-11-28 09:00:00 to 2026-11-28 12:00:00\n") {
		t.Errorf("in another zone:\n%s", got)
	}
	if got, want := text(&Report{}, time.UTC), "0 of 0 handsets and 0 of 0 people have fetched what is deployed\nthe logs hold no request for a file\n"; got != want {
		t.Errorf("of nothing: %s", got)
	}
	one := &Report{Readers: []Reader{{ID: "a", State: Now}}, Strange: []string{"9.9.9.9"}, Requests: 1, Unknown: 1, Lines: 2, Unbuilt: 2}
	got := text(one, time.UTC)
	for _, want := range []string{"1 of 1 handset and 0 of 0 people have fetched", "1 address fetched files and never", "\n2 files declared and not in the root: provc build\n1 line of 2 not understood\nthe logs hold 1 request, from "} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
	for n, want := range map[int]string{8: "not in the logs: h0, h1, h2, h3, h4, h5, h6, h7\n", 10: "not in the logs: h0, h1, h2, h3, h4, h5, h6, h7 and 2 more\n"} {
		r := &Report{}
		for i := range n {
			r.Readers = append(r.Readers, Reader{ID: fmt.Sprint("h", i), State: Unseen})
		}
		if got := text(r, time.UTC); !strings.Contains(got, want) {
			t.Errorf("%d are told as\n%s", n, got)
		}
	}
	few := &Report{Readers: []Reader{{ID: "a", State: Before, Old: full().Readers[2].Old[:3]}}}
	if got := text(few, time.UTC); strings.Contains(got, "more file") {
		t.Errorf("three files are told as\n%s", got)
	}
}

// In Markdown each sentence with what it is about is a heading and a list.
func TestMarkdown(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	if err := WriteMarkdown(&b, full(), time.UTC); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"1 of 3 handsets and 0 of 1 person have fetched what is deployed\n\n### Still have what was before\n\n- 00907a000002: a.cfg,", "\n\nnot in the logs: Ana\\_B (ana)\n\n### Ask for files that are not there\n\n- Theatre 1 (00907a000001): lang.xml, once, ", "\n- address 9.9.9.9: x, 2 times"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("no %q in\n%s", want, b.String())
		}
	}
}

// Programs read all of a report, times in UTC, and empty lists where there is nothing.
func TestJSON(t *testing.T) {
	t.Parallel()
	document := func(r *Report, found diag.List) string {
		var b bytes.Buffer
		if err := WriteJSON(&b, r, found); err != nil {
			t.Fatal(err)
		}
		var out bytes.Buffer
		if err := json.Compact(&out, b.Bytes()); err != nil {
			t.Fatal(err)
		}
		return out.String()
	}
	got := document(full(), diag.List{{Check: "x"}})
	for _, want := range []string{
		`{"version":1,"summary":{"handsets":{"now":1,"before":2,"unseen":0},"people":{"now":0,"before":0,"unseen":1},"requests":6,"lines":9,"linesNotUnderstood":3,"from":"2026-11-28T08:00:00Z","to":"2026-11-28T11:00:00Z","unbuilt":1},`,
		`{"id":"00907a000001","label":"Theatre 1","person":false,"listed":true,"state":"now","askedOnly":true,"address":"1.1.1.1","last":"2026-11-28T10:00:00Z","old":[]}`,
		`"old":[{"file":"a.cfg","deployed":"2026-11-28T09:00:00Z","last":"2026-11-28T08:00:00Z"},{"file":" b.cfg","deployed":"2026-11-28T09:00:00Z"}]`,
		`"id":"00907a000003","person":false,"listed":false,"state":"before"`, `{"id":"ana","label":"Ana_B","person":true,"listed":true,"state":"unseen","askedOnly":false,"old":[]}`,
		`"absent":[{"id":"00907a000001","label":"Theatre 1","address":"1.1.1.1","file":"lang.xml","times":1,"last":"2026-11-28T10:00:00Z"},{"address":"9.9.9.9","file":"x","times":2,"last":"2026-11-28T11:00:00Z"}]`, `"unknownAddresses":["8.8.8.8","9.9.9.9"]`,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %s in\n%s", want, got)
		}
	}
	if got := document(&Report{}, nil); strings.Contains(got, "null") || strings.Contains(got, `"from"`) {
		t.Errorf("of nothing: %s", got)
	}
}
