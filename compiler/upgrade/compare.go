package upgrade

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"

	"provc/compiler/diag"
	"provc/compiler/diff"
	"provc/compiler/root"
)

// Comparison is what this provc makes otherwise than another.
type Comparison struct {
	Old      string     `json:"old"` // versions
	New      string     `json:"new"`
	Findings Findings   `json:"findings"`
	Files    *Files     `json:"files,omitempty"` // nil where not both have written some
	Unbuilt  string     `json:"unbuilt,omitempty"`
	Diff     *diff.Diff `json:"-"` // nil like Files
}

// Findings are those of one of the two alone.
type Findings struct {
	Both     int         `json:"both"` // how many are the same
	New      []diag.JSON `json:"new,omitempty"`
	Gone     []diag.JSON `json:"gone,omitempty"`
	Reworded []Reworded  `json:"reworded,omitempty"`
}

// Reworded is a finding of one check at one place, of which the two say different things.
type Reworded struct {
	Old diag.JSON `json:"old"`
	New diag.JSON `json:"new"`
}

// Files are those whose bytes differ, by their paths.
type Files struct {
	Both    int      `json:"both"` // how many are the same
	New     []string `json:"new,omitempty"`
	Gone    []string `json:"gone,omitempty"`
	Changed []string `json:"changed,omitempty"`
	Layout  []string `json:"layout,omitempty"` // those that say the same to phones, in other bytes
}

// CompareFindings tells the findings of two provcs apart.
func CompareFindings(old, new []diag.JSON) Findings {
	var f Findings
	old, new = slices.Clone(old), slices.Clone(new)
	// pair takes out of old what is like a finding, if anything is.
	pair := func(d diag.JSON, alike func(a, b diag.JSON) bool) (was diag.JSON, ok bool) {
		i := slices.IndexFunc(old, func(o diag.JSON) bool { return alike(o, d) })
		if i < 0 {
			return was, false
		}
		was = old[i]
		old = slices.Delete(old, i, i+1)
		return was, true
	}
	new = slices.DeleteFunc(new, func(d diag.JSON) bool {
		_, ok := pair(d, same)
		if ok {
			f.Both++
		}
		return ok
	})
	for _, d := range new {
		if was, ok := pair(d, atOnePlace); ok {
			f.Reworded = append(f.Reworded, Reworded{was, d})
		} else {
			f.New = append(f.New, d)
		}
	}
	f.Gone = old
	return f
}

func atOnePlace(a, b diag.JSON) bool {
	return a.Check == b.Check && a.File == b.File && a.Line == b.Line
}

func same(a, b diag.JSON) bool {
	return atOnePlace(a, b) && a.Severity == b.Severity && a.Message == b.Message && a.Hint == b.Hint
}

// CompareFiles tells the files of two roots apart: of one that another provc has written,
// and of what this one would write.
func (c *Comparison) CompareFiles(old, new *root.Root, secret func(name string) (string, bool)) error {
	c.Files = &Files{}
	c.Diff = diff.Compare(&diff.Side{Root: old}, &diff.Side{Root: new}, diff.Options{Secret: secret})
	told := map[string]bool{}
	for _, f := range c.Diff.Files {
		told[f.Path] = true
	}
	for _, p := range old.Paths() {
		if new.At(p) == nil {
			c.Files.Gone = append(c.Files.Gone, p)
		}
	}
	for _, p := range new.Paths() {
		if old.At(p) == nil {
			c.Files.New = append(c.Files.New, p)
			continue
		}
		a, errA := old.At(p).Bytes(secret)
		b, errB := new.At(p).Bytes(secret)
		switch {
		case errA != nil || errB != nil:
			return cmp.Or(errA, errB)
		case bytes.Equal(a, b):
			c.Files.Both++
		case told[p] || new.At(p).IsSeed():
			c.Files.Changed = append(c.Files.Changed, p)
		default:
			c.Files.Layout = append(c.Files.Layout, p)
		}
	}
	return nil
}

// Empty reports whether both make the same.
func (c *Comparison) Empty() bool {
	f := c.Findings
	return len(f.New)+len(f.Gone)+len(f.Reworded) == 0 && c.Unbuilt == "" &&
		(c.Files == nil || len(c.Files.New)+len(c.Files.Gone)+len(c.Files.Changed)+len(c.Files.Layout) == 0)
}

func plural(n int, word string) string {
	if n == 1 {
		return "1 " + word
	}
	return fmt.Sprintf("%d %ss", n, word)
}
