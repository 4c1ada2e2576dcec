package output

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"provc/compiler/artifact"
	"provc/compiler/output/disk"
	"provc/compiler/output/record"
)

// digest is that of the configurations in these tests.
var digest = []byte("a digest")

func builtRoot(t *testing.T) (root string) {
	root = newRoot(t)
	plantPhones(t, root, 8)
	mustWrite(t, smallA.tree(), Options{Root: root, Inputs: digest, NoSync: true})
	return root
}

func needsStamps(t *testing.T) {
	if !disk.HasStamps {
		t.Skip("nothing is kept here of how the file system knows a file")
	}
}

func TestUpToDate(t *testing.T) {
	needsStamps(t)
	root := builtRoot(t)
	noTemps(t, root)
	if files, ok := UpToDate(root, digest, Options{}); !ok || files != len(smallA.tree().Files) {
		t.Errorf("%d files, %v", files, ok)
	}
	for name, opt := range map[string]Options{"other": {}, "": {}, "a digest": {Package: "clinic.example/b"}} {
		if _, ok := UpToDate(root, []byte(name), opt); ok {
			t.Errorf("%q %+v", name, opt)
		}
	}
	if _, ok := UpToDate(root, nil, Options{}); ok {
		t.Error("without inputs")
	}
	if _, ok := UpToDate(filepath.Join(root, "nowhere"), digest, Options{}); ok {
		t.Error("without a root")
	}

	// Handsets go on writing.
	put(t, root, "users/user0000-phone.cfg", "new settings")
	put(t, root, "users/user0001-calls.xml", "new file")
	if _, ok := UpToDate(root, digest, Options{}); !ok {
		t.Error("handsets' files count")
	}
	mode := func(name string) os.FileMode {
		info, err := os.Stat(filepath.Join(root, name))
		if err != nil {
			t.Fatal(err)
		}
		return info.Mode()
	}
	if mode(fingerprintPath) != mode(manifestPath) {
		t.Errorf("mode %v", mode(fingerprintPath))
	}
	mustWrite(t, smallB.tree(), Options{Root: root, NoSync: true}) // which keeps none
	if _, ok := UpToDate(root, digest, Options{}); ok {
		t.Error("after another build")
	}
}

// Whatever happens to a file, even within the resolution of its times, the root
// is not as built, and what restores the bytes only is for the longer way, too.
func TestNotUpToDate(t *testing.T) {
	needsStamps(t)
	touch := func(root, name, data string) {
		file := filepath.Join(root, name)
		info, _ := os.Stat(file)
		put(t, root, name, data)
		os.Chtimes(file, info.ModTime(), info.ModTime())
	}
	for what, change := range map[string]func(root string){
		"edited":            func(root string) { put(t, root, "site.cfg", "edited") },
		"edited, same size": func(root string) { touch(root, "site.cfg", strings.Repeat("x", len(get(t, root, "site.cfg")))) },
		"removed":           func(root string) { os.Remove(filepath.Join(root, "site.cfg")) },
		"replaced": func(root string) {
			data := get(t, root, "site.cfg")
			put(t, root, "copy", data)
			os.Rename(filepath.Join(root, "copy"), filepath.Join(root, "site.cfg"))
		},
		"another type": func(root string) {
			os.Rename(filepath.Join(root, "site.cfg"), filepath.Join(root, "real"))
			os.Symlink("real", filepath.Join(root, "site.cfg"))
		},
		"folder gone": func(root string) { os.RemoveAll(filepath.Join(root, "logs")) },
		"folder swapped": func(root string) {
			os.Rename(filepath.Join(root, "users"), filepath.Join(root, "u"))
			os.Symlink("u", filepath.Join(root, "users"))
		},
		"build underway": func(root string) { put(t, root, nextPath, record.Title+"\n") },
		"manifest edited": func(root string) {
			put(t, root, manifestPath, strings.Replace(get(t, root, manifestPath), "\tward\t", "\tdraw\t", 1))
		},
		"manifest gone": func(root string) { os.Remove(filepath.Join(root, manifestPath)) },
		"inputs gone":   func(root string) { os.Remove(filepath.Join(root, fingerprintPath)) },
		"inputs cut off": func(root string) {
			data := get(t, root, fingerprintPath)
			put(t, root, fingerprintPath, data[:len(data)-7])
		},
		"inputs empty": func(root string) { put(t, root, fingerprintPath, "") },
		"inputs damaged": func(root string) {
			data := []byte(get(t, root, fingerprintPath))
			data[len(data)/2] ^= 1
			put(t, root, fingerprintPath, string(data))
		},
	} {
		t.Run(what, func(t *testing.T) {
			for _, opt := range []Options{{}, {Inputs: digest}} {
				root := builtRoot(t)
				change(root)
				before := snapshot(t, root)
				if _, ok := UpToDate(root, digest, opt); ok {
					t.Errorf("as built, %+v", opt)
				}
				sameState(t, before, snapshot(t, root))
			}
		})
	}
}

// Every byte of the record counts.
func TestDamagedFingerprint(t *testing.T) {
	needsStamps(t)
	good := []byte(get(t, builtRoot(t), fingerprintPath))
	if parseFingerprint(good) == nil {
		t.Fatal("not read")
	}
	for i := range good {
		bad := slices.Clone(good)
		bad[i] ^= 0x80
		if parseFingerprint(bad) != nil {
			t.Errorf("byte %d does not count", i)
		}
		if parseFingerprint(good[:i]) != nil {
			t.Errorf("cut off at byte %d", i)
		}
	}
}

// sealed is a record with the right title and sum, whatever is between.
func sealed(body string) string {
	s := sha256.Sum256([]byte(fingerprintTitle + body))
	return fingerprintTitle + body + string(s[:])
}

// Whatever lies in the place of the record, and were its sum right, the root is
// looked at in full, and the record is written anew.
func TestHostileFingerprint(t *testing.T) {
	needsStamps(t)
	put8 := func(n uint64) string { return string(binary.LittleEndian.AppendUint64(nil, n)) }
	for what, plant := range map[string]func(root string){
		"a length beyond the end, version 1": func(root string) {
			text := "provc inputs 1\n\xff\xff\xff\x7f" + strings.Repeat("x", 200)
			s := sha256.Sum256([]byte(text))
			put(t, root, fingerprintPath, text+string(s[:]))
		},
		"nothing but a sum": func(root string) { put(t, root, fingerprintPath, sealed("")) },
		"a stamp too many": func(root string) {
			good := get(t, root, fingerprintPath)
			put(t, root, fingerprintPath, sealed(good[len(fingerprintTitle):len(good)-sha256.Size]+strings.Repeat(put8(1<<63), 4)))
		},
		"half a stamp": func(root string) {
			good := get(t, root, fingerprintPath)
			put(t, root, fingerprintPath, sealed(good[len(fingerprintTitle):len(good)-sha256.Size-8]))
		},
		"eight exabytes": func(root string) {
			if err := os.Truncate(filepath.Join(root, fingerprintPath), 1<<62); err != nil {
				os.Truncate(filepath.Join(root, fingerprintPath), 1<<40) // as much as the file system takes
			}
		},
		"a folder": func(root string) {
			os.Remove(filepath.Join(root, fingerprintPath))
			os.Mkdir(filepath.Join(root, fingerprintPath), 0o755)
		},
		"the sum of a manifest that is none": func(root string) {
			good := get(t, root, fingerprintPath)
			manifest := "provc manifest 1\npackage\t\nfile\t\nend\n"
			put(t, root, manifestPath, manifest)
			of := sha256.Sum256([]byte(manifest))
			digest := good[len(fingerprintTitle) : len(fingerprintTitle)+sha256.Size]
			put(t, root, fingerprintPath, sealed(digest+string(of[:])+strings.Repeat(put8(0), 5)))
		},
	} {
		root := builtRoot(t)
		manifest := get(t, root, manifestPath)
		plant(root)
		for _, opt := range []Options{{}, {Inputs: digest}} {
			if _, ok := UpToDate(root, digest, opt); ok {
				t.Errorf("%s: as built, %+v", what, opt)
			}
		}
		if what == "a folder" {
			os.Remove(filepath.Join(root, fingerprintPath))
		}
		put(t, root, manifestPath, manifest)
		put(t, root, "site.cfg", "edited")
		mustWrite(t, smallA.tree(), Options{Root: root, Inputs: digest, NoSync: true, Force: true})
		if _, ok := UpToDate(root, digest, Options{}); !ok || get(t, root, "site.cfg") == "edited" {
			t.Errorf("%s: not looked at in full, or not as built afterwards", what)
		}
	}
}

// FuzzFingerprint seals what it is given, so that more than the sum is looked at. Of
// what is read, the same bytes are written.
func FuzzFingerprint(f *testing.F) {
	f.Add("")
	f.Add(strings.Repeat("x", fingerprintSize-len(fingerprintTitle)-sha256.Size))
	f.Add(strings.Repeat("\xff", fingerprintSize-len(fingerprintTitle)-sha256.Size+3*stampSize))
	f.Fuzz(func(t *testing.T, body string) {
		for _, data := range []string{body, sealed(body)} {
			in := parseFingerprint([]byte(data))
			if in == nil {
				continue
			}
			var again strings.Builder
			if err := in.write(&again); err != nil || again.String() != data {
				t.Errorf("%q is written as %q, error %v", data, again.String(), err)
			}
		}
	})
}

// A build that changes nothing writes the record where it is missing or of
// other inputs, and then leaves it alone.
func TestFingerprintAreKeptAnew(t *testing.T) {
	needsStamps(t)
	root := newRoot(t)
	mustWrite(t, smallA.tree(), Options{Root: root})
	time.Sleep(20 * time.Millisecond) // the files' times are past
	for _, d := range []string{"one", "two"} {
		opt := Options{Root: root, Inputs: []byte(d)}
		if r := mustWrite(t, smallA.tree(), opt); !r.Clean() {
			t.Errorf("%+v", r)
		}
		if _, ok := UpToDate(root, opt.Inputs, Options{}); !ok {
			t.Errorf("%s: not as built", d)
		}
		f := &faultFS{}
		opt.open = f.open
		mustWrite(t, smallA.tree(), opt)
		if w := f.writes(); len(w) > 0 {
			t.Errorf("writes: %q", w)
		}
	}
}

// Files that changed just before the record was made are read once; after that,
// their times prove enough.
func TestFreshFilesAreRead(t *testing.T) {
	needsStamps(t)
	root := newRoot(t)
	mustWrite(t, treeOf(plain("a.cfg", "one"), plain("b.cfg", "one")), Options{Root: root, Inputs: digest})
	disk, err := disk.Open(root)
	if err != nil {
		t.Fatal(err)
	}
	defer disk.Close()
	// As if the build had ended within the same moment.
	in := readFingerprint(disk)
	in.taken = min(in.stamps[0].Changed, in.stamps[1].Changed)
	out, err := os.Create(filepath.Join(root, fingerprintPath))
	if err != nil || in.write(out) != nil || out.Close() != nil {
		t.Fatal(err)
	}
	time.Sleep(20 * time.Millisecond)
	for _, tt := range []struct {
		opt  Options
		read bool
	}{{Options{}, true}, {Options{Inputs: digest}, true}, {Options{Inputs: digest}, false}, {Options{}, false}} {
		f := &faultFS{}
		tt.opt.open = f.open
		if _, ok := UpToDate(root, digest, tt.opt); !ok {
			t.Fatal("not as built")
		}
		if slices.Contains(f.ops, "open a.cfg") != tt.read || tt.opt.Inputs == nil && len(f.writes()) > 0 {
			t.Errorf("%+v: %q", tt, f.ops)
		}
	}
	noTemps(t, root)
}

// Nobody can have changed a file of a new root before the root appeared, so times that are
// past by then prove enough the first time.
func TestNewRootNeedNotBeRead(t *testing.T) {
	needsStamps(t)
	root := newRoot(t)
	os.Remove(root)
	f := &faultFS{}
	f.before = func(op, name string) {
		if op == "rename" && name == manifestPath {
			time.Sleep(20 * time.Millisecond)
		}
	}
	var later func()
	mustWrite(t, smallA.tree(), Options{Root: root, Inputs: digest, open: f.open, Later: func(keep func()) { later = keep }})
	later()
	f = &faultFS{}
	if _, ok := UpToDate(root, digest, Options{Inputs: digest, open: f.open}); !ok {
		t.Error("not as built")
	}
	if slices.Contains(f.ops, "open site.cfg") || len(f.writes()) > 0 {
		t.Errorf("%q", f.ops)
	}
}

// Whatever fails or ends while the inputs are kept, the build has been done, and
// the root is never taken for what it is not.
func TestFingerprintUnderFault(t *testing.T) {
	needsStamps(t)
	want := exact(t, smallB)
	for n := 1; ; n++ {
		root := builtRoot(t)
		f := &faultFS{at: n, err: syscall.ENOSPC, kill: n%2 == 0}
		_, err := Write(context.Background(), smallB.tree(), Options{Root: root, Secret: pin, Inputs: []byte("B"), NoSync: true, open: f.open, workers: 1})
		if len(f.ops) < n {
			return
		}
		r := mustCheck(t, smallB.tree(), Options{Root: root})
		if err == nil && !r.Clean() {
			t.Errorf("no error, but %+v", r)
		}
		if _, ok := UpToDate(root, []byte("B"), Options{}); ok && !r.Clean() {
			t.Errorf("taken for built: %+v", r)
		}
		if _, ok := UpToDate(root, digest, Options{}); ok && !mustCheck(t, smallA.tree(), Options{Root: root}).Clean() {
			t.Error("taken for the former build")
		}
		mustWrite(t, smallB.tree(), Options{Root: root, NoSync: true})
		state := snapshot(t, root)
		delete(state, filepath.FromSlash(fingerprintPath))
		for name := range state {
			if filepath.Dir(name) == stateDir && isTemp(filepath.Base(name)) {
				delete(state, name) // the next record takes its place
			}
		}
		sameState(t, want, state)
		if t.Failed() {
			t.Fatalf("operation %d, %s: error %v", n, f.ops[n-1], err)
		}
		os.RemoveAll(root)
	}
}

// An edit between a file's replacement and the end of the build is not kept.
func TestChangedBeforeFingerprintAreKept(t *testing.T) {
	needsStamps(t)
	for _, name := range []string{"a.cfg", "b.cfg"} { // one that is replaced, one that is left alone
		root := newRoot(t)
		mustWrite(t, treeOf(plain("a.cfg", "one"), plain("b.cfg", "one")), Options{Root: root})
		f := &faultFS{}
		f.before = func(op, at string) {
			if op == "rename" && at == manifestPath {
				put(t, root, name, "edited")
			}
		}
		mustWrite(t, treeOf(plain("a.cfg", "two"), plain("b.cfg", "one")), Options{Root: root, Inputs: digest, open: f.open})
		if _, ok := UpToDate(root, digest, Options{}); ok {
			t.Errorf("%s: taken for built", name)
		}
		noTemps(t, root)
	}
}

// Nor is an edit that sets the file's time back, made while other roots are still
// built: in a root that was built aside, or in its place.
func TestChangedBeforeLater(t *testing.T) {
	needsStamps(t)
	for _, there := range []bool{false, true} {
		root := newRoot(t)
		if !there {
			os.Remove(root)
		}
		var later []func()
		tree := func() *artifact.Tree { return treeOf(plain("a.cfg", "one"), plain("b.cfg", "one")) }
		mustWrite(t, tree(), Options{Root: root, Inputs: digest, Later: func(keep func()) { later = append(later, keep) }})
		file := filepath.Join(root, "a.cfg")
		info, err := os.Stat(file)
		if err != nil {
			t.Fatal(err)
		}
		data := []byte(get(t, root, "a.cfg"))
		data[0] ^= 1
		put(t, root, "a.cfg", string(data))
		os.Chtimes(file, info.ModTime(), info.ModTime())
		time.Sleep(20 * time.Millisecond) // other roots are built
		for _, keep := range later {
			keep()
		}
		for _, opt := range []Options{{Inputs: digest}, {}} {
			if _, ok := UpToDate(root, digest, opt); ok {
				t.Errorf("there before: %v, inputs %q: taken for built", there, opt.Inputs)
			}
		}
		put(t, root, "a.cfg", "one")
		mustWrite(t, tree(), Options{Root: root, Inputs: digest})
		if _, ok := UpToDate(root, digest, Options{}); !ok {
			t.Errorf("there before: %v: not as built, though it is", there)
		}
	}
}
