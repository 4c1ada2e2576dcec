package source

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// A schema small enough to see what is planned.
var testSchema = fstest.MapFS{
	"acme/deployment.cue": {Data: []byte("package acme\n#Deployment: {\n\tvendor: \"acme\"\n\tusers?: [string]: _\n}\n")},
}

func planned(t *testing.T, text string) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "a.cue"), []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	l, err := NewLoader(Config{Dir: dir, Schema: testSchema, Module: "test.example/schema", Shard: 1, ScanFrom: 1})
	if err != nil {
		t.Fatal(err)
	}
	units, err := l.Find()
	if err != nil {
		t.Fatal(err)
	}
	u := units[0]
	var words []string
	p := l.plan(u.inst, u.scans)
	for u.scans != nil && (p == nil || !p.left.empty()) {
		var again *scanning
		if p != nil {
			words = append(words, "again")
			again = l.scanning(u.from, p.left)
		}
		u.inst = u.from.again(u.inst, again)
		u.scans = again.of(u.inst)
		if err := u.inst.Complete(); err != nil {
			t.Fatal(err)
		}
		p = l.plan(u.inst, u.scans)
	}
	if p == nil {
		return strings.Join(append(words, "whole"), ", ")
	}
	for e := range p.entities() {
		if e.stays {
			words = append(words, e.label+" stays")
		} else {
			words = append(words, e.label+" evaluated")
		}
	}
	for _, o := range p.outlines {
		for _, c := range o.containers {
			for i := range c.texts.Len() {
				words = append(words, c.texts.Label(i)+" read")
			}
		}
	}
	slices.Sort(words)
	return strings.Join(append(words, fmt.Sprintf("shards %d", p.shards)), ", ")
}

// Which way each entity takes. That all ways mean the same is tested where
// packages are compiled.
func TestPlan(t *testing.T) {
	const head = "package p\nimport \"test.example/schema/acme\"\n"
	for _, c := range []struct{ text, want string }{
		{`d: acme.#Deployment & {users: {a: x: 1, b: {y: [1, "2", {}]}}}`, "a read, b read, shards 1"},
		{`d: acme.#Deployment & {users: a: x: 1}
		d: users: a: y: 2`, "a read, shards 1"},
		{`d: acme.#Deployment & {users: a: x: 1, users: a: x: 2}`, "a evaluated, again, shards 1"},
		{`d: acme.#Deployment & {users: {a: _t & {x: 1, y: [1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 2, 3, 4, 5, 6, 7, 8, 9]}, b: {_t, x: 1, y: [1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 2, 3, 4, 5, 6, 7, 8, 9]}, c: x: 1}}
		_t: x: >0`, "a evaluated, again, b evaluated, c read, shards 2"},
		{`d: acme.#Deployment & {users: {a: _t & {y: 2}, b: {_t, y: 2}, c: _t, e: _u & {y: 3}}}
		_t: x: 1
		_u: _t & {z: int}`, "a read, again, b read, c read, e evaluated, shards 1"},
		{`d: acme.#Deployment & {users: {a: _t & {y: 2}}}
		_t: _u
		_u: _t`, "a evaluated, again, shards 1"},
		{`d: acme.#Deployment & {users: {a: #T & {x: 1}, b: #T & {x: 1, z: 2}, c: {#T, x: 1, y: "1"}, e: #T, f: _#U & {x: 1}}}
		#T: {x!: int, y?: string}, _#U: {#T, ...}`, "a read, again, b evaluated, c read, e evaluated, f read, shards 1"},
		{`d: acme.#Deployment & {users: {a: _t & {x: 2}}}
		_t: x: 1`, "a evaluated, again, shards 1"},
		{`d: acme.#Deployment & {users: {a: {x: 1}, b: a}}`, "a stays, again, b evaluated, shards 1"},
		{`d: acme.#Deployment & {users: {a: {x: 1}}, n: len(users)}`, "a stays, shards 1"},
		{`d: acme.#Deployment & {users: {a: {x: 1}, for i in ["b"] {(i): {}}}}`, "a stays, shards 1"},
		{`d: acme.#Deployment & {users: {a: {x: 1}}, phones: [string]: {}}`, "a read, shards 1"},
		{`d: acme.#Deployment & {users: {a: {x: 1}}, [string]: {}}`, "shards 1"},
		{`d: acme.#Deployment & {users: {a: {x: 1}}}
		e: d`, "shards 1"},
		{`d: acme.#Deployment & {users: {a: {x: 1}}}
		[string]: {}`, "whole"},
		{`d: acme.#Deployment & {users: {a: {x: 1}, b: {x: 1 + 1}}, groups: g: x: 1}`, "a read, b evaluated, shards 1"},
		{`d: users: a: {x: 1}, d: acme.#Deployment
		d: users: a: y: 1, d: users: b: {x: 1}, d: phones: {a: {}}`, "a read, a read, b read, shards 1"},
		{`d: acme.#Deployment & {users: {a: {x: 1}, int: {x: 2}, b: x: int & 1}}`, "a read, again, b evaluated, int stays, shards 1"},
		{`d: acme.#Deployment & {users: {a: {x: 1}}}
		e: users: a: x: 1`, "a evaluated, shards 1"},
		{`d: acme.#Deployment & {users: {a: _t, b: _t & {_t: 1, y: _t}}}
		_t: x: 1`, "a evaluated, again, b evaluated, shards 1"},
	} {
		if got := planned(t, head+c.text); got != c.want {
			t.Errorf("%s\ngot  %s\nwant %s", c.text, got, c.want)
		}
	}
}
