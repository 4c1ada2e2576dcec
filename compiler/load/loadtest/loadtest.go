// Package loadtest has what tests of packages that load are made of.
package loadtest

import (
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"

	"provc/compiler/filetest"
)

// Schema is a schema of one small vendor, v.
var Schema = fstest.MapFS{
	"v/deployment.cue": {Data: []byte(`// The schema.
package v

#Deployment: {
	vendor: "v"
	folder: *"" | #Folder
	size: *5 | >5 | "x"
	"quoted label": 7
	type: string
	other: "a" | *"b"
	optional?: "x"
	users: [string]: #User
	if true {x: 1}
}
#Folder: string
text: "x"
#User: {password?: string}
`)},
	"v/params.cue":    {Data: []byte("package v\n\n#Params: {a?: int}\n\t#Indented: 1\n#Params: {b?: int}\nregular: 1\n")},
	"v/relations.cue": {Data: []byte("package v\n\n#Deployment: {users: _, folder: _}\n#Relation: {}\n")},
	"v/notes.txt":     {Data: []byte("#Note: 1\n")},
	"README":          {Data: []byte("x")},
}

const (
	// SchemaModule is the import path of Schema.
	SchemaModule = "schema.example/s"

	// ModuleFile is a module.cue.
	ModuleFile = "module: \"test.example@v0\"\nlanguage: version: \"v0.17.0\"\n"
)

// Write puts files into a folder; those without text go. Names have slashes.
func Write(t testing.TB, dir string, files map[string]string) {
	t.Helper()
	for name, text := range files {
		name = filepath.Join(dir, filepath.FromSlash(name))
		if text == "" {
			os.Remove(name)
			continue
		}
		filetest.Put(t, name, text)
	}
}
