package compiler_test

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/cuecontext"
	cueerrors "cuelang.org/go/cue/errors"
	"cuelang.org/go/cue/load"

	"provc/compiler/filetest"
	"provc/schema"
)

// folder writes files into a new CUE module.
func folder(t testing.TB, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	write(t, dir, map[string]string{"cue.mod/module.cue": "module: \"test.example@v0\"\nlanguage: version: \"v0.17.0\"\n"})
	write(t, dir, files)
	return dir
}

func write(t testing.TB, dir string, files map[string]string) {
	t.Helper()
	filetest.Write(t, dir, files)
}

// schemaFiles are the files of the schema: the real one, and one whose definitions
// allow anything.
var schemaFiles = sync.OnceValue(func() (files struct{ full, open map[string]string }) {
	files.full, files.open = map[string]string{}, map[string]string{}
	err := fs.WalkDir(schema.FS, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path.Dir(name) == "." {
			return err
		}
		text, err := fs.ReadFile(schema.FS, name)
		files.full[name] = string(text)
		if path.Dir(name) == "cue.mod" {
			files.open[name] = string(text)
			return err
		}
		var b strings.Builder
		fmt.Fprintf(&b, "package %s\n", path.Dir(name))
		for line := range strings.Lines(string(text)) {
			label, is, ok := strings.Cut(line, ": ")
			if !ok || !strings.HasPrefix(label, "#") {
				continue
			}
			if strings.HasPrefix(is, "{") { // _, embedded in a struct, would close it
				fmt.Fprintf(&b, "%s: {...}\n", label)
			} else {
				fmt.Fprintf(&b, "%s: _\n", label)
			}
		}
		files.open[name] = b.String()
		return err
	})
	if err != nil {
		panic(err)
	}
	return files
})

// evaluate evaluates the package of a folder in plain CUE.
func evaluate(dir string, tags []string, schemaFiles map[string]string) (cue.Value, error) {
	overlay := map[string]load.Source{}
	for name, text := range schemaFiles {
		overlay[filepath.Join(dir, "cue.mod/pkg", schema.Module, name)] = load.FromString(text)
	}
	inst := load.Instances([]string{"."}, &load.Config{Dir: dir, Overlay: overlay, Tags: tags})[0]
	if inst.Err != nil {
		return cue.Value{}, inst.Err
	}
	v := cuecontext.New().BuildInstance(inst)
	return v, v.Validate(cue.Concrete(true), cue.Attributes(true), cue.Definitions(true), cue.Hidden(true))
}

// plainCUE is what CUE makes of the package of a folder. Two kinds of errors are none
// here, since provc need not find them (docs/cue.md): what CUE refuses in the copies alone
// that relations make of users and their like; and what is wrong under the schema alone with
// values beside deployments, which provc does not hold against it.
func plainCUE(dir string, tags ...string) outcome {
	v, err := evaluate(dir, tags, schemaFiles().full)
	o := outcome{values: map[string]string{}, embeds: embedsDeployment(dir)}
	besides := map[string]bool{} // paths of errors of values beside deployments
	beside, copied := 0, 0
	for _, e := range cueerrors.Errors(err) {
		format, args := e.Msg()
		o.errors = append(o.errors, fmt.Sprintf("%s: %s", strings.Join(e.Path(), "."), fmt.Sprintf(format, args...)))
		for _, p := range cueerrors.Positions(e) {
			if name, err := filepath.Rel(dir, p.Filename()); err == nil {
				o.places = append(o.places, fmt.Sprintf("%s:%d", name, p.Line()))
			}
		}
		if p := e.Path(); len(p) > 0 && v.Exists() && !isDeployment(v.LookupPath(cue.ParsePath(p[0]))) {
			besides[strings.Join(p, ".")] = true
			beside++
		} else if inCopy(e) {
			copied++
		}
	}
	if err != nil && beside+copied == len(o.errors) {
		// Under the open schema, definitions that build on it are closed to what they name.
		closed := buildsOnSchema(dir)
		_, err := evaluate(dir, tags, schemaFiles().open)
		if !slices.ContainsFunc(cueerrors.Errors(err), func(e cueerrors.Error) bool {
			return besides[strings.Join(e.Path(), ".")] && !(closed && isClosedness(e))
		}) {
			o.errors, o.either = nil, true
		}
	}
	if len(o.errors) > 0 {
		o.blind = says(dir, alternativeStructs) && !slices.ContainsFunc(o.errors, func(e string) bool { return !strings.Contains(e, "._relations.") })
		return o
	}
	for all, _ := v.Fields(); all.Next(); {
		if isDeployment(all.Value()) {
			valuesOf(all.Selector().Unquoted(), all.Value(), o.values)
			o.either = rowsOf(dir, all.Selector().Unquoted(), all.Value(), o.values) || o.either
		}
	}
	return o
}

// inCopy reports whether an error is of a value in a relation's copy of users, phones or
// groups. What is wrong with them themselves, CUE says of them, too.
func inCopy(e cueerrors.Error) bool {
	p := e.Path()
	return len(p) > 2 && slices.Contains([]string{"_users", "_phones", "_groups"}, p[1])
}

func isClosedness(e cueerrors.Error) bool {
	format, _ := e.Msg()
	return format == "field not allowed"
}

// buildsOnSchema reports whether a package declares a definition that builds on one of the
// schema.
func buildsOnSchema(dir string) bool { return says(dir, definitionOnSchema) }

// embedsDeployment reports whether a struct of a package embeds a deployment.
func embedsDeployment(dir string) bool { return says(dir, embeddedDeployment) }

func says(dir string, what *regexp.Regexp) bool {
	files, _ := filepath.Glob(filepath.Join(dir, "*.cue"))
	return slices.ContainsFunc(files, func(name string) bool {
		text, err := os.ReadFile(name)
		return err == nil && what.Match(text)
	})
}

var (
	alternativeStructs = regexp.MustCompile(`\}\s*\|\s*\*?\{`)
	definitionOnSchema = regexp.MustCompile(`(?m)^#\w+: .*\b(spectralink|cisco)\.#`)
	embeddedDeployment = regexp.MustCompile(`(?m)(^|[{,])\s*(spectralink|cisco)\.#Deployment\s*($|[,}])`)
)

func isDeployment(v cue.Value) bool { return at(v, "vendor").Exists() }

// valuesOf collects the values of a deployment that some file holds.
func valuesOf(name string, d cue.Value, into map[string]string) {
	vendor, _ := at(d, "vendor").String()
	l := leaves{vendor, into}
	layer := func(place string, v cue.Value) { layerOf(vendor, place, v, into) }
	models := map[string]bool{}
	if vendor == "cisco" { // what all phones share stands in the file of each model
		for all, _ := at(d, "phones").Fields(); all != nil && all.Next(); {
			model, _ := at(all.Value(), "model").String()
			models[model] = true
		}
		for model := range models {
			if len(models) == 1 { // else some may lack a parameter
				layer(name+" models "+model, d)
			}
		}
	} else {
		layer(name, d)
	}
	for _, kind := range []string{"groups", "phones", "models", "users"} {
		for all, _ := at(d, kind).Fields(); all != nil && all.Next(); {
			if name := all.Selector().Unquoted(); kind == "models" && !models[name] {
				continue // no phone reads it
			}
			layer(name+" "+kind+" "+all.Selector().Unquoted(), all.Value())
		}
	}
	layer(name+" default", at(d, "default"))
	l.add(name+" access", "", at(d, "access"))
	maps.DeleteFunc(into, func(key, value string) bool { // what anybody can fetch holds no secrets
		return strings.Contains(key, " models ") && strings.HasPrefix(value, "secret ")
	})
	for label, attribute := range map[string]string{"directories.logs": "LOG_FILE_DIRECTORY", "directories.overrides": "OVERRIDES_DIRECTORY", "directories.callLists": "CALL_LISTS_DIRECTORY", "software": "APP_FILE_PATH", "profiles.directory": "USER_PROFILES_DIRECTORY"} {
		l.add(name+" master", attribute, at(d, label))
	}
}

// at is a value within another, of a choice what is chosen by default.
func at(v cue.Value, path string) cue.Value {
	if d, ok := v.Default(); ok {
		v = d
	}
	return v.LookupPath(cue.ParsePath(path))
}

// layerOf collects the values of a deployment, or of one of its parts.
func layerOf(vendor, place string, v cue.Value, into map[string]string) {
	l := leaves{vendor, into}
	l.add(place, "", at(v, "params"))
	l.add(place, "", at(v, "unlisted"))
	if vendor == "spectralink" && strings.Contains(place, " users ") {
		l.add(place, "prov.login.localPassword", at(v, "password"))
	}
}

// rowsOf collects the values of users who stand in a table, if any do. CUE does not see
// them.
func rowsOf(dir, name string, d cue.Value, into map[string]string) bool {
	inventory := at(d, "inventory.users")
	file, _ := at(inventory, "file").String()
	id, _ := at(inventory, "id").String()
	text, err := os.ReadFile(filepath.Join(dir, file))
	if err != nil || file == "" {
		return false
	}
	rows, _ := csv.NewReader(bytes.NewReader(text)).ReadAll()
	for _, row := range rows[min(1, len(rows)):] {
		var cells []string
		for i, cell := range row {
			cells = append(cells, "{"+rows[0][i]+"}", cell)
		}
		filled := strings.NewReplacer(cells...)
		one := map[string]string{}
		layerOf("spectralink", name+" users "+filled.Replace(id), at(inventory, "each"), one)
		for key, value := range one {
			into[key] = filled.Replace(value)
		}
	}
	return true
}

// leaves are scalars by their dotted names, as files have them.
type leaves struct {
	vendor string
	all    map[string]string
}

func (l leaves) add(place, name string, v cue.Value) {
	if d, ok := v.Default(); ok {
		v = d
	}
	key := place + " " + name
	switch v.Kind() {
	case cue.StructKind:
		if secret, err := at(v, "secret").String(); err == nil {
			l.all[key] = "secret " + secret
			return
		}
		for all, _ := v.Fields(); all.Next(); {
			l.add(place, strings.TrimPrefix(name+"."+all.Selector().Unquoted(), "."), all.Value())
		}
	case cue.BoolKind:
		yes, _ := v.Bool()
		words := map[bool]string{true: "1", false: "0"}
		if l.vendor == "cisco" {
			words = map[bool]string{true: "Yes", false: "No"}
		}
		l.all[key] = words[yes]
	case cue.StringKind:
		l.all[key], _ = v.String()
	case cue.IntKind:
		l.all[key] = fmt.Sprint(v)
	}
}

// holds ends a test with what is wrong, if anything is.
func holds(t *testing.T, wrong string) {
	t.Helper()
	if wrong != "" {
		t.Error(wrong)
	}
}
