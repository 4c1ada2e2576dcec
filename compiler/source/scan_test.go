package source

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

// fleet is a deployment of n users, written out.
func fleet(n int) []byte {
	var b bytes.Buffer
	b.WriteString("package p\nimport \"test.example/schema/acme\"\nd: acme.#Deployment & {\n\tusers: {\n")
	for i := range n {
		fmt.Fprintf(&b, `		u%07d: {
			password: secret: "u%[1]d"
			params: {
				reg: "2": {address: "%[1]d", label: "User %[1]d", displayName: "User %[1]d", server: "1": {address: "sip.fleet.example", port: 5061, transport: "TLS"}}
				up: backlight: onIntensity: 2
				ptt: channel: "24": {subscribed: true, label: "Priority"}
			}
		}
`, i)
	}
	b.WriteString("\t}\n}\n")
	return b.Bytes()
}

// A scan alone, and with it all that is done before entities are asked for.
func BenchmarkScan(b *testing.B) {
	text := fleet(30000)
	b.Run("text", func(b *testing.B) {
		b.SetBytes(int64(len(text)))
		b.ReportAllocs()
		for b.Loop() {
			if s, _ := scanText("a.cue", text, left{}); s == nil {
				b.Fatal("nothing was taken out")
			}
		}
	})
	dir := b.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "a.cue"), text, 0o666); err != nil {
		b.Fatal(err)
	}
	b.Run("package", func(b *testing.B) {
		b.SetBytes(int64(len(text)))
		b.ReportAllocs()
		for b.Loop() {
			l, err := NewLoader(Config{Dir: dir, Schema: testSchema, Module: "test.example/schema"})
			if err != nil {
				b.Fatal(err)
			}
			units, err := l.Find()
			if err != nil {
				b.Fatal(err)
			}
			p, findings := l.Evaluate(units[0])
			if len(findings) > 0 || len(p.Deployments) != 1 || len(p.Deployments[0].Texts["users"]) != 1 {
				b.Fatal("nothing was taken out", findings)
			}
		}
	})
	b.Run("made", func(b *testing.B) {
		s, _ := scanText("a.cue", text, left{})
		t := texts{}
		t.add(s, s.groups[0])
		b.SetBytes(int64(len(text)))
		b.ReportAllocs()
		for b.Loop() {
			for i := range t.Len() {
				t.At(i)
			}
		}
	})
}
