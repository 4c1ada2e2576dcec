package spectralink

import (
	"context"
	"net/url"
	"path"
	"strings"

	"provc/compiler/handset"
	"provc/compiler/handset/server"
	"provc/compiler/xmlfile"
)

// master is what a master configuration file says.
type master struct {
	name  string
	files []string // CONFIG_FILES, the strongest first

	profiles, overrides, contacts string // folders
}

const (
	allHandsets = "000000000000"
	ownMAC      = "[PHONE_MAC_ADDRESS]"
)

// fetchMaster finds the master file: the handset's own, else the one for all.
func (p *phone) fetchMaster(ctx context.Context) bool {
	for _, name := range []string{p.ID + ".cfg", allHandsets + ".cfg"} {
		a, ok := p.ask(ctx, name)
		if !ok {
			return false
		}
		if a.Outcome != server.Found {
			p.Trace.Asked(a, "", "%s", missing(a))
			continue
		}
		attributes, err := xmlfile.Attributes(a.Data)
		if err != nil {
			p.Trace.Asked(a, "", "%s", broken)
			p.Trace.Fault("%s is not well-formed XML: the handset shows that its configuration is in error, and has none", name)
			return false
		}
		m := map[string]string{}
		for _, attribute := range attributes { // of whatever element
			m[attribute.Name] = strings.ReplaceAll(attribute.Value, ownMAC, p.ID)
		}
		p.master = master{name: name, profiles: p.named(m, "USER_PROFILES_DIRECTORY"), overrides: p.named(m, "OVERRIDES_DIRECTORY"), contacts: p.named(m, "CONTACTS_DIRECTORY")}
		for f := range strings.SplitSeq(p.named(m, "CONFIG_FILES"), ",") {
			if f = strings.TrimSpace(f); f != "" {
				p.master.files = append(p.master.files, f)
			}
		}
		p.Trace.Asked(a, "", "the master file names %s", count(len(p.master.files), "file"))
		return true
	}
	p.Trace.Fault("there is neither %s.cfg nor %s.cfg: the handset shows that it has no configuration", p.ID, allHandsets)
	return false
}

// named is an attribute of the master file, or what the handset's model has instead.
func (p *phone) named(attributes map[string]string, name string) string {
	if v, ok := attributes[name+"_"+p.Model]; ok && p.Model != "" {
		return v
	}
	return attributes[name]
}

// fetch gets a file of parameters.
func (p *phone) fetch(ctx context.Context, name string) (file, bool) {
	a, ok := p.ask(ctx, name)
	if !ok {
		return file{}, false
	}
	if a.Outcome != server.Found {
		p.Trace.Asked(a, "", "%s", missing(a))
		if a.Fault == "" {
			p.Trace.Warning("%s names %s, which the handset does not get: what it would say is as if nobody had said it", p.master.name, name)
		}
		return file{}, false
	}
	return p.read(name, a)
}

// read takes the parameters of a file. One that is not well-formed is ignored.
func (p *phone) read(name string, a server.Answer) (file, bool) {
	attributes, err := xmlfile.Attributes(a.Data)
	if err != nil {
		p.Trace.Asked(a, "", "%s", broken)
		p.Trace.Fault("%s is not well-formed XML: the handset ignores all of it", name)
		return file{}, false
	}
	f := file{name, map[string]string{}}
	for _, attribute := range attributes {
		f.params[attribute.Name] = attribute.Value
	}
	p.Trace.Asked(a, "", "%s", count(len(f.params), "parameter"))
	return f, true
}

// written gets a file that handsets write, which need not be there. It lies in one of
// the folders where they write.
func (p *phone) written(ctx context.Context, folder, name string) []file {
	a, ok := p.ask(ctx, join(folder, name))
	if !ok {
		return nil
	}
	if a.Outcome != server.Found {
		p.Trace.Asked(a, "", "nobody has changed anything")
		return nil
	}
	f, ok := p.read(join(folder, name), a)
	if !ok {
		return nil
	}
	return []file{f}
}

// contacts gets a contact directory: the one that was written for an owner, or, for a
// handset, the one for those who have none.
func (p *phone) contacts(ctx context.Context, owner string) {
	names := []string{owner + "-directory.xml"}
	if owner == p.ID {
		names = append(names, allHandsets+"-directory.xml")
	}
	for _, name := range names {
		a, ok := p.ask(ctx, join(p.master.contacts, name))
		if !ok {
			return
		}
		if a.Outcome == server.Found {
			p.Trace.Asked(a, "", "contacts")
			return
		}
		p.Trace.Asked(a, "", "no contacts")
	}
}

// ask gets a file of the root, or of another server where a name is a URL.
func (p *phone) ask(ctx context.Context, name string) (server.Answer, bool) {
	if p.Trace.Requests >= p.MaxRequests {
		p.Trace.Fault("the handset has made %d requests, and is stopped", p.Trace.Requests)
		return server.Answer{}, false
	}
	from, rest := p.Server, name
	if base, file, ok := remote(name); ok {
		if from = p.servers[base.String()]; from == nil {
			var err error
			if from, err = p.Server.At(base); err != nil {
				p.Trace.Fault("%s cannot be fetched: %v", name, err)
				return server.Answer{}, false
			}
			p.servers[base.String()] = from
		}
		rest = file
	}
	a := from.Get(ctx, rest, server.Login{})
	a.Name = name
	return a, true
}

// remote splits a URL into the folder of a server and the file.
func remote(name string) (*url.URL, string, bool) {
	if !strings.Contains(name, "://") {
		return nil, "", false
	}
	u, err := url.Parse(name)
	if err != nil {
		return nil, "", false
	}
	dir, file := path.Split(u.Path)
	base := *u
	base.Path, base.RawPath = dir, ""
	return &base, file, true
}

// join puts a name into a folder, which may be a URL.
func join(folder, name string) string {
	if folder == "" {
		return name
	}
	return strings.TrimSuffix(folder, "/") + "/" + name
}

const broken = "it is not well-formed"

// missing says what an answer without a file means.
func missing(a server.Answer) string {
	switch a.Outcome {
	case server.Missing:
		return "it is not there"
	case server.Denied:
		return "it is refused"
	}
	return "it is not to be had"
}

var _ handset.Handset = (*phone)(nil)
