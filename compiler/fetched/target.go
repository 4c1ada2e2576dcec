package fetched

import (
	"net/url"
	"path"
	"regexp"
	"strings"

	"provc/compiler/effective"
	"provc/compiler/vendor"
)

// begin is the name of the file that a handset asks for first: its own MAC.
var begin = regexp.MustCompile(`^([0-9A-Fa-f]{12})\.(?:cfg|xml)$`)

// everybody is the MAC in names of files that are for all handsets.
const everybody = "000000000000"

// target finds out what a path of a log means. Servers have roots at places of their own,
// so that the longest end of the path that is a file of the root is the one that is meant.
func (f *finder) target(logged string) target {
	name := logged
	if strings.Contains(name, "%") {
		if plain, err := url.PathUnescape(name); err == nil {
			name = plain
		}
	}
	name = strings.TrimPrefix(path.Clean("/"+strings.ReplaceAll(name, `\`, "/")), "/")
	t := target{file: -1, name: name}
	for end := name; ; {
		if i, ok := f.byPath[end]; ok {
			t.file, t.name = i, end
			if before := strings.TrimSuffix(name, end); before != "" {
				f.prefixes[before] = true
			}
			break
		}
		_, rest, more := strings.Cut(end, "/")
		if !more {
			break
		}
		end = rest
	}
	if m := begin.FindStringSubmatch(path.Base(name)); m != nil && m[1] != everybody {
		t.mac = strings.ToLower(m[1])
		t.odd = t.file < 0 // it then asks for what is for all
	}
	if _, written := f.Root.Facts.Vendors.PhoneWritten(name); written {
		t.odd = true // a handset that has not written it yet
	}
	for _, s := range vendor.With[vendor.Starter](f.Root.Facts.Vendors) {
		t.odd = t.odd || t.file < 0 && s.Starts(name)
	}
	return t
}

// below is a path below the root, as far as it was seen where servers have the root.
func (f *finder) below(name string) string {
	best := ""
	for prefix := range f.prefixes {
		if strings.HasPrefix(name, prefix) && len(prefix) > len(best) {
			best = prefix
		}
	}
	return name[len(best):]
}

// unlisted is the handset that nobody listed, of the folder in which it asks.
func (f *finder) unlisted(name string) *effective.Handset {
	var best *effective.Handset
	for _, h := range f.rest {
		if h.Folder == "." || strings.HasSuffix("/"+path.Dir(name), "/"+h.Folder) {
			if best == nil || best.Folder == "." || len(h.Folder) > len(best.Folder) && h.Folder != "." {
				best = h
			}
		}
	}
	return best
}
