package facts

import (
	"strconv"
	"strings"

	"provc/compiler/artifact"
)

// Limits of registrations, and of the servers of each (UC Software 4.0.15).
const (
	MaxRegistrations = 34
	MaxServers       = 4
)

// Shape is what layers say of a line, two bits for each fact: nothing, off or an empty
// value, on or a value, or a value of some kind. The shapes of a fleet are few.
type Shape uint64

// fact is something about a line that decides whether it works.
type fact uint8

const (
	lineAddress fact = iota
	lineUserID
	linePassword
	lineUsesLogin // the ID and password of the user who is logged in
	lineType
	lineH323
	lineServer         // the first of those of the line itself
	lineH323Server     = lineServer + MaxServers
	lineProxy          = lineH323Server + MaxServers
	anyServer          = lineProxy + 1 // the first of those of all lines
	anyH323Server      = anyServer + MaxServers
	anyProxy           = anyH323Server + MaxServers
	serverByDHCP       = anyProxy + 1
	h323Enabled        = serverByDHCP + 1
	gatekeeperDiscover = h323Enabled + 1 // which is on by default
)

// What a shape says of a fact.
const (
	unsaid  Shape = iota
	blank         // off, or empty
	given         // on, or a value
	special       // an address with a host of its own; a shared line
)

func (f fact) of(what Shape) Shape { return what << (2 * f) }

func (s Shape) says(f fact) Shape { return s >> (2 * f) & 3 }

// Over is what is in effect of a stronger shape and a weaker one.
func (s Shape) Over(weaker Shape) Shape {
	const low = 0x5555555555555555
	said := (s | s>>1) & low
	return s | weaker&^(said|said<<1)
}

// factNames are what parameters are called that say the facts: of a line, without its
// number, and of all lines.
var factNames = func() (names struct{ line, all map[string]fact }) {
	names.line = map[string]fact{
		"address": lineAddress, "auth.userId": lineUserID, "auth.password": linePassword, "auth.useLoginCredentials": lineUsesLogin,
		"type": lineType, "protocol.H323": lineH323, "outboundProxy.address": lineProxy,
	}
	names.all = map[string]fact{
		"voIpProt.SIP.outboundProxy.address": anyProxy, "voIpProt.server.dhcp.available": serverByDHCP,
		"voIpProt.H323.enable": h323Enabled, "voIpProt.H323.autoGateKeeperDiscovery": gatekeeperDiscover,
	}
	for n := range fact(MaxServers) {
		number := strconv.Itoa(int(n) + 1)
		names.line["server."+number+".address"] = lineServer + n
		names.line["server.H323."+number+".address"] = lineH323Server + n
		names.all["voIpProt.server."+number+".address"] = anyServer + n
		names.all["voIpProt.server.H323."+number+".address"] = anyH323Server + n
	}
	return names
}()

// factOf is the fact that a parameter says, and the number of the line: 0 if of all.
func factOf(name string) (line int, f fact, ok bool) {
	if strings.HasPrefix(name, "voIpProt.") {
		f, ok = factNames.all[name]
		return 0, f, ok
	}
	rest, ok := strings.CutPrefix(name, "reg.")
	if !ok {
		return 0, 0, false
	}
	number, rest, _ := strings.Cut(rest, ".")
	line, err := strconv.Atoi(number)
	if err != nil || line < 1 || line > MaxRegistrations {
		return 0, 0, false
	}
	f, ok = factNames.line[rest]
	return line, f, ok
}

// IsFact reports whether a parameter says a fact about a line.
func IsFact(name string) bool {
	_, _, ok := factOf(name)
	return ok
}

// AppendFact appends to a key what a setting says of a line, as checks tell such settings
// apart; ok is false for one that says nothing of lines.
func AppendFact(key []byte, s *Setting) (longer []byte, ok bool) {
	n, f, ok := factOf(s.Name)
	if !ok {
		return key, false
	}
	what := given
	if s.Secret == "" {
		what = f.what(s.Value)
	}
	key = append(key, 0, byte(n), byte(f), byte(what))
	if f.isServer() {
		key = append(key, s.Value...)
	}
	return key, true
}

// isServer reports whether a fact names where a line registers.
func (f fact) isServer() bool {
	h323 := f >= lineH323Server && f < lineProxy || f >= anyH323Server && f < anyProxy
	return f >= lineServer && f <= anyProxy && !h323
}

// what is what a value says of a fact.
func (f fact) what(value string) Shape {
	switch {
	case value == "":
		return blank
	case f == lineAddress && hostOf(value) != "":
		return special
	case f == lineType:
		if strings.EqualFold(value, "shared") {
			return special
		}
	case (f == lineUsesLogin || f == lineH323 || f == serverByDHCP || f == h323Enabled || f == gatekeeperDiscover) && value != "1":
		return blank
	}
	return given
}

func hostOf(address string) string {
	_, host := artifact.Account(address)
	return host
}

// Lines are what a layer says of its lines. Those of all lines stand at 0.
type Lines struct {
	shapes  [MaxRegistrations + 1]Shape
	Address [MaxRegistrations + 1]*Setting
	UserID  [MaxRegistrations + 1]*Setting
	server  [MaxRegistrations + 1]server
}

// server is the first of those of a line: that of the lowest fact.
type server struct {
	setting *Setting // nil if there is none
	fact    fact
}

func (s server) orBefore(t server) server {
	if s.setting == nil || t.setting != nil && t.fact < s.fact {
		return t
	}
	return s
}

// name is the host, as names are compared; empty if there is none.
func (s server) name() string {
	if s.setting == nil {
		return ""
	}
	return artifact.HostName(s.setting.Value)
}

// read takes over what parameters say, of which the first that says anything of a fact
// counts.
func (l *Lines) read(params []Setting) {
	for i := range params {
		p := &params[i]
		n, f, ok := factOf(p.Name)
		if !ok || l.shapes[n].says(f) != unsaid {
			continue
		}
		what := given
		if p.Secret == "" {
			what = f.what(p.Value)
		}
		l.shapes[n] |= f.of(what)
		switch {
		case f == lineAddress:
			l.Address[n] = p
		case f == lineUserID:
			l.UserID[n] = p
		case f.isServer() && what == given:
			l.server[n] = l.server[n].orBefore(server{p, f})
		}
	}
}

// Host is that of the first server of a line itself, or at 0 of all lines, as names are
// compared; empty if there is none.
func (l *Lines) Host(n int) string { return l.server[n].name() }

// Of is what is said of a line, what is said of all lines included.
func (l *Lines) Of(n int) Shape { return l.shapes[n] | l.shapes[0] }

// LinesOf are those of layers together, the strongest first.
func LinesOf(layers []*Layer) *Lines {
	l := &Lines{}
	for _, from := range layers {
		if from.Lines == nil {
			l.read(from.Params)
		} else {
			l.under(from.Lines)
		}
	}
	return l
}

// ReadLines reads what a layer says of lines, once for all that look at it.
func (l *Layer) ReadLines() {
	l.Lines = &Lines{}
	l.Lines.read(l.Params)
}

// ReadLines reads what a user says of lines, into memory that may be large.
func (u *User) ReadLines(into *Lines) {
	*into = Lines{}
	u.Lines = into
	u.Lines.read(u.Params)
}

// under takes over what weaker lines say.
func (l *Lines) under(weaker *Lines) {
	for n := range l.shapes {
		if l.shapes[n].says(lineAddress) == unsaid {
			l.Address[n] = weaker.Address[n]
		}
		if l.shapes[n].says(lineUserID) == unsaid {
			l.UserID[n] = weaker.UserID[n]
		}
		if w := weaker.server[n]; w.setting != nil && l.shapes[n].says(w.fact) == unsaid {
			l.server[n] = l.server[n].orBefore(w)
		}
		l.shapes[n] = l.shapes[n].Over(weaker.shapes[n])
	}
}

// IsLine reports whether there is a line: it has an address.
func (s Shape) IsLine() bool { return s.says(lineAddress) >= given }

// HasServer reports whether a line has a server that it can register with. A proxy
// for all that is sent is one, and H.323 finds its gatekeeper by itself unless it
// is told not to.
func (s Shape) HasServer() bool {
	const servers = 1<<(2*MaxServers) - 1
	const set = servers / 3 * uint(given)
	some := func(first fact) bool { return uint(s>>(2*first))&set != 0 }
	on := func(f fact) bool { return s.says(f) == given }
	h323 := on(lineH323) || on(h323Enabled) && s.says(lineH323) != blank
	return s.says(lineAddress) == special || some(lineServer) || some(anyServer) || on(lineProxy) || on(anyProxy) || on(serverByDHCP) ||
		h323 && (some(lineH323Server) || some(anyH323Server) || s.says(gatekeeperDiscover) != blank)
}

// LacksPassword reports whether a line has a user ID to authenticate with and no
// password.
func (s Shape) LacksPassword() bool {
	return s.IsLine() && s.says(lineUserID) == given && !s.HasPassword()
}

// HasPassword reports whether something is said of a line that it can authenticate with.
func (s Shape) HasPassword() bool {
	return s.says(linePassword) == given || s.says(lineUsesLogin) == given
}

// IsEmpty reports whether the address of a line is empty, which takes the line away.
func (s Shape) IsEmpty() bool { return s.says(lineAddress) == blank }

// Shared is the shape of a line that phones share, of which nothing else is said.
const Shared = special << (2 * lineType)

// IsShared reports whether phones share a line.
func (s Shape) IsShared() bool { return s.says(lineType) == special }

// Registrations lists the lines that have an address and a server for it.
func Registrations(value func(string) string) []string {
	var all Shape
	for name, f := range factNames.all {
		if v := value(name); v != "" {
			all |= f.of(f.what(v))
		}
	}
	var lines []string
	for n := range MaxRegistrations {
		number := strconv.Itoa(n + 1)
		if value("reg."+number+".address") == "" {
			continue
		}
		s := all
		for name, f := range factNames.line {
			if v := value("reg." + number + "." + name); v != "" {
				s |= f.of(f.what(v))
			}
		}
		if s.HasServer() {
			lines = append(lines, number)
		}
	}
	return lines
}

// Registers reports whether a parameter decides about registrations.
func Registers(name string) bool {
	_, f, ok := factOf(name)
	return ok && (f == lineAddress || f >= lineH323)
}
