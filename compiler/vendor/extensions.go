package vendor

import (
	"provc/compiler/artifact"
	"provc/compiler/diag"
	"provc/compiler/value"
)

// SameExtensions finds people who have the same extension, of those whose lines have
// marks alike. Address is what a person's line of a number registers as, or nil; hint
// says how to declare that people share a line.
func SameExtensions(users value.Entities, marks value.Marks, address func(user *value.Node, line int) *value.Node, hint string) diag.List {
	var findings diag.List
	for _, alike := range marks.Alike() {
		holders := map[string][]artifact.Holder{} // by extension: two may share a mark
		accept := map[string]diag.Acceptances{}
		for _, m := range alike {
			f, wrong := users.At(int(m.At), nil)
			if wrong != nil {
				continue
			}
			at := address(f.Value, int(m.Tag))
			if at == nil {
				continue
			}
			extension, _ := artifact.Account(at.Text)
			holders[extension] = append(holders[extension], artifact.Holder{ID: f.Label, Pos: at.Pos})
			accept[extension] = append(accept[extension], Accepted(f.Value)...)
		}
		for extension, people := range holders {
			found := artifact.SameExtension(extension, people, hint)
			accept[extension].Mark(found)
			findings.Add(found...)
		}
	}
	return findings
}
