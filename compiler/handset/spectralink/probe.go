package spectralink

import (
	"context"
	"strings"

	"provc/compiler/handset"
	"provc/compiler/handset/server"
)

// Probe tries to store the files that administrators make, and to find a profile under
// another letter case. A TFTP server knows nobody, so that all that it lets handsets
// store everybody can.
func (p *phone) Probe(ctx context.Context) handset.Outcome {
	p.Trace.Action("probe what the server must refuse")
	if p.dark {
		p.Trace.Fault("the handset has no configuration to try with")
		return handset.Refused
	}
	fine := true
	names := append([]string{p.master.name}, p.master.files...)
	if p.session != nil {
		names = append(names, p.session.profile.name)
	}
	for _, name := range names {
		if _, _, elsewhere := remote(name); elsewhere {
			continue
		}
		a, ok := p.ask(ctx, name)
		if !ok || a.Outcome != server.Found {
			continue
		}
		put := p.Server.Put(ctx, name, a.Data, server.Login{})
		put.Name = name
		if put.Outcome != server.Stored {
			put.Fault = "" // refused, in whatever way
			p.Trace.Asked(put, "", "it is refused, as it must be")
			continue
		}
		p.Trace.Asked(put, "", "it is taken")
		p.Trace.Fault("the server lets anybody store %s: let handsets write what they keep, and no more", name)
		fine = false
	}
	if s := p.session; s != nil {
		fine = p.probeCase(ctx, s.user) && fine
	}
	if !fine {
		return handset.Refused
	}
	return handset.Done
}

// probeCase looks whether the server finds a profile under another letter case. Then
// two IDs open it, and what handsets keep for each lies in files of its own.
func (p *phone) probeCase(ctx context.Context, user string) bool {
	other := strings.ToUpper(user)
	if other == user {
		other = strings.ToLower(user)
	}
	if other == user {
		return true
	}
	a, ok := p.ask(ctx, join(p.master.profiles, other+".cfg"))
	if !ok {
		return false
	}
	if a.Outcome != server.Found {
		p.Trace.Asked(a, "", "it is not found, as it must be")
		return true
	}
	p.Trace.Asked(a, "", "it is found")
	p.Trace.Fault("the server takes no account of letter case: %s logs in as %s does, and handsets keep files of both; serve names as they are", other, user)
	return false
}
