package digest

import (
	"embed"
	"fmt"

	"provc/compiler/diag"
)

//go:embed checks/*.txtar
var documents embed.FS

var checks = diag.NewSet("Digests", documents)

// Checks returns the package's checks.
func Checks() *diag.Set { return checks }

var (
	differs = checks.New("digest-differs")
	secret  = checks.New("digest-literal-secret")
)

// refuse says why there is no digest, once: the first place, and how many there are.
func (r *Root) refuse(kind Kind, all []literal) diag.List {
	if len(all) == 0 {
		return nil
	}
	places := map[diag.Pos]string{}
	first := all[0]
	for _, l := range all {
		places[l.pos] = l.what
		if l.pos.Compare(first.pos) < 0 || l.pos == first.pos && l.what < first.what {
			first = l
		}
	}
	also := ""
	switch n := len(places) - 1; n {
	case 0:
	case 1:
		also = ", and so does another"
	default:
		also = fmt.Sprintf(", and so do %d others", n)
	}
	pos := first.pos
	if r.revision != "" && pos.IsValid() {
		pos.File = r.revision + ":" + pos.File
	}
	return diag.List{secret.At(pos, "there is no digest of this %s, because %s is secret, but its value stands in the configuration%s", kind, first.what, also).
		WithDetail("whoever has the digest could try passwords until one gives it, and a short one is soon found").
		WithHint(`write {secret: "name"}: a digest holds the name alone`)}
}

// Expect compares a digest with the one that was approved. Hint says how to see what is
// another.
func (d Digest) Expect(approved Digest, hint string) diag.List {
	if d == approved {
		return nil
	}
	what := map[Kind]string{State: "this is not the state that was approved, and nothing is written", Change: "this is not the change that was approved"}[d.kind]
	return diag.List{differs.At(diag.Pos{}, "%s", what).WithDetail("it has the digest %s, not %s", d, approved).WithHint(hint)}
}
