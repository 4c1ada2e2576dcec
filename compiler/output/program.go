package output

import (
	"cmp"
	"encoding/hex"
	"fmt"

	"provc/compiler/diag"
)

// programPath says which program wrote what the record names. Nothing depends on it but
// a warning, so that a failure to write it is ignored.
const programPath = stateDir + "/program"

// manyFiles is how many files a root has at least of which it is no chance that all change.
const manyFiles = 10

// rewritten is a warning that another provc makes every file of the root anew, all files
// rendered. In a root without the name of a program, an older provc has been at work.
func (b *build) rewritten() (found diag.List) {
	files := 0
	for i := range b.targets {
		t := &b.targets[i]
		if !b.owns(t) || !t.was().owned() || t.found.info == nil {
			continue
		}
		if t.todo != write {
			return nil
		}
		files++
	}
	if b.opt.Program == nil || files < manyFiles {
		return nil
	}
	if text, err := readText(b.fs, programPath, maxRecord); err == nil && text == b.program() {
		return nil
	}
	found.Add(rootRewritten.At(diag.Pos{}, "another provc wrote %s, and this one makes each of its %d files anew", b.opt.Root, files).
		WithDetail("handsets fetch all of them again, and may restart").
		WithHint(fmt.Sprintf("to see what is different, compare with diff --against %s", b.opt.Root)))
	return found
}

func (b *build) program() string { return hex.EncodeToString(b.opt.Program) + "\n" }

// keepProgram notes which program has written the files.
func (b *build) keepProgram() {
	if b.opt.Program == nil {
		return
	}
	temp := tempName(stateDir, 2)
	f, err := b.create(temp, 0o600)
	if err != nil {
		return
	}
	err = b.recordAttr().give(f)
	if err == nil {
		_, err = f.Write([]byte(b.program()))
	}
	if err = cmp.Or(err, f.Close()); err == nil {
		err = b.fs.Rename(temp, programPath)
	}
	if err != nil {
		b.fs.Remove(temp)
	}
}
