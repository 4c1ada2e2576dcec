package cache

import (
	"crypto/sha256"
	"debug/elf"
	"io"
	"os"
	"runtime/debug"
	"sync"
)

// Program identifies this program, so that two builds never share what one
// of them may have computed otherwise: by the revision that it was built from,
// or, of a work in progress, by what the linker made of it.
var Program = sync.OnceValues(func() ([]byte, error) {
	if info, ok := debug.ReadBuildInfo(); ok {
		settings := map[string]string{}
		for _, s := range info.Settings {
			settings[s.Key] = s.Value
		}
		if info.Main.Sum != "" || settings["vcs.revision"] != "" && settings["vcs.modified"] == "false" {
			return []byte(info.String()), nil
		}
	}
	name, err := os.Executable()
	if err != nil {
		return nil, err
	}
	if id := buildID(name); id != nil {
		return id, nil
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	h := sha256.New()
	_, err = io.Copy(h, f)
	return h.Sum(nil), err
})

// buildID is what the linker wrote into a program of what the program was made
// of; nil if there is none.
func buildID(name string) []byte {
	f, err := elf.Open(name)
	if err != nil {
		return nil
	}
	defer f.Close()
	s := f.Section(".note.go.buildid")
	if s == nil {
		return nil
	}
	const meant = 40 // bytes; a shorter one was asked for, and says nothing
	id, err := s.Data()
	if err != nil || len(id) < meant {
		return nil
	}
	return id
}
