package evaluate_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"provc/compiler/evaluate"
)

// Ways to write that meet at random.
func TestWaysAtRandom(t *testing.T) {
	inside := []string{ // the deployment
		`users: a: password: "1"`, `users: {a: password: "1", b: _t & {label: "x"}}`, `users: {b: {_t, _u}, c: {}}`, `users: "a": params: reg: "1": label: "y"`,
		`users: {c: password: "1" + "2"}`, `users: {e: {password: "1"} & {label: "z"}}`, `users: {a: {}} & {b: _u}`, `users: b: password: string`,
		`phones: "00907a000001": {label: "x", params: up: idleTimeout: 60}`, `phones: {"00907a000001": _t, "00907a000002": _u & {label: "u"}}`,
		`phones: "00907a000003": _v`, `users: a: label: _x`, `users: {for i in ["f"] {(i): password: i}}`, `users: [string]: params: up: idleTimeout: 60`,
		`let a = "1"` + "\n" + `users: b: label: a`, `_t: label: "x"`, `users: {a: _v, _v: {}}`, `_base`, `groups: g: params: up: idleTimeout: 50`, `users: {A=b: {}, c: A}`,
		`users: c: {password: "1", password: "1"}`, `users: c: params: {reg: "1": {}, reg: {}, _w}`, `users: {a: #T & {password: "1"}, b: {#T, _u}, c: #T & _u & {password: "2"}}`, `users: {a: #U, b: #U & {label: "u"}, z: _t & #U & {params: up: idleTimeout: 7}}`,
		`users: {e: #T & _v, z: {#U & #T, password: "1"}}`, `users: {c: params: #P, b: params: #P & {up: idleTimeout: 9}, e: {#T, params: #P}}`, `users: e: _w & {params: _w}`, `users: {}`, `phones: {...}`,
	}
	templates := [][]string{
		{`_t: params: reg: "1": label: "t"`, `_t: params: reg: "1": {address: "t"}`, `_t: {password: "t"}`},
		{`_u: {label: "u", params: up: {}}`, `_u: _t & {params: reg: "2": {}}`, `_u: {params: up: idleTimeout: 9}`},
		{`_v: label: string`, `_v: {label: "v"}`, `_v: {_u}`},
		{`_w: {params: up: idleTimeout: 60 + 1}`, `_w: {_v}`, `_w: params: {reg: "1": label: "w"}`},
		{`#T: {password: string, label?: string}`, `#T: {password!: string, params: _}`, `#T: {_t, password?: _, label: *"d" | string}`, `#T: _u & {password: _, ...}`, `#T: {password: string, params?: {up?: {idleTimeout: 6}, ...}}` + "\n#T: label?: string"},
		{`#U: #T & {params: up: idleTimeout: int}`, `#U: {#T, params: up: idleTimeout: *8 | int}`, `#U: spectralink.#User & {password: "u"}`, `#U: {password?: "v", label: string | *"U", params: {_w, up?: _}}`, `#U: _v & {params?: {...}}`},
		{`#P: {up: idleTimeout: int | *8, reg?: {...}}`, `#P: up?: idleTimeout?: number`, `#P: {reg: "1": {label?: string, ...}, up?: _}`},
		{`_x: "x"`, `_x: d.name`, `_x: {}`},
		{`_base: {params: up: idleTimeout: 60}`, `_base: users: b: label: "b"`, `_base: misc: ["x"]`},
	}
	top := []string{
		`d: users: a: label: "q"`, `d: users: {z: _u, b: {label: "x"}}`, `d: {users: {a: {}, k: password: "k"}, phones: {}}`, `d: users: x: _w`,
		`n: len(d.users)`, `x: b`, `let _t = {}`, `if true {d: users: c: label: "c"}`, `d: users: y: {_t: 1, label: "y"}`, `n: [for a in ["1"] {a}]`,
		`d: users: [=~"^a"]: label: string`, `_t: params: reg: "1": {}`, `d: users: c: params: {}`, `d: phones: "00907a000001": params: ptt: displayName: "x"`, `_n: {_u: 1}`,
	}
	rounds := 60
	if testing.Short() {
		rounds = 20
	}
	r := rand.New(rand.NewPCG(3, 4))
	pick := func(from []string, n int) string {
		var b strings.Builder
		for range n {
			b.WriteString(from[r.IntN(len(from))] + "\n")
		}
		return b.String()
	}
	for i := range rounds {
		files := map[string]string{
			"a.cue": entityHead + pick(inside, 1+r.IntN(4)) + "}\n" + pick(top, r.IntN(2)),
			"b.cue": "package p\n" + pick(top, r.IntN(3)),
		}
		for _, variants := range templates {
			name := []string{"a.cue", "b.cue"}[r.IntN(2)]
			files[name] += pick(variants, 1)
		}
		t.Run(fmt.Sprint(i), func(t *testing.T) {
			t.Parallel()
			sameOutcome(t, written(t, files), map[string]evaluate.Options{files["a.cue"] + "\n" + files["b.cue"]: {Shard: 2, Extract: 1}})
		})
	}
}
