package fetched

import (
	"fmt"
	"io"
	"strings"
	"time"

	"provc/compiler/diag"
	"provc/compiler/layout"
)

// Formats are those of a report.
var Formats = []string{"text", "json", "markdown"}

// TextOptions say how to print for people.
type TextOptions struct {
	Width int            // of a line, in columns; 0 does not break lines
	Zone  *time.Location // of times
}

// WriteText prints a report for people:
//
//	40 of 44 handsets and 55 of 60 people have fetched what is deployed
//	still have what was before:
//	  Theatre 3 (00907a200003): site.cfg, deployed 2026-11-28 09:00, fetched 2026-11-27 14:03
func WriteText(w io.Writer, r *Report, o TextOptions) error {
	var b strings.Builder
	for _, s := range r.sections(o.Zone) {
		b.WriteString(layout.Wrap(s.title, "    ", o.Width))
		for _, l := range s.lines {
			b.WriteString(layout.Wrap("  "+l, "      ", o.Width))
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// WriteMarkdown prints a report as a comment of a forge or a page of a wiki.
func WriteMarkdown(w io.Writer, r *Report, zone *time.Location) error {
	var b strings.Builder
	for i, s := range r.sections(zone) {
		if i > 0 {
			b.WriteString("\n")
		}
		title := layout.Prose(s.title)
		if len(s.lines) > 0 {
			title = "### " + strings.ToUpper(title[:1]) + strings.TrimSuffix(title[1:], ":")
		}
		b.WriteString(title + "\n")
		for j, l := range s.lines {
			if j == 0 {
				b.WriteString("\n")
			}
			b.WriteString("- " + layout.Prose(l) + "\n")
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// section is a sentence, with what it is about.
type section struct {
	title string
	lines []string
}

// sections are the report in words.
func (r *Report) sections(zone *time.Location) (all []section) {
	if zone == nil {
		zone = time.Local
	}
	say := func(title string, lines ...string) { all = append(all, section{title, lines}) }
	say(r.summary())
	var old, unseen []string
	asked := false
	for i := range r.Readers {
		x := &r.Readers[i]
		asked = asked || x.Asked
		switch x.State {
		case Before:
			old = append(old, x.old(zone))
		case Unseen:
			unseen = append(unseen, x.Called())
		}
	}
	if old != nil {
		say("still have what was before:", old...)
	}
	if unseen != nil {
		say(fmt.Sprintf("not in the logs: %s", listed(unseen, 8)))
	}
	if r.Absent != nil {
		lines := make([]string, 0, len(r.Absent))
		for _, a := range r.Absent {
			lines = append(lines, a.line(zone))
		}
		say("ask for files that are not there:", lines...)
	}
	if len(r.Strange) > 0 {
		say(fmt.Sprintf("%s fetched files and never asked for a <MAC>.cfg, so that nobody knows whose they are: %s", plural(len(r.Strange), "address"), listed(r.Strange, 8)))
	}
	if asked {
		say("TFTP proves only that a file was asked for, not that it arrived")
	}
	if r.Unbuilt > 0 {
		say(fmt.Sprintf("%s declared and not in the root: provc build", plural(r.Unbuilt, "file")))
	}
	if r.Unknown > 0 {
		where := ""
		if r.First != "" {
			where = ", the first at " + diag.Quoted(r.First)
		}
		say(fmt.Sprintf("%s of %d not understood%s", plural(r.Unknown, "line"), r.Lines, where))
	}
	span := "the logs hold no request for a file"
	if r.Requests > 0 {
		span = fmt.Sprintf("the logs hold %s, from %s to %s", plural(r.Requests, "request"), clock(r.From, zone), clock(r.To, zone))
	}
	say(span)
	return all
}

func (r *Report) summary() string {
	of := func(person bool, one, many string) string {
		now := r.Count(person, Now)
		all := now + r.Count(person, Before) + r.Count(person, Unseen)
		if all == 1 {
			return fmt.Sprintf("%d of 1 %s", now, one)
		}
		return fmt.Sprintf("%d of %d %s", now, all, many)
	}
	return of(false, "handset", "handsets") + " and " + of(true, "person", "people") + " have fetched what is deployed"
}

// old says what somebody still has.
func (x *Reader) old(zone *time.Location) string {
	var b strings.Builder
	b.WriteString(x.Called())
	if x.Unlisted {
		b.WriteString(", not listed")
	}
	b.WriteString(": ")
	for i, o := range x.Old {
		if i == few {
			fmt.Fprintf(&b, "; and %s", plural(len(x.Old)-i, "more file"))
			break
		}
		if i > 0 {
			b.WriteString("; ")
		}
		fmt.Fprintf(&b, "%s, deployed %s, ", diag.Quoted(o.File), clock(o.Deployed, zone))
		if o.Last == 0 {
			b.WriteString("not fetched in these logs")
		} else {
			fmt.Fprintf(&b, "fetched %s", clock(o.Last, zone))
		}
	}
	if x.Address != "" {
		fmt.Fprintf(&b, " (%s)", diag.Quoted(x.Address))
	}
	return b.String()
}

const few = 3

func (a *Absent) line(zone *time.Location) string {
	who := (&Reader{ID: a.ID, Label: a.Label}).Called()
	if a.ID == "" {
		who = "address " + diag.Quoted(a.Address)
	}
	return fmt.Sprintf("%s: %s, %s, the last %s", who, diag.Quoted(a.File), times(a.Times), clock(a.Last, zone))
}

func times(n int) string {
	if n == 1 {
		return "once"
	}
	return fmt.Sprintf("%d times", n)
}

func clock(at int64, zone *time.Location) string {
	return time.Unix(at, 0).In(zone).Format("2006-01-02 15:04:05")
}

func listed(names []string, most int) string {
	if len(names) <= most {
		return strings.Join(names, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(names[:most], ", "), len(names)-most)
}

func plural(n int, word string) string {
	switch {
	case n == 1:
		return "1 " + word
	case strings.HasSuffix(word, "s"):
		return fmt.Sprintf("%d %ses", n, word)
	}
	return fmt.Sprintf("%d %ss", n, word)
}
