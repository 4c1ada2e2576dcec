package cisco

import (
	"context"
	"fmt"
	"net/url"
	"regexp"
	"strings"

	"provc/compiler/handset"
	"provc/compiler/handset/server"
)

// fetch gets the profile that a rule names, and takes it: a parameter that it does not
// mention keeps its value.
func (p *phone) fetch(ctx context.Context, ruleName string, f *Fetch) handset.Outcome {
	if p.Trace.Requests >= p.MaxRequests {
		p.Trace.Fault("the phone has made %d requests, and is stopped", p.Trace.Requests)
		return handset.Looping
	}
	from, name, err := p.at(f)
	if err != nil {
		p.Trace.Fault("%s: %v", ruleName, err)
		return handset.Refused
	}
	a := from.Get(ctx, name, f.As)
	a.Name = strings.TrimPrefix(name, "/")
	as := f.As.User
	if a.Outcome != server.Found {
		p.Trace.Asked(a, as, "%s", missing(a))
		if a.Fault == "" {
			p.Trace.Fault("%s", p.why(a, f))
		}
		return handset.Refused
	}
	params, err := p.model.Read(a.Data)
	if err != nil {
		p.Trace.Asked(a, as, "it is no profile")
		p.Trace.Fault("%s is no profile that a phone reads: the phone keeps what it has", name)
		return handset.Refused
	}
	unknown := 0
	for name, value := range params {
		if !p.take(name, value) {
			unknown++
		}
	}
	p.fetched = true
	if as != "" {
		p.last = &last{from, name, f.As}
	}
	p.open = p.open || as != "" && a.Challenge == "" && strings.HasPrefix(a.URL, "http")
	text := fmt.Sprintf("%d parameters", len(params))
	if unknown > 0 {
		text += fmt.Sprintf(", %d of which a %s does not know", unknown, p.model.Name)
	}
	p.Trace.Asked(a, as, "%s", text)
	return handset.Done
}

// why says what a phone that did not get a profile shows, and what to mend.
func (p *phone) why(a server.Answer, f *Fetch) string {
	who := "the phone"
	if p.value(emState) == mobile {
		who = p.value(emUser)
	}
	switch {
	case a.Outcome == server.Missing && f.As.User != "":
		return fmt.Sprintf("there is no profile of %s: the log-in fails; names of files are case-sensitive where the server is", who)
	case a.Outcome == server.Missing:
		return "there is no such profile: the phone keeps what it has"
	case f.As.User == "":
		return "the server asks for a password, and the phone has none to give: the profile must be public"
	case p.Known != nil && p.Known(f.As):
		return fmt.Sprintf("the server refuses %s although the password is the right one: it asks as %s; the realm must be the one of provc htdigest --realm, its file must be of this deployment, and the rule of the server must let %[1]s have this profile", f.As.User, a.Challenge)
	}
	return fmt.Sprintf("the server refuses %s: the log-in fails", f.As.User)
}

// at is the server of a fetch and the name of the file there. What the rule names by
// the URL that phones know is in the root.
func (p *phone) at(f *Fetch) (server.Server, string, error) {
	if f.Host == "" {
		if p.Staging != nil {
			return p.Staging, f.Path, nil
		}
		return p.Server, f.Path, nil
	}
	hostName := f.Host
	if standard := map[string]int{"http": 80, "https": 443, "tftp": 69}[f.Scheme]; f.Port != standard {
		hostName = fmt.Sprintf("%s:%d", f.Host, f.Port)
	}
	full := f.Scheme + "://" + hostName + f.Path
	if p.ServedAs == "" {
		base, ok := root(full)
		if !ok {
			return nil, "", fmt.Errorf("%s may be in the root or elsewhere; --served-as URL says by which URL phones know the root", full)
		}
		p.ServedAs = base
		p.Trace.Assume("phones know the root as " + base)
	}
	if rest, ok := strings.CutPrefix(full, p.ServedAs+"/"); ok {
		return p.Server, rest, nil
	}
	base, err := url.Parse(f.Scheme + "://" + hostName + "/")
	if err != nil {
		return nil, "", err
	}
	elsewhere, err := p.Server.At(base)
	f.As = server.Login{} // whoever is there is not to have it
	return elsewhere, f.Path, err
}

// profileName is how provc lays profiles out below the URL of a root.
var profileName = regexp.MustCompile(`^(.+)/(?:(?:mobile|host)/[^/]+|default)\.xml$`)

func root(full string) (string, bool) {
	m := profileName.FindStringSubmatch(full)
	if m == nil {
		return "", false
	}
	return m[1], true
}

func missing(a server.Answer) string {
	switch a.Outcome {
	case server.Missing:
		return "it is not there"
	case server.Denied:
		return "it is refused"
	}
	return "it is not to be had"
}
