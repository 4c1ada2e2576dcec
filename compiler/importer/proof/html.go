package proof

import (
	_ "embed"
	"html/template"
	"io"
	"sync"

	"provc/compiler/diag"
	"provc/compiler/importer/tree"
)

//go:embed page.html
var pageText string

// page is a page that asks nothing of any network.
var page = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("page").Funcs(template.FuncMap{
		"visible": diag.Visible,
		"said":    (*Setting).said,
		"who": func(d *Difference) string {
			var called []string
			for _, w := range d.Who {
				called = append(called, w.Called)
			}
			return names(called, false)
		},
	}).Parse(pageText))
})

type pageView struct {
	R       *Report
	Errors  int
	Fates   []pageFate
	Residue []pageResidue
	Kinds   []pageKind
}

type pageFate struct {
	N    int
	What string
}

type pageResidue struct {
	Kind tree.FateKind
	All  []alike
}

type pageKind struct {
	What  string
	Files []string
}

// WriteHTML prints the report as one page.
func WriteHTML(w io.Writer, r *Report) error {
	v := pageView{R: r, Errors: r.Findings.Count(diag.Error)}
	for _, fate := range Fates {
		if n := r.Fates[fate]; n > 0 {
			v.Fates = append(v.Fates, pageFate{n, fate.said(n)})
		}
	}
	for _, x := range r.alike() {
		if n := len(v.Residue); n == 0 || v.Residue[n-1].Kind != x.Kind {
			v.Residue = append(v.Residue, pageResidue{Kind: x.Kind})
		}
		of := &v.Residue[len(v.Residue)-1]
		of.All = append(of.All, x)
	}
	for _, k := range kinds {
		var files []string
		for _, f := range r.Files {
			if f.Kind == k.kind {
				files = append(files, f.said())
			}
		}
		if len(files) > 0 {
			v.Kinds = append(v.Kinds, pageKind{plural(len(files), k.one, k.many), files})
		}
	}
	return page().Execute(w, v)
}
