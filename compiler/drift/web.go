package drift

import (
	"context"
	"errors"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"

	"provc/compiler/handset/server"
	"provc/compiler/root"
)

// web is a live root that a server has, of which only names that can be guessed are seen.
type web struct {
	server.Server
	mu     sync.Mutex
	read   map[string][]byte // what was read, by path; nil is missing
	denied []string          // names
	pages  []string          // names for which the server sends a page
	faults []string          // sentences about others
}

// Server is a live root that a server has.
func Server(s server.Server) Live { return &web{Server: s, read: map[string][]byte{}} }

func (w *web) Name() string { return w.URL() }

// atATime is how many requests are made at a time.
const atATime = 8

// Written guesses the names of files that handsets write for those who are declared. A
// server that has no file that a handset begins with is no root.
func (w *web) Written(ctx context.Context, r *root.Root) ([]*root.File, error) {
	if err := w.begins(ctx, r); err != nil {
		return nil, err
	}
	var mu sync.Mutex
	var files []*root.File
	err := w.each(ctx, guesses(r), func(name string, data []byte) {
		mu.Lock()
		defer mu.Unlock()
		files = append(files, root.Written(name, data, r.Facts.Vendors))
	})
	slices.SortFunc(files, func(a, b *root.File) int { return strings.Compare(a.Path, b.Path) })
	return files, err
}

// begins says what is wrong with a server at which no handset would find anything.
func (w *web) begins(ctx context.Context, r *root.Root) error {
	asked := entries(r)
	for _, p := range asked {
		switch a := w.Get(ctx, p, server.Login{}); a.Outcome {
		case server.Found:
			return nil
		case server.Denied:
			if a.Challenge == "" {
				return fmt.Errorf("%s is not for us to read: the server answers %s", a.URL, a.Status)
			}
			return fmt.Errorf("%s asks for a user and a password (%s), or refuses those that were given: put them into $PROVC_SERVER_USER and $PROVC_SERVER_PASSWORD, or into a netrc file", a.URL, a.Challenge)
		case server.Failed:
			return errors.New(a.Fault)
		}
	}
	if len(asked) == 0 {
		return fmt.Errorf("%s: nothing that is declared tells what a handset begins with there", w.URL())
	}
	return fmt.Errorf("%s is no provisioning root of these packages: %s not there", w.URL(), isOrAre(asked))
}

func isOrAre(names []string) string {
	if len(names) == 1 {
		return names[0] + " is"
	}
	return listed(names) + " are"
}

// each reads files that are there.
func (w *web) each(ctx context.Context, names []string, take func(name string, data []byte)) error {
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(atATime)
	for _, name := range names {
		group.Go(func() error {
			if err := ctx.Err(); err != nil {
				return err
			}
			data, err := w.get(ctx, name)
			if err == nil && data != nil {
				take(name, data)
			}
			return err
		})
	}
	return group.Wait()
}

// get reads a file, nil where it is missing or cannot be seen. A server that does not
// answer at all is an error.
func (w *web) get(ctx context.Context, name string) ([]byte, error) {
	a := w.Get(ctx, name, server.Login{})
	w.mu.Lock()
	defer w.mu.Unlock()
	switch {
	case a.Outcome == server.Found:
		w.read[name] = a.Data
		return a.Data, nil
	case a.Outcome == server.Missing:
		w.read[name] = nil
	case a.Outcome == server.Denied:
		w.denied = append(w.denied, name)
	case a.Status == noAnswer:
		return nil, errors.New(a.Fault)
	case a.Page:
		w.pages = append(w.pages, name)
	default:
		w.faults = append(w.faults, a.Fault)
	}
	return nil, nil
}

// noAnswer is the status where nobody answered.
const noAnswer = "no answer"

// guesses are the names of files that handsets may have written for those who are
// declared, in all folders that they write into.
func guesses(r *root.Root) []string {
	f := newFinder(Options{Root: r})
	profiles := map[string]bool{}
	for users := range f.account.People {
		profiles[users] = true
	}
	var names []string
	add := func(id string, folders []string, ends ...string) {
		for _, folder := range folders {
			for _, end := range ends {
				names = append(names, path.Join(folder, id+end))
			}
		}
	}
	var common []string // folders that are nobody's in particular
	for _, folder := range f.account.Saves {
		if !profiles[folder] && !ofMAC.MatchString(folder) {
			common = append(common, folder)
		}
	}
	for _, k := range f.handsets {
		h := f.account.Handset(k)
		if !macForm.MatchString(k.ID) || len(h.Written()) == 0 {
			continue
		}
		folders := slices.Clone(common)
		for _, folder := range f.account.Saves {
			if strings.Contains(folder, k.ID) {
				folders = append(folders, folder)
			}
		}
		if h.Users != "" && profiles[h.Users] {
			folders = append(folders, h.Users)
		}
		add(k.ID, folders, "-phone.cfg", "-web.cfg", "-directory.xml")
	}
	for users, people := range f.account.People {
		if !slices.Contains(f.account.Saves, users) {
			continue // of a vendor whose phones write nothing
		}
		for id := range people {
			add(id, append(slices.Clone(common), users), "-phone.cfg", "-directory.xml")
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// ofMAC is a folder that is a handset's own.
var ofMAC = regexp.MustCompile(`(^|[^0-9a-f])[0-9a-f]{12}([^0-9a-f]|$)`)

// Read reads a file of provc's own.
func (w *web) Read(name string) ([]byte, error) {
	w.mu.Lock()
	data, ok := w.read[name]
	w.mu.Unlock()
	if ok {
		return data, nil
	}
	return w.get(context.Background(), name)
}

// Ours reads all that is declared: a record is for nobody to fetch.
func (w *web) Ours(ctx context.Context, r *root.Root, _ []string) (*Ours, error) {
	ours := &Ours{Touched: map[string][]byte{}}
	var names []string
	for _, p := range r.Paths() {
		if f := r.At(p); f.Compiled != nil && !f.IsSeed() {
			names = append(names, p)
		}
	}
	if err := w.each(ctx, names, func(string, []byte) {}); err != nil {
		return nil, err
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, p := range names {
		if data, ok := w.read[p]; ok {
			ours.Touched[p] = data
		}
	}
	return ours, nil
}

// Unseen says what cannot be seen by URL, and what this server kept back.
func (w *web) Unseen() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	all := []string{"a URL shows only names that can be guessed: not the files of people and handsets who are gone, nor names in other letters"}
	once := func(names []string) []string { return slices.Compact(slices.Sorted(slices.Values(names))) }
	if denied := once(w.denied); len(denied) > 0 {
		all = append(all, fmt.Sprintf("%s the server does not let us read: %s", plural(len(denied), "file"), listed(denied)))
	}
	if pages := once(w.pages); len(pages) > 0 {
		all = append(all, fmt.Sprintf("for %s the server sends a web page, as if they were not there: %s", plural(len(pages), "file"), listed(pages)))
	}
	faults := once(w.faults)
	if n := len(faults) - few; n > 0 {
		faults = append(faults[:few:few], fmt.Sprintf("and %d more", n))
	}
	return append(all, faults...)
}
