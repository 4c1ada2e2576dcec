package cisco

import (
	"context"
	"strings"

	"provc/compiler/handset"
	"provc/compiler/handset/server"
)

// Probe asks for the profile that was fetched last without a password, for it in
// another letter case, and for somebody else's with the own password.
func (p *phone) Probe(ctx context.Context) handset.Outcome {
	p.Trace.Action("probe what the server must refuse")
	if p.last == nil {
		p.Trace.Effect("the phone has fetched nothing that is for one person or phone")
		return handset.Done
	}
	fine := true
	try := func(name string, as server.Login, what string) {
		a := p.last.from.Get(ctx, name, as)
		a.Name = strings.TrimPrefix(name, "/")
		if a.Outcome != server.Found {
			if a.Outcome != server.Failed || strings.HasPrefix(a.Status, "3") || a.Challenge != "" {
				a.Fault = ""
			}
			p.Trace.Asked(a, as.User, "it is refused, as it must be")
			return
		}
		p.Trace.Asked(a, as.User, "it is given away")
		p.Trace.Fault("%s", what)
		fine = false
	}
	name, dir, id := p.last.name, "", ""
	if i := strings.LastIndexByte(name, '/'); i >= 0 {
		dir, id = name[:i+1], name[i+1:]
	}
	try(name, server.Login{}, "anybody can fetch "+name+", and the passwords in it: let the server ask for the password of whose it is")
	if other := swapped(id); other != id {
		try(dir+other, p.last.as, "the server takes no account of letter case: "+dir+other+" gives the profile of another user ID; serve names as they are")
	}
	for _, others := range p.others(dir, id) {
		try(others, p.last.as, p.last.as.User+" can fetch "+others+", which is somebody else's: hold each user to the file that bears the name")
	}
	if !fine {
		return handset.Refused
	}
	return handset.Done
}

// others are profiles that whoever fetched the last must not have.
func (p *phone) others(dir, id string) []string {
	switch {
	case strings.HasSuffix(dir, "mobile/") && p.value(emPhoneUser) != "":
		return []string{strings.TrimSuffix(dir, "mobile/") + "host/" + p.value(emPhoneUser) + ".xml"}
	case strings.HasSuffix(dir, "host/") && p.person != "":
		return []string{strings.TrimSuffix(dir, "host/") + "mobile/" + p.person + ".xml"}
	}
	return nil
}

// swapped is a file name with its ID in the other letter case.
func swapped(name string) string {
	id, ext := name, ""
	if i := strings.LastIndexByte(name, '.'); i >= 0 {
		id, ext = name[:i], name[i:]
	}
	if upper := strings.ToUpper(id); upper != id {
		return upper + ext
	}
	return strings.ToLower(id) + ext
}
