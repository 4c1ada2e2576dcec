// Package accesslog reads what servers log of requests: Apache and nginx in the combined
// format, with the name of the server before it or not, and tftpd-hpa in syslog. Such
// logs may be very large, so that an entry points into the text, and nothing is kept.
package accesslog

import (
	"bytes"
	"time"
)

// Entry is a request for a file. Its texts are valid until the next entry of the same
// log is read.
type Entry struct {
	Time   int64  // seconds since 1970
	Client []byte // the address
	Path   []byte // as the log has it, without a query
	Status int    // of HTTP; 0 for TFTP, which proves asking only
}

// Asked reports whether an entry only proves that a file was asked for.
func (e *Entry) Asked() bool { return e.Status == 0 }

// Clock is what a log does not say of its times.
type Clock struct {
	Zone *time.Location // of syslog; nil: local
	Year int            // of the first line of syslog; 0: the latest in which no time is past Now
	Now  time.Time
}

// parser reads the lines of one log.
type parser struct {
	clock Clock
	year  int // of the last line of syslog
	month time.Month

	stamp [26]byte // the last time in the combined format, and what it is
	at    int64
	sys   [15]byte // the last time in syslog
	sysAt int64
}

// line reads one line. It reports false for one that is no request for a file, and
// understood for one of a form that is known.
func (p *parser) line(line []byte, e *Entry) (ok, understood bool) {
	if n := len(line); n > 0 && line[n-1] == '\r' {
		line = line[:n-1]
	}
	if open := bytes.Index(line, []byte(" [")); open > 0 && len(line) > open+30 && line[open+28] == ']' {
		return p.combined(line, open, e)
	}
	return p.syslog(line, e)
}

// combined reads a line of a web server, whose time begins behind a given place.
func (p *parser) combined(line []byte, open int, e *Entry) (ok, understood bool) {
	stamp := line[open+2 : open+28]
	if string(stamp) != string(p.stamp[:]) {
		at, ok := combinedTime(stamp)
		if !ok {
			return false, false
		}
		copy(p.stamp[:], stamp)
		p.at = at
	}
	client, rest := cut(line[:open])
	if next, _ := cut(rest); isAddress(next) && !isAddress(client) {
		client = next // behind the name of a server
	}
	request := line[open+29:]
	if len(client) == 0 || len(request) < 2 || request[0] != ' ' || request[1] != '"' {
		return false, false
	}
	request = request[2:]
	end := bytes.IndexByte(request, '"')
	for end > 0 && escaped(request[:end]) {
		next := bytes.IndexByte(request[end+1:], '"')
		if next < 0 {
			return false, false
		}
		end += 1 + next
	}
	if end < 0 || len(request) < end+5 || request[end+1] != ' ' {
		return false, false
	}
	e.Status = 0
	for _, c := range request[end+2 : end+5] {
		if c < '0' || c > '9' {
			return false, false
		}
		e.Status = 10*e.Status + int(c-'0')
	}
	if e.Status < 100 || len(request) > end+5 && request[end+5] != ' ' {
		return false, false
	}
	method, path := cut(request[:end])
	if string(method) != "GET" {
		return false, true
	}
	if space := bytes.LastIndexByte(path, ' '); space > 0 {
		path = path[:space] // before HTTP/1.1
	}
	if query := bytes.IndexAny(path, "?#"); query >= 0 {
		path = path[:query]
	}
	e.Time, e.Client, e.Path = p.at, unmapped(client), path
	return len(path) > 0, true
}

// escaped reports whether a text ends within an escape.
func escaped(text []byte) bool {
	n := 0
	for n < len(text) && text[len(text)-1-n] == '\\' {
		n++
	}
	return n%2 == 1
}

// syslog reads a line of tftpd-hpa:
//
//	Nov 28 12:16:58 tftp in.tftpd[812]: RRQ from 10.0.0.1 filename site.cfg
//	2026-11-28T12:16:58.123456+01:00 tftp in.tftpd[812]: RRQ from 10.0.0.1 filename site.cfg
func (p *parser) syslog(line []byte, e *Entry) (ok, understood bool) {
	at := bytes.Index(line, []byte("tftpd"))
	if at < 0 {
		_, other := p.syslogTime(line)
		return false, other // another program's
	}
	stamp := bytes.TrimLeft(line[:at], " ")
	if len(stamp) > 3 && stamp[0] == '<' { // a priority, as on the wire
		if end := bytes.IndexByte(stamp, '>'); end > 0 {
			stamp = stamp[end+1:]
		}
	}
	when, timed := p.syslogTime(stamp)
	if !timed {
		return false, false
	}
	const request, name = "RRQ from ", " filename "
	start := bytes.Index(line[at:], []byte(request))
	if start < 0 {
		return false, true
	}
	rest := line[at+start+len(request):]
	client, file, found := bytes.Cut(rest, []byte(name))
	if !found || len(client) == 0 || bytes.IndexByte(client, ' ') >= 0 {
		return false, false
	}
	if end := bytes.Index(file, []byte(" remapped to ")); end >= 0 {
		file = file[:end]
	}
	e.Time, e.Client, e.Path, e.Status = when, unmapped(client), bytes.TrimRight(file, " "), 0
	return len(e.Path) > 0, true
}

// syslogTime reads the time at the beginning of a line.
func (p *parser) syslogTime(text []byte) (int64, bool) {
	if len(text) > 19 && text[4] == '-' && text[10] == 'T' {
		word, _ := cut(text)
		for _, layout := range []string{time.RFC3339Nano, "2006-01-02T15:04:05.999999999Z0700", "2006-01-02T15:04:05.999999999"} {
			if t, err := time.ParseInLocation(layout, string(word), p.zone()); err == nil {
				return t.Unix(), true
			}
		}
		return 0, false
	}
	if len(text) < 16 {
		return 0, false
	}
	text = text[:15]
	if string(text) == string(p.sys[:]) {
		return p.sysAt, true
	}
	month, ok := monthOf(text)
	day, ok2 := number(bytes.TrimLeft(text[4:6], " "))
	hour, ok3 := number(text[7:9])
	minute, ok4 := number(text[10:12])
	second, ok5 := number(text[13:15])
	if !ok || !ok2 || !ok3 || !ok4 || !ok5 || text[3] != ' ' || text[6] != ' ' || text[9] != ':' || text[12] != ':' ||
		day < 1 || day > 31 || hour > 23 || minute > 59 || second > 60 {
		return 0, false
	}
	switch {
	case p.year == 0 && p.clock.Year != 0:
		p.year = p.clock.Year
	case p.year == 0:
		now := p.clock.Now.In(p.zone())
		p.year = now.Year()
		if time.Date(p.year, month, day, hour, minute, second, 0, p.zone()).After(now.Add(day24)) {
			p.year--
		}
	case month < p.month-6: // of December, then of January
		p.year++
	case month > p.month+6: // late lines of December
		t := time.Date(p.year-1, month, day, hour, minute, second, 0, p.zone())
		return t.Unix(), true
	}
	p.month = month
	copy(p.sys[:], text)
	p.sysAt = time.Date(p.year, month, day, hour, minute, second, 0, p.zone()).Unix()
	return p.sysAt, true
}

const day24 = 24 * time.Hour

func (p *parser) zone() *time.Location {
	if p.clock.Zone == nil {
		return time.Local
	}
	return p.clock.Zone
}

// combinedTime reads a time such as 28/Nov/2026:12:16:58 +0100.
func combinedTime(t []byte) (int64, bool) {
	day, ok := number(t[0:2])
	month, ok2 := monthOf(t[3:6])
	year, ok3 := number(t[7:11])
	hour, ok4 := number(t[12:14])
	minute, ok5 := number(t[15:17])
	second, ok6 := number(t[18:20])
	zone, ok7 := number(t[22:26])
	if !ok || !ok2 || !ok3 || !ok4 || !ok5 || !ok6 || !ok7 || t[2] != '/' || t[6] != '/' || t[11] != ':' || t[14] != ':' || t[17] != ':' || t[20] != ' ' ||
		day < 1 || day > 31 || hour > 23 || minute > 59 || second > 60 || t[21] != '+' && t[21] != '-' {
		return 0, false
	}
	offset := int64(zone/100*3600 + zone%100*60)
	if t[21] == '-' {
		offset = -offset
	}
	return time.Date(year, month, day, hour, minute, second, 0, time.UTC).Unix() - offset, true
}

func number(digits []byte) (n int, ok bool) {
	for _, c := range digits {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = 10*n + int(c-'0')
	}
	return n, len(digits) > 0
}

const months = "JanFebMarAprMayJunJulAugSepOctNovDec"

func monthOf(name []byte) (time.Month, bool) {
	for m := 0; m < 12; m++ {
		if string(name[:3]) == months[3*m:3*m+3] {
			return time.Month(m + 1), true
		}
	}
	return 0, false
}

// cut splits a text at the first blank.
func cut(text []byte) (first, rest []byte) {
	i := bytes.IndexByte(text, ' ')
	if i < 0 {
		return text, nil
	}
	return text[:i], text[i+1:]
}

// isAddress reports whether a text looks like the address of a client. Names of servers
// have other letters, or a port.
func isAddress(text []byte) bool {
	dots, colons := 0, 0
	for _, c := range text {
		switch {
		case c == '.':
			dots++
		case c == ':':
			colons++
		case c >= '0' && c <= '9':
		case c >= 'a' && c <= 'f', c >= 'A' && c <= 'F':
		default:
			return false
		}
	}
	return dots == 3 && colons == 0 || colons > 1
}

// unmapped is an address of version 4 as such, where a server with one socket for both
// versions logs it as one of version 6.
func unmapped(client []byte) []byte {
	const mapped = "::ffff:"
	if len(client) > len(mapped) && string(client[:len(mapped)]) == mapped && bytes.IndexByte(client, '.') > 0 {
		return client[len(mapped):]
	}
	return client
}
