package lsp

import (
	"context"
	"maps"
	"slices"
	"sync"

	"provc/compiler/diag"
)

// publish tells the editor what was found on account of packages: of the files that
// changed, of those in which there is something now, and of those in which there was when
// the packages were checked last. It reports whether it did: what has changed meanwhile is
// checked again.
func (c *checker) publish(ctx context.Context, v *view, folder string, names []string, news map[string]found) bool {
	about := map[string]bool{}
	for dir, of := range news {
		for name := range of.in {
			about[name] = true
		}
		for name := range c.found[dir].in {
			about[name] = true
		}
	}
	for _, name := range names {
		about[name] = true
	}
	now := c.s.desk.all()
	for name := range about {
		if now[name] != v.open[name] {
			c.wake(names...)
			if len(names) == 0 {
				c.later[folder] = true
			}
			return false
		}
	}
	for dir, of := range news {
		if delete(c.found, dir); of.in != nil {
			c.found[dir] = of
		}
	}
	for dir, of := range c.found { // what stood where in an older text is not known
		if _, ok := news[dir]; !ok {
			for _, name := range names {
				delete(of.in, name)
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(about)) {
		var all diag.List
		for _, of := range c.found {
			all.Add(of.in[name]...)
		}
		all = all.Sorted()
		p := publishParams{URI: v.uri(name), Diagnostics: []diagnostic{}}
		if doc := v.open[name]; doc != nil {
			p.Version = &doc.version
		}
		for _, d := range all {
			p.Diagnostics = append(p.Diagnostics, v.diagnostic(d))
		}
		c.remember(name, checked{v, all})
		c.s.conn.Notify(ctx, "textDocument/publishDiagnostics", p)
	}
	return true
}

// view is how an editor names what findings about a module name.
type view struct {
	root    string // the folder that files are named relative to
	units   units
	related bool // findings may tell of other places
	open    map[string]*document

	mu    sync.Mutex
	texts map[string]*text // that are not open, by absolute name
}

// text is a text that findings are about.
func (v *view) text(name string) *text {
	if doc := v.open[name]; doc != nil {
		return doc.text
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.texts[name] == nil {
		v.texts[name] = onDisk(name)
	}
	return v.texts[name]
}

func (v *view) uri(name string) string {
	if doc := v.open[name]; doc != nil {
		return doc.uri
	}
	return toURI(name)
}

// location is a place of a finding as the protocol has it.
func (v *view) location(at diag.Pos) location {
	name := absolute(v.root, at.File)
	t := v.text(name)
	from, to := t.extent(name, at)
	return location{v.uri(name), v.units.span(t, from, to)}
}

// diagnostic is a finding as the protocol has it.
func (v *view) diagnostic(d diag.Diagnostic) diagnostic {
	out := diagnostic{Range: v.location(d.Pos).Range, Severity: severities[d.Severity], Code: d.Check, Source: "provc", Message: d.Message()}
	for _, r := range d.Related {
		switch {
		case !r.Pos.IsValid():
			out.Message += "\n" + r.Message
		case !v.related:
			out.Message += "\n" + r.Message + " " + r.Pos.String()
		default:
			out.Related = append(out.Related, related{v.location(r.Pos), r.Message})
		}
	}
	return out
}

var severities = map[diag.Severity]int{diag.Error: severityError, diag.Warning: severityWarning, diag.Note: severityInformation}
