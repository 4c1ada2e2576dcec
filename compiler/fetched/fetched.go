// Package fetched tells, by the logs of servers, which handsets and people have fetched
// what is deployed now, which still have what was before, and which ask for files that
// are not there.
package fetched

import (
	"cmp"
	"context"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"time"

	"provc/compiler/accesslog"
	"provc/compiler/artifact"
	"provc/compiler/effective"
	"provc/compiler/root"
)

// Options say what is looked for.
type Options struct {
	Root  *root.Root // what packages compile to
	Dir   string     // where it is deployed; empty: that is not known
	Since time.Time  // when it was deployed; zero: when each file of Dir was changed last
	Logs  *accesslog.Logs
}

// State is whether somebody has what is deployed now.
type State string

const (
	Now    State = "now"    // has fetched all of it since it was deployed
	Before State = "before" // has not, and was seen
	Unseen State = "unseen" // is not in the logs
)

// Reader is a handset or a person.
type Reader struct {
	ID       string
	Label    string
	Person   bool
	Unlisted bool // a handset that nobody listed
	State    State
	Asked    bool   // a part of it is proven by TFTP alone, which logs asking
	Address  string // from which a handset was seen last
	Last     int64  // when it was seen last
	Old      []Old  // what it has not fetched since
}

// Called is how sentences call it.
func (r *Reader) Called() string { return artifact.Called(r.Label, r.ID) }

// Old is a file that somebody has not fetched since it was deployed.
type Old struct {
	File     string
	Deployed int64
	Last     int64 // when it was fetched last, before that; 0: never, as far as the logs tell
}

// Absent is a file that somebody asks for and that is not there.
type Absent struct {
	ID      string // of the handset; empty of an address that is none's
	Label   string
	Address string
	File    string
	Times   int
	Last    int64
}

// Report is what the logs tell.
type Report struct {
	Readers []Reader // handsets, then people
	Absent  []Absent

	From, To int64    // the times of the logs
	Requests int      // for files
	Lines    int      // of the logs
	Unknown  int      // lines of a form that is not known
	First    string   // the first of them
	Strange  []string // addresses that were never a handset's and fetched files of the root
	Unbuilt  int      // files that are declared and not in the root
}

// Count is how many handsets, or people, are in a state.
func (r *Report) Count(person bool, s State) (n int) {
	for i := range r.Readers {
		if x := &r.Readers[i]; x.Person == person && x.State == s {
			n++
		}
	}
	return n
}

// Find reads the logs.
func Find(ctx context.Context, o Options) (*Report, error) {
	f := newFinder(o)
	r := &Report{}
	for n := 0; ; n++ {
		if n%4096 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		e, err := o.Logs.Next()
		if err != nil {
			return nil, err
		}
		if e == nil {
			break
		}
		if r.Requests++; r.From == 0 || e.Time < r.From {
			r.From = e.Time
		}
		r.To = max(r.To, e.Time)
		f.take(e)
	}
	r.Lines, r.Unknown, r.First = o.Logs.Lines, o.Logs.Unknown, o.Logs.First
	f.report(r)
	return r, nil
}

// finder follows who fetches what. There may be very many requests, so that each costs a
// few look-ups.
type finder struct {
	Options
	account *effective.Account

	files    []file
	byPath   map[string]int32
	rest     []*effective.Handset // that nobody listed, of each folder
	listed   []*reader
	byMAC    map[string]*reader // that nobody listed, as they are seen, and listed ones
	begun    map[int32]*reader  // by the file that a handset alone begins with; nil of several
	prefixes map[string]bool    // of paths in logs, where the root is
	people   map[int32][]*reader
	clients  map[string]*client
	paths    map[string]target // as logs have them
	absent   map[absentKey]*Absent
	strange  map[string]bool
	there    map[string]bool // files that are not ours
}

// file is a file of the root that handsets or people read.
type file struct {
	path     string
	deployed int64 // in nanoseconds; missing: it is not there
}

const missing = -1

// reader is a handset or a person, with when it fetched each of its files last.
type reader struct {
	Reader
	files []int32
	last  []int64 // seconds; 0: never
	asked []bool  // the last was by TFTP
}

// client is an address, and the handset that it is.
type client struct{ of *reader }

// target is what a path of a log means.
type target struct {
	file int32  // of the root; -1: none
	mac  string // of the handset that begins with it, or empty
	name string // of what is not of the root, as a path below it
	odd  bool   // a handset asks for it whether it is there or not
}

type absentKey struct {
	of   *reader
	from string // the address, of nobody's
	file string
}

func newFinder(o Options) *finder {
	f := &finder{
		Options: o, account: o.Root.Account(),
		byPath: map[string]int32{}, byMAC: map[string]*reader{}, begun: map[int32]*reader{}, prefixes: map[string]bool{}, people: map[int32][]*reader{},
		clients: map[string]*client{}, paths: map[string]target{}, absent: map[absentKey]*Absent{}, strange: map[string]bool{}, there: map[string]bool{},
	}
	for _, k := range effective.Keys(f.account) {
		h := f.account.Handset(k)
		if k.ID == "" {
			for _, i := range f.indexes(h) { // so that what is for all is of the root
				f.begun[i] = nil
			}
			if !slices.ContainsFunc(f.rest, func(g *effective.Handset) bool { return g.Folder == h.Folder }) {
				f.rest = append(f.rest, h)
			}
			continue
		}
		r := f.handset(h, k.ID)
		f.listed = append(f.listed, r)
		f.byMAC[k.ID] = r
		if len(r.files) > 0 {
			first := r.files[0]
			if _, several := f.begun[first]; several {
				r = nil
			}
			f.begun[first] = r
		}
	}
	for _, people := range f.account.People {
		for _, p := range people {
			r := &reader{Reader: Reader{ID: p.ID, Label: p.Label, Person: true}, files: []int32{f.index(p.File)}, last: make([]int64, 1), asked: make([]bool, 1)}
			f.people[r.files[0]] = append(f.people[r.files[0]], r)
		}
	}
	return f
}

func (f *finder) handset(h *effective.Handset, id string) *reader {
	files := f.indexes(h)
	return &reader{Reader: Reader{ID: id, Label: h.Label}, files: files, last: make([]int64, len(files)), asked: make([]bool, len(files))}
}

func (f *finder) indexes(h *effective.Handset) []int32 {
	files := make([]int32, 0, len(h.Layers))
	for _, l := range h.Layers {
		files = append(files, f.index(l.Path))
	}
	return files
}

// index is the number of a file of the root.
func (f *finder) index(path string) int32 {
	if i, ok := f.byPath[path]; ok {
		return i
	}
	i := int32(len(f.files))
	f.files = append(f.files, file{path, f.deployed(path)})
	f.byPath[path] = i
	return i
}

// deployed is when a file came to the root.
func (f *finder) deployed(path string) int64 {
	if f.Dir == "" {
		return f.Since.UnixNano()
	}
	info, err := os.Stat(filepath.Join(f.Dir, filepath.FromSlash(path)))
	switch {
	case err != nil || !info.Mode().IsRegular():
		return missing
	case f.Since.IsZero():
		return info.ModTime().UnixNano()
	}
	return f.Since.UnixNano()
}

// take takes in a request.
func (f *finder) take(e *accesslog.Entry) {
	t, ok := f.paths[string(e.Path)]
	if !ok {
		t = f.target(string(e.Path))
		if len(f.paths) < maxPaths {
			f.paths[string(e.Path)] = t
		}
	}
	c := f.clients[string(e.Client)]
	if of := f.begins(t); of != nil {
		switch {
		case c != nil:
			c.of = of
		case len(f.clients) < maxClients:
			c = &client{of}
			f.clients[string(e.Client)] = c
		}
	}
	fetched := e.Asked() || e.Status == 200 || e.Status == 304
	if t.file >= 0 && fetched {
		for _, p := range f.people[t.file] {
			p.fetched(t.file, e)
		}
	}
	var of *reader
	if c != nil {
		of = c.of
	}
	switch {
	case of != nil:
		if of.Last <= e.Time {
			of.Last = e.Time
			if of.Address != string(e.Client) {
				of.Address = string(e.Client)
			}
		}
		if t.file >= 0 && fetched {
			of.fetched(t.file, e)
		}
	case t.file >= 0 && fetched && len(f.people[t.file]) == 0 && len(f.strange) < maxClients && !f.strange[string(e.Client)]:
		f.strange[string(e.Client)] = true
	}
	f.note(t, e, of)
}

// Limits of what is kept of logs in which nothing is a handset's.
const (
	maxPaths   = 100_000
	maxClients = 100_000
	maxAbsent  = 50_000
)

// fetched notes that a file was fetched.
func (r *reader) fetched(file int32, e *accesslog.Entry) {
	if i := slices.Index(r.files, file); i >= 0 && e.Time >= r.last[i] {
		r.last[i], r.asked[i] = e.Time, e.Asked()
		r.Last = max(r.Last, e.Time)
	}
}

// begins is the handset that alone begins with a file; nil of other files.
func (f *finder) begins(t target) *reader {
	if r := f.begun[t.file]; r != nil && t.file >= 0 {
		return r
	}
	if t.mac == "" {
		return nil
	}
	if r := f.byMAC[t.mac]; r != nil {
		return r
	}
	h := f.unlisted(t.name)
	if h == nil || len(f.byMAC) >= len(f.listed)+maxClients {
		return nil
	}
	r := f.handset(h, t.mac)
	r.Unlisted, r.Label = true, ""
	f.byMAC[t.mac] = r
	return r
}

// note notes a request for what is not there. Of TFTP it is only known that a file was
// asked for, so that the root is looked at.
func (f *finder) note(t target, e *accesslog.Entry, of *reader) {
	gone := e.Status == 404 || e.Status == 410
	if t.odd || !gone && !e.Asked() || e.Asked() && f.Dir == "" {
		return
	}
	name := t.name
	switch {
	case t.file < 0:
		if f.isThere(f.below(name)) {
			return
		}
	case f.Dir != "" && f.files[t.file].deployed != missing:
		return
	}
	k := absentKey{of: of, file: name}
	if of == nil {
		k.from = string(e.Client)
	}
	a := f.absent[k]
	if a == nil {
		if len(f.absent) >= maxAbsent {
			return
		}
		a = &Absent{File: name, Address: string(e.Client)}
		if of != nil {
			a.ID, a.Label = of.ID, of.Label
		}
		f.absent[k] = a
	}
	a.Times++
	a.Last = max(a.Last, e.Time)
}

// isThere reports whether a file that is not ours lies in the root by now.
func (f *finder) isThere(name string) bool {
	if f.Dir == "" || !filepath.IsLocal(filepath.FromSlash(name)) {
		return false
	}
	there, ok := f.there[name]
	if !ok {
		info, err := os.Stat(filepath.Join(f.Dir, filepath.FromSlash(name)))
		there = err == nil && info.Mode().IsRegular()
		if len(f.there) < maxPaths {
			f.there[name] = there
		}
	}
	return there
}

// report closes the account.
func (f *finder) report(r *Report) {
	for _, i := range f.files {
		if i.deployed == missing {
			r.Unbuilt++
		}
	}
	var handsets, people []Reader
	for _, h := range f.listed {
		handsets = append(handsets, f.closed(h))
	}
	for _, h := range f.byMAC {
		if h.Unlisted {
			handsets = append(handsets, f.closed(h))
		}
	}
	for _, all := range f.people {
		for _, p := range all {
			people = append(people, f.closed(p))
		}
	}
	for _, list := range [][]Reader{handsets, people} {
		slices.SortFunc(list, func(a, b Reader) int { return cmp.Or(cmp.Compare(a.ID, b.ID), cmp.Compare(a.Label, b.Label)) })
		r.Readers = append(r.Readers, list...)
	}
	// Where servers have the root is known by now.
	absent := map[absentKey]*Absent{}
	for k, a := range f.absent {
		if _, ours := f.byPath[a.File]; !ours {
			a.File = f.below(a.File)
			k.file = a.File
		}
		switch other := absent[k]; {
		case f.isThere(a.File):
		case other != nil:
			other.Times, other.Last = other.Times+a.Times, max(other.Last, a.Last)
		default:
			absent[k] = a
		}
	}
	for _, a := range absent {
		r.Absent = append(r.Absent, *a)
	}
	slices.SortFunc(r.Absent, func(a, b Absent) int {
		return cmp.Or(cmp.Compare(a.ID, b.ID), cmp.Compare(a.File, b.File), cmp.Compare(a.Address, b.Address))
	})
	for address := range maps.Keys(f.strange) {
		if c := f.clients[address]; c == nil || c.of == nil {
			r.Strange = append(r.Strange, address)
		}
	}
	slices.Sort(r.Strange)
}

// closed says what a handset or person has.
func (f *finder) closed(r *reader) Reader {
	out := r.Reader
	out.State = Now
	for i, n := range r.files {
		file := f.files[n]
		switch {
		case file.deployed == missing:
		case r.last[i]*int64(time.Second) >= file.deployed && r.last[i] > 0:
			out.Asked = out.Asked || r.asked[i]
		default:
			out.State = Before
			out.Old = append(out.Old, Old{file.path, file.deployed / int64(time.Second), r.last[i]})
		}
	}
	if out.Last == 0 {
		out.State, out.Old = Unseen, nil
	}
	slices.SortFunc(out.Old, func(a, b Old) int { return cmp.Compare(a.File, b.File) })
	return out
}
