// Package cuevet says what plain cue vet says of a package, for tests that hold
// provc's verdicts against it.
package cuevet

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"runtime/debug"
	"strings"
	"sync"
	"testing"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/build"
	"cuelang.org/go/cue/cuecontext"
	"cuelang.org/go/cue/errors"
	"cuelang.org/go/cue/load"

	"provc/compiler/catalogue"
	"provc/compiler/vendored"
	"provc/schema"
)

// Plain CUE leaves much garbage: where it lies longer, tests take a fifth less time.
func init() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(400)
	}
}

// Deployment is the text of a package with the deployment d of a vendor, whose
// body begins on the line after Head.
func Deployment(vendor, body string) string {
	return fmt.Sprintf("package p\n\nimport \"provc.internal/schema/%s\"\n\nd: %s.#Deployment & {\n%s\n}\n", vendor, vendor, body)
}

// Body is that of a Deployment.
func Body(vendor, text string) string {
	around := Deployment(vendor, "§")
	before, behind, _ := strings.Cut(around, "§")
	return strings.TrimSuffix(strings.TrimPrefix(text, before), behind)
}

// Head is the number of lines before the body of a Deployment.
const Head = 5

// Instance loads files in a module to which the schema was vendored.
func Instance(t testing.TB, files map[string]string) *build.Instance {
	t.Helper()
	const root = "/plain"
	overlay := map[string]load.Source{
		root + "/cue.mod/module.cue": load.FromString("module: \"test.example@v0\"\nlanguage: version: \"v0.17.0\"\n"),
	}
	vendored, err := vendoredFiles()
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range vendored {
		overlay[path.Join(root, "cue.mod/pkg", schema.Module, name)] = load.FromBytes(text)
	}
	for name, text := range files {
		overlay[root+"/"+name] = load.FromString(text)
	}
	return load.Instances([]string{"."}, &load.Config{Dir: root, ModuleRoot: root, Overlay: overlay})[0]
}

// vendoredFiles is the schema as people have it in their modules.
var vendoredFiles = sync.OnceValues(func() (map[string][]byte, error) {
	folders, err := fs.ReadDir(schema.FS, ".")
	if err != nil {
		return nil, err
	}
	var schemas []*catalogue.Schema
	for _, folder := range folders {
		s, err := catalogue.Open(schema.FS, folder.Name())
		if err != nil {
			return nil, err
		}
		schemas = append(schemas, s)
	}
	return vendored.Files(schemas)
})

// Errors are those of cue vet -c.
func Errors(t testing.TB, files map[string]string) []errors.Error {
	t.Helper()
	inst := Instance(t, files)
	if inst.Err != nil {
		return errors.Errors(inst.Err)
	}
	return errors.Errors(cuecontext.New().BuildInstance(inst).Validate(cue.Concrete(true)))
}

// Sentences are those of Errors.
func Sentences(t testing.TB, files map[string]string) []string {
	t.Helper()
	var all []string
	for _, e := range Errors(t, files) {
		all = append(all, sentence(e))
	}
	return all
}

func sentence(e errors.Error) string {
	format, args := e.Msg()
	return fmt.Sprintf(format, args...)
}

// Paths are the paths of what plain CUE refuses.
func Paths(t testing.TB, files map[string]string) [][]string {
	t.Helper()
	var paths [][]string
	for _, e := range Errors(t, files) {
		if len(e.Path()) > 0 {
			paths = append(paths, e.Path())
		}
	}
	return paths
}

// Batch says what plain CUE says of the body of each of many deployments. They
// are evaluated side by side, which spares loading the schema for each; none may
// spoil the whole package.
func Batch(t testing.TB, vendor string, bodies []string) map[string][]string {
	t.Helper()
	var b strings.Builder
	fmt.Fprintf(&b, "package p\n\nimport \"provc.internal/schema/%s\"\n\n", vendor)
	for i, body := range bodies {
		fmt.Fprintf(&b, "d%d: %s.#Deployment & {\n%s\n}\n", i, vendor, body)
	}
	said := map[string][]string{}
	for _, e := range Errors(t, map[string]string{"a.cue": b.String()}) {
		i := -1
		if len(e.Path()) > 0 {
			fmt.Sscanf(e.Path()[0], "d%d", &i)
		}
		if i < 0 {
			t.Fatalf("an error of no deployment: %v", e)
		}
		said[bodies[i]] = append(said[bodies[i]], sentence(e))
	}
	return said
}
