package schema_test

import (
	"fmt"
	"io/fs"
	"os"
	"runtime/debug"
	"slices"
	"sync"
	"testing"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/cuecontext"
	"cuelang.org/go/cue/errors"
	"cuelang.org/go/cue/load"

	"provc/schema"
)

// Plain CUE leaves much garbage.
func init() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(400)
	}
}

// plain is the schema of a vendor as plain CUE has it.
type plain struct {
	ctx   *cue.Context
	value cue.Value
	id    string // of the package, to which hidden fields belong
}

// vendors has each schema, built when it is first asked for. What shares one never runs
// at the same time.
var vendors = map[string]func() (*plain, error){
	"spectralink": sync.OnceValues(func() (*plain, error) { return build("spectralink") }),
	"cisco":       sync.OnceValues(func() (*plain, error) { return build("cisco") }),
}

func build(vendor string) (*plain, error) {
	const root = "/schema"
	overlay := map[string]load.Source{root + "/cue.mod/module.cue": load.FromBytes(schema.ModuleFile)}
	names, err := fs.Glob(schema.FS, vendor+"/*.cue")
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		text, err := schema.FS.ReadFile(name)
		if err != nil {
			return nil, err
		}
		overlay[root+"/"+name] = load.FromBytes(text)
	}
	inst := load.Instances([]string{"./" + vendor}, &load.Config{Dir: root, ModuleRoot: root, Overlay: overlay})[0]
	if inst.Err != nil {
		return nil, inst.Err
	}
	ctx := cuecontext.New()
	value := ctx.BuildInstance(inst)
	return &plain{ctx, value, inst.ID()}, value.Err()
}

// each runs a test for both vendors, side by side.
func each(t *testing.T, test func(t *testing.T, vendor string, p *plain)) {
	if testing.Short() {
		t.Skip("this is CUE alone")
	}
	for vendor, open := range vendors {
		t.Run(vendor, func(t *testing.T) {
			t.Parallel()
			p, err := open()
			if err != nil {
				t.Fatal(errors.Details(err, nil))
			}
			test(t, vendor, p)
		})
	}
}

// definition is a definition or a hidden field of the schema.
func (p *plain) definition(t *testing.T, name string) cue.Value {
	t.Helper()
	selector := cue.Def(name)
	if name[0] == '_' {
		selector = cue.Hid(name, p.id)
	}
	v := p.value.LookupPath(cue.MakePath(selector))
	if !v.Exists() {
		t.Fatalf("%s is not declared", name)
	}
	return v
}

// text is a value that is written out.
func (p *plain) text(t *testing.T, text string) cue.Value {
	t.Helper()
	v := p.ctx.CompileString(text)
	if err := v.Err(); err != nil {
		t.Fatalf("%s\n%s", text, errors.Details(err, nil))
	}
	return v
}

// sentences is all that is wrong with a value, in order.
func sentences(v cue.Value) []string {
	var all []string
	for _, e := range errors.Errors(v.Validate(cue.Concrete(true))) {
		all = append(all, sentence(e))
	}
	slices.Sort(all)
	return all
}

// sentence is what is wrong, without where.
func sentence(e errors.Error) string {
	format, args := e.Msg()
	return fmt.Sprintf(format, args...)
}
