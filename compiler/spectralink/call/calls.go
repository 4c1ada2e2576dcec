// Package call says who can be called from a handset, and what it registers, and checks
// what can be called from kinds of handset on which nobody is logged in.
package call

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"provc/compiler/artifact"
	"provc/compiler/catalogue"
	"provc/compiler/spectralink/facts"
)

// Calling is what there is to know of lines and calls of a handset, of the parameters in
// effect.
var Calling = artifact.Calling{
	Matters: func(name string) bool {
		return facts.IsFact(name) || HoldsNumber(name) || name == facts.LockEnabled || name == facts.LoginEnabled || name == facts.LoginRequired
	},
	Registrations: registered,
	Dials:         dials,
	Emergencies: func(name, value string) []string {
		if !emergencyNumber.MatchString(name) {
			return nil
		}
		return numbersIn(value)
	},
}

// registered lists the lines with what they register as.
func registered(values map[string]string) []artifact.Registration {
	var all []artifact.Registration
	value := func(name string) string { return values[name] }
	for _, line := range facts.Registrations(value) {
		of := "reg." + line + "."
		r := artifact.Registration{Line: line, By: of + "address", Shared: strings.EqualFold(values[of+"type"], "shared")}
		user, host := artifact.Account(values[r.By])
		if host == "" {
			host = serverOf(value, of)
		}
		if r.Account = user; host != "" {
			r.Account += "@" + host
		}
		all = append(all, r)
	}
	return all
}

// serverOf is the host that a line registers with, as names are compared; empty if it is
// found by DHCP.
func serverOf(value func(string) string, of string) string {
	for _, prefix := range []string{of + "server.", "voIpProt.server."} {
		for n := range facts.MaxServers {
			if host := value(prefix + strconv.Itoa(n+1) + ".address"); host != "" {
				return artifact.HostName(host)
			}
		}
	}
	for _, name := range []string{of + "outboundProxy.address", "voIpProt.SIP.outboundProxy.address"} {
		if host := value(name); host != "" {
			return artifact.HostName(host)
		}
	}
	return ""
}

// dials says whether a number can be called while nobody is logged in: any, where nobody
// has to; else those that are authorized, and emergency numbers of the dial plans. Each
// needs a line of the handset's own.
func dials(values map[string]string, number string) artifact.Reach {
	lines := facts.Registrations(func(name string) string { return values[name] })
	no := func(by, why string) artifact.Reach { return artifact.Reach{Why: why, By: by} }
	if len(lines) == 0 {
		return no("", "no line is registered while nobody is logged in")
	}
	if values[facts.LoginEnabled] != "1" || values[facts.LoginRequired] != "1" {
		by := facts.LoginRequired
		if values[facts.LoginEnabled] != "1" {
			by = facts.LoginEnabled
		}
		return artifact.Reach{Can: true, Why: "log-in is not required", By: by}
	}
	number = dialled(number)
	locked := ""
	for _, name := range slices.SortedFunc(maps.Keys(values), catalogue.Compare) {
		if m := emergencyNumber.FindStringSubmatch(name); m != nil {
			if (m[1] == "" || slices.Contains(lines, m[1])) && slices.ContainsFunc(numbersIn(values[name]), func(n string) bool { return dialled(n) == number }) {
				return artifact.Reach{Can: true, Why: "it is an emergency number", By: name}
			}
		} else if HoldsNumber(name) && values[name] != "" && dialled(values[name]) == number {
			if values[facts.LockEnabled] == "1" {
				return artifact.Reach{Can: true, Why: "it is an authorized number", By: name}
			}
			locked = name
		}
	}
	if locked != "" {
		return no(locked, "it is an authorized number, but phoneLock.enabled is not true")
	}
	return no(facts.LoginRequired, "log-in is required, and the number is neither authorized nor an emergency number")
}

// numbersIn are the numbers that a parameter of a dial plan lists.
func numbersIn(value string) []string {
	return strings.FieldsFunc(value, func(r rune) bool { return strings.ContainsRune(",;| ", r) })
}
