// Package fleet goes through the phones and people of a deployment, of whom there
// may be hundreds of thousands, so that none is kept: each is decoded once to be
// checked and to have its files listed, and again whenever one of these files is
// written. All vendors make entities this way.
package fleet

import (
	"iter"
	"sync"

	"provc/compiler/artifact"
	"provc/compiler/value"
)

// Decoder makes facts of entities, in memory that it uses again. It is for one
// goroutine.
type Decoder interface {
	// Reset gets ready for the next entity. What was made of those before is no
	// longer valid.
	Reset()
}

// Fleet is the entities of a deployment with all files that belong to one of them.
type Fleet[D Decoder] struct {
	// Made are the files of the provisioning root, Staged those by which new phones
	// get their identities.
	Made, Staged artifact.Made
	// Bare are the handsets that have no file.
	Bare artifact.Listing

	owner    string
	decoder  func(checked bool) D
	decoders sync.Pool // of entities that have been checked
}

// New returns the fleet of a deployment. Decoder returns a decoder; of entities
// that have been checked, it need not say again what is wrong with them.
func New[D Decoder](owner string, decoder func(checked bool) D) *Fleet[D] {
	f := &Fleet[D]{owner: owner, decoder: decoder}
	f.decoders.New = func() any { return decoder(true) }
	return f
}

// Files is a kind of files of which each entity may have one.
type Files struct {
	Phase artifact.Phase
	Seed  bool
	Stage bool // by which new phones get their identities

	kind int
}

// Files declares a kind of files, and how that of the i-th entity is made. It must
// be called before a pass that lists any.
func (f *Fleet[D]) Files(what Files, file func(d D, i int) *artifact.File) Files {
	what.kind = f.list(what).Kind(artifact.Kind{Owner: f.owner, Phase: what.Phase, Seed: what.Seed, Make: func(i int) *artifact.File {
		d := f.decoders.Get().(D)
		defer f.decoders.Put(d)
		d.Reset()
		return file(d, i)
	}})
	return what
}

func (f *Fleet[D]) list(files Files) *artifact.Made {
	if files.Stage {
		return &f.Staged
	}
	return &f.Made
}

// List notes a file when the entities have been looked at. It is made of i.
func (f *Fleet[D]) List(files Files, path, entity string, i int) {
	f.list(files).Add(files.kind, path, entity, i)
}

// Look is a look at a run of entities, one after the other.
type Look[D Decoder] struct {
	Decoder D // ready for the entity

	made, staged artifact.Made
	bare         artifact.Listing
	secrets      map[[2]string]bool // seen, by name and parameter
}

// List notes that the i-th entity has a file; it has none if the path is empty.
func (l *Look[D]) List(files Files, path, entity string, i int) {
	switch {
	case path == "":
	case files.Stage:
		l.staged.Add(files.kind, path, entity, i)
	default:
		l.made.Add(files.kind, path, entity, i)
	}
}

// Bare notes a handset that has no file of its own.
func (l *Look[D]) Bare(mac, label string) { l.bare.Add(mac, label) }

// Secret notes a parameter, if a secret stands for its value.
func (l *Look[D]) Secret(p *artifact.Param) {
	if key := [2]string{p.Secret, p.Name}; p.Secret != "" && !l.secrets[key] {
		l.secrets[key] = true
		l.made.Secrets = append(l.made.Secrets, *p)
	}
}

// Pass looks at each entity, at many of them side by side. Workers keep what they
// learn of the entities that they see, which are a run of them in order, and come
// back in that order.
func Pass[D Decoder, W any](f *Fleet[D], all value.Entities, worker func() W, look func(w W, l *Look[D], i int)) []W {
	type pair struct {
		worker W
		look   *Look[D]
	}
	pairs := value.Pass(all, func() pair {
		return pair{worker(), &Look[D]{Decoder: f.decoder(false), secrets: map[[2]string]bool{}}}
	}, func(p pair, i int) {
		p.look.Decoder.Reset()
		look(p.worker, p.look, i)
	})
	workers := make([]W, len(pairs))
	for i, p := range pairs {
		f.Made.Join(&p.look.made)
		f.Staged.Join(&p.look.staged)
		f.Bare.Join(&p.look.bare)
		workers[i] = p.worker
	}
	return workers
}

// Phones goes through phones, whose labels are their MACs. More says what else there is
// to know of one; nil: nothing.
func Phones(all value.Entities, folder string, more func(*artifact.Phone, *value.Node)) iter.Seq[artifact.Phone] {
	return func(yield func(artifact.Phone) bool) {
		for i := range all.Len() {
			f, wrong := all.At(i, nil)
			if wrong != nil {
				continue
			}
			p := artifact.Phone{MAC: f.Label, Pos: f.Pos, Label: f.Value.Get("label").Str(""), Folder: folder}
			if more != nil {
				more(&p, f.Value)
			}
			if !yield(p) {
				return
			}
		}
	}
}
