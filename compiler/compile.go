// Package compiler turns CUE packages that describe office-phone deployments
// into the files that the phones fetch. Compile is the whole pipeline: load,
// evaluate, check, make artifacts.
package compiler

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"iter"
	"path"
	"runtime"
	"slices"
	"sort"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"provc/compiler/artifact"
	"provc/compiler/cache"
	"provc/compiler/catalogue/settings"
	"provc/compiler/diag"
	"provc/compiler/evaluate"
	"provc/compiler/inventory"
	"provc/compiler/load"
	"provc/compiler/value"
	"provc/compiler/vendor"
	"provc/compiler/vendors"
	"provc/schema"
)

// Options say what to compile.
type Options struct {
	Dir      string   // where relative packages are, and positions relative to; empty for the working folder
	Packages []string // CUE patterns; none means "."
	Tags     []string // CUE tags, key=value
	Cache    string   // folder of a cache of evaluated packages; empty for none

	Vendors vendor.List // nil: all that provc knows

	// Shard and Shards say which packages this machine compiles: of all packages in the
	// order of their folders, those of the Shard-th of Shards machines, counted from 1.
	// Shards 0 means all packages.
	Shard, Shards int

	// Day is that on which acceptances hold or are past, such as 2027-03-31; empty for
	// today. Only findings depend on it.
	Day string

	// Session is what this run has in common with others; nil: nothing.
	Session *Session

	// Recall has packages that a cache knows come without their trees; see
	// Result.Complete.
	Recall bool

	evaluation evaluate.Options // for tests
}

// Result is what a run found and made.
type Result struct {
	Packages []*Package
	Several  bool      // a pattern asked for all packages below a folder
	Findings diag.List // sorted, none twice
	Checked  []Checked // the same by package

	compiler *run
	scope    load.Scope      // of the patterns
	deploys  map[string]bool // by folder: packages of the patterns, but for those known to declare no deployment
}

// Package is one provisioning root.
type Package struct {
	Dir        string // of the CUE package, relative to Options.Dir
	ImportPath string
	Tree       *artifact.Tree // nil if the package is only recalled
	Inputs     []byte         // identifies everything that the tree is made of, but for the values of secrets; nil: not known
	Secrets    []string       // their names, where Inputs is known
	Seeds      []string       // files that are written where they are missing, where Inputs is known
	Folders    []string       // of the root that hold files, or that phones write into
	Handsets   int            // that are listed
	Users      int
	Warnings   int // that are told
	Notes      int

	// Staging is what new phones get their identities from, in a trusted network;
	// nil if no phone needs any. It never lies within the root.
	Staging *artifact.Tree
	// Phones are those that are listed, by the name of their vendor.
	Phones map[string][]iter.Seq[artifact.Phone]
	// Credentials are what people and phones authenticate to the server with.
	Credentials []artifact.Credential
}

// Several reports whether a pattern asks for all packages below a folder.
func Several(patterns []string) bool {
	return slices.ContainsFunc(patterns, func(p string) bool { return strings.HasSuffix(p, "...") })
}

// Compile compiles packages. An error means that it could not run at all; what
// is wrong with the configuration is among the findings, and the trees are
// complete only if none of them is an error.
func Compile(ctx context.Context, o Options) (*Result, error) {
	if o.Shards > 0 && !Several(o.Packages) {
		return nil, errors.New("--shard needs a pattern that ends in ..., such as ./..., because it divides packages among machines, and one package is built by one machine")
	}
	if o.Day == "" {
		o.Day = time.Now().Format(time.DateOnly)
	}
	if o.Vendors == nil {
		o.Vendors = vendors.All()
	}
	r := &run{options: o}
	var unsaved map[string][]byte
	if o.Session != nil {
		o.Session.running.Lock()
		defer o.Session.running.Unlock()
		defer o.Session.memory.Forget()
		unsaved, o.evaluation.Memory = o.Session.Unsaved, &o.Session.memory
	}
	if o.Cache != "" {
		r.store = cache.Open(o.Cache)
		defer r.store.Prune(cacheLife)
	}
	var err error
	if r.loader, err = load.New(load.Config{Dir: o.Dir, Tags: o.Tags, Schema: o.Vendors.Schemas(), Module: schema.Module, Unsaved: unsaved}); err != nil {
		return nil, err
	}
	r.evaluator = evaluate.New(r.loader, o.evaluation)
	all, err := r.find()
	if err != nil {
		return nil, err
	}
	result := &Result{compiler: r, Several: Several(o.Packages), scope: r.loader.Scope(o.Packages...), deploys: map[string]bool{}}
	for _, c := range all {
		result.deploys[c.dir] = true // also what other machines compile
	}
	all = shardOf(all, o.Shard, o.Shards)
	if err := r.compile(ctx, all); err != nil {
		return nil, err
	}
	for _, c := range all {
		told := c.told(o.Day)
		result.Findings.Add(told...)
		result.Checked = append(result.Checked, Checked{c.dir, told, c.folders})
		if c.pkg != nil {
			c.pkg.Warnings, c.pkg.Notes = told.Count(diag.Warning), told.Count(diag.Note)
		}
		if c.pkg != nil {
			result.Packages = append(result.Packages, c.pkg)
		} else {
			result.deploys[c.dir] = false
		}
	}
	result.Findings = result.Findings.Sorted()
	for _, c := range all {
		if c.pkg == nil && !result.Several && !result.Findings.HasErrors() {
			return nil, NoDeploymentError(c.dir)
		}
	}
	return result, nil
}

// NoDeploymentError is the folder of a package that was asked for by itself and declares no
// deployment.
type NoDeploymentError string

func (e NoDeploymentError) Error() string {
	return fmt.Sprintf("package %s declares no deployment: no top-level field has a vendor", string(e))
}

// Holders replaces the files among patterns, which are relative to a folder, by the packages
// that hold them; modules are the patterns of all packages that may use what lies there, or
// nil if no pattern is a file. See load.Loader.Holders.
func Holders(dir string, patterns []string) (packages, modules []string, err error) {
	l, err := load.New(load.Config{Dir: dir})
	if err != nil {
		return nil, nil, err
	}
	return l.Holders(patterns)
}

// Gone reports whether a package lies where the patterns look for packages and no longer
// deploys: it is gone, or has no deployment any more. The package is called by its import
// path, which a root in the given folder names as its own. Folders are as in Package.Dir.
func (r *Result) Gone(importPath, folder string) (dir string, gone bool) {
	dir, isOfModule, ok := r.scope.Folder(importPath)
	return dir, ok && !r.deploys[dir] && (isOfModule || dir == folder)
}

// run is one call of Compile.
type run struct {
	options   Options
	loader    *load.Loader
	evaluator *evaluate.Evaluator
	store     *cache.Store

	together []byte // identifies packages that depend on each other; nil if none does
}

// candidate is a package that may declare deployments.
type candidate struct {
	dir      string
	unit     *evaluate.Unit // nil if it is recalled
	key      *cache.Key     // of its sources, where they are known and it is not recalled
	findings diag.List
	accept   diag.Acceptances // what is accepted of the findings, which are marked with it
	pkg      *Package         // nil if it declares no deployment
	folders  []string         // see Checked
}

// compile compiles packages that are not recalled, several at a time.
func (r *run) compile(ctx context.Context, all []*candidate) error {
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	for _, c := range all {
		if c.unit == nil {
			continue
		}
		group.Go(func() error {
			if ctx.Err() == nil {
				r.one(c)
			}
			return ctx.Err()
		})
	}
	return group.Wait()
}

func (r *run) one(c *candidate) {
	unit := c.unit
	c.unit = nil
	if r.options.Session != nil {
		c.folders = r.foldersOf(unit.Unit)
	}
	result := r.evaluator.Evaluate(unit)
	found := r.assemble(c, result)
	if found.HasErrors() {
		if again, ok := r.evaluator.Recheck(unit, result); ok {
			result = again
			found = r.assemble(c, result)
		}
	}
	c.findings = result.Findings
	c.findings.Add(found...)
	if !c.findings.HasErrors() {
		c.findings.Add(result.Refused...)
	}
	c.findings = r.fitting(r.unfinished(misindented(c.findings.Sorted())))
	if result.Package != nil {
		r.remember(c, result.Package)
	}
}

// assemble makes the trees of a package that declares deployments.
func (r *run) assemble(c *candidate, result evaluate.Result) (findings diag.List) {
	p := result.Package
	if p == nil || len(p.Deployments) == 0 {
		return nil
	}
	read := func(name string) (string, error) { return r.loader.Files.Table(r.loader.Absolute(p.Dir), name) }
	findings.Add(inventory.Expand(p, read, p.Dir)...)
	c.pkg = &Package{Dir: p.Dir, ImportPath: p.ImportPath, Tree: &artifact.Tree{}}
	found, accept := assemble(c.pkg, p, r.options.Vendors)
	findings.Add(found...)
	findings.Add(wrongAcceptances(accept, r.options.Vendors)...)
	c.accept = accept
	return findings
}

// cacheLife is how long an entry of a cache is kept that nobody uses.
const cacheLife = 30 * 24 * time.Hour

// shardOf picks the packages of one machine out of several: every n-th, in the order
// of their folders, whatever the order of patterns. A pattern that does not load is
// given to every machine, since it may stand for packages of any.
func shardOf(all []*candidate, i, n int) []*candidate {
	if n <= 1 {
		return all
	}
	sorted := slices.SortedStableFunc(slices.Values(all), func(a, b *candidate) int { return strings.Compare(a.dir, b.dir) })
	var mine []*candidate
	for _, c := range all {
		if slices.Index(sorted, c)%n == i-1 || c.unit != nil && !c.unit.Loads() {
			mine = append(mine, c)
		}
	}
	return mine
}

// assemble compiles the deployments of a package into one tree and checks what
// stands between them.
func assemble(out *Package, p *value.Package, vendors vendor.List) (findings diag.List, accept diag.Acceptances) {
	tree, staging := out.Tree, &artifact.Tree{}
	var parts []vendor.Compiled
	var used vendor.List
	var declared []*value.Deployment // of the parts
	for _, d := range p.Deployments {
		v := vendors.Find(d.Vendor)
		if v == nil {
			said := d.Root.Get("vendor")
			findings.Add(vendorUnknown.At(said.Place(d.Pos), "deployment %s is of a vendor that provc does not know", d.Name).
				WithDetail("found %s", said.Describe(false)).WithHint("known are " + strings.Join(vendors.Names(), ", ")))
			continue
		}
		part, found := v.Compile(d)
		if meant, ok := mistaken(d, v, found, vendors); ok {
			findings.Add(meant)
			continue
		}
		out.Handsets += d.Entities("phones").Len()
		out.Users += d.Entities("users").Len()
		own := vendor.Accepted(d.Root)
		own.Mark(found)
		accept = append(append(accept, own...), part.Accept...)
		findings.Add(found...)
		parts = append(parts, part)
		declared = append(declared, d)
		used = append(used, v)
		tree.Files = append(tree.Files, part.Files...)
		tree.Made.Take(&part.Made)
		tree.Dirs = append(tree.Dirs, part.Dirs...)
		tree.Foreign = append(tree.Foreign, part.Foreign...)
		if len(part.Restarts) > 0 {
			if tree.Restarts == nil {
				tree.Restarts = map[string]settings.Restarts{}
			}
			tree.Restarts[d.Name] = part.Restarts
		}
		tree.Emergency = append(tree.Emergency, part.Emergency...)
		if part.Bare != nil {
			tree.Bare = append(tree.Bare, part.Bare)
		}
		stage(staging, &part)
		if out.Phones == nil {
			out.Phones = map[string][]iter.Seq[artifact.Phone]{}
		}
		out.Phones[v.Name()] = append(out.Phones[v.Name()], part.Phones)
		out.Credentials = append(out.Credentials, part.Credentials...)
	}
	tree.PhoneWritten = used.PhoneWritten
	tree.Sort()
	out.Folders = slices.Sorted(slices.Values(append(slices.Clone(tree.Folders()), tree.Dirs...)))
	findings.Add(twicePhones(parts)...)
	told := map[diag.Pos]bool{}
	for _, d := range findings {
		told[d.Pos] = told[d.Pos] || d.Severity == diag.Error
	}
	for _, d := range append(collisions(tree), claimed(tree)...) {
		if !told[d.Pos] { // what asks for the file is wrong itself, such as a user ID
			findings.Add(d)
		}
	}
	if staging.Len() > 0 {
		staging.Sort()
		findings.Add(collisions(staging)...)
		out.Staging = staging
	}
	slices.SortStableFunc(out.Credentials, func(a, b artifact.Credential) int { return cmp.Compare(a.User, b.User) })
	findings.Add(twiceCredentials(out.Credentials)...)
	findings.Add(samePasswords(declared, parts)...)
	return findings, accept
}

// twicePhones finds handsets that several deployments list.
func twicePhones(parts []vendor.Compiled) diag.List {
	if len(parts) < 2 {
		return nil // a deployment cannot list a handset twice
	}
	var findings diag.List
	seen := map[string]diag.Pos{}
	for _, part := range parts {
		for h := range part.Phones {
			if other, ok := seen[h.MAC]; ok {
				findings.Add(artifact.MACDuplicate.At(h.Pos, "handset %s is listed in two deployments", h.MAC).WithRelated(other, "it is listed here, too"))
				continue
			}
			seen[h.MAC] = h.Pos
		}
	}
	return findings
}

// claimed finds files that somebody else is said to make, and that a deployment
// makes.
func claimed(tree *artifact.Tree) diag.List {
	if len(tree.Foreign) == 0 {
		return nil
	}
	var findings diag.List
	folded := tree.Folded()
	for _, f := range tree.Foreign {
		for _, i := range folded.Find(f.Name) {
			what := "it"
			if tree.Path(i) != f.Name {
				what = tree.Path(i)
			}
			findings.Add(artifact.PathCollision.At(f.Pos, "%s is named as a file that somebody else makes, and provc makes %s", f.Name, what).
				WithHint("leave it out, or have the other file called otherwise").WithRelated(tree.File(i).Pos, "provc's is declared here"))
		}
	}
	return findings
}

// collisions finds files that would be one on a server or file system that does
// not tell letter case apart, and files in the place of a folder.
func collisions(tree *artifact.Tree) diag.List {
	var findings diag.List
	report := func(a, b *artifact.File, what string) {
		findings.Add(artifact.PathCollision.At(b.Pos, "%s", what).WithRelated(a.Pos, "the other is declared here"))
	}
	folded := tree.Folded()
	for files := range folded.Meeting() {
		other := tree.File(files[0]) // the one declared first
		for _, i := range files[1:] {
			f := tree.File(i)
			if other.Pos.Compare(f.Pos) > 0 {
				other, f = f, other
			}
			switch {
			case other.Path == f.Path && other.Owner != f.Owner:
				report(other, f, fmt.Sprintf("deployments %s and %s both write %s", other.Owner, f.Owner, f.Path))
			case other.Path == f.Path:
				report(other, f, fmt.Sprintf("%s would be written twice", f.Path))
			default:
				report(other, f, fmt.Sprintf("%s and %s differ only in letter case", other.Path, f.Path))
			}
		}
	}
	if len(findings) == 0 {
		sameFolders(tree, report)
	}
	inPlaceOf := func(dir string) (first *artifact.File) {
		for _, i := range folded.Find(dir) {
			if f := tree.File(i); first == nil || first.Pos.Compare(f.Pos) > 0 {
				first = f
			}
		}
		return first
	}
	for _, dir := range tree.Folders() {
		if other := inPlaceOf(dir); other != nil {
			for i := range tree.Len() {
				if strings.HasPrefix(tree.Path(i), dir+"/") {
					report(other, tree.File(i), fmt.Sprintf("%s would be both a file and a folder", other.Path))
				}
			}
		}
	}
	for _, dir := range tree.Dirs {
		for ; dir != "." && dir != "/"; dir = path.Dir(dir) {
			if other := inPlaceOf(dir); other != nil {
				report(other, other, fmt.Sprintf("%s would be both a file and a folder", other.Path))
			}
		}
	}
	return findings
}

// sameFolders finds folders of several deployments that would be one where letter
// case does not count. Within a deployment that is the vendor's to find.
func sameFolders(tree *artifact.Tree, report func(a, b *artifact.File, what string)) {
	first := func(dir string) int {
		return sort.Search(tree.Len(), func(i int) bool { return tree.Path(i) >= dir+"/" })
	}
	spelt := map[string]string{}
	for _, dir := range tree.Folders() {
		key := artifact.Fold(dir)
		other, ok := spelt[key]
		if !ok {
			spelt[key] = dir
			continue
		}
		a, b := tree.Head(first(other)), tree.Head(first(dir))
		if a.Owner != b.Owner && path.Dir(other) == path.Dir(dir) {
			f, g := tree.File(first(other)), tree.File(first(dir))
			if f.Pos.Compare(g.Pos) > 0 {
				f, g = g, f
			}
			report(f, g, fmt.Sprintf("folders %s and %s differ only in letter case, and are one to servers that do not tell it apart", min(dir, other), max(dir, other)))
		}
	}
}
