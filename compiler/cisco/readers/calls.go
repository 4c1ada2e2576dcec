package readers

import (
	"regexp"
	"strings"

	"provc/compiler/artifact"
	"provc/compiler/cisco/dialplan"
	"provc/compiler/cisco/facts"
)

// calling is what there is to know of lines and calls of a phone, of the parameters in
// effect.
var calling = artifact.Calling{
	Matters:       ofCalls.MatchString,
	Registrations: registered,
	Dials:         dials,
	Emergencies: func(name, value string) []string {
		if !strings.HasPrefix(name, "Emergency_Number_") {
			return nil
		}
		return numbers(value)
	},
}

var ofCalls = regexp.MustCompile(`^(Line_Enable|Register|Make_Call_Without_Reg|User_ID|Proxy|Share_Ext|Shared_User_ID|Dial_Plan|Emergency_Number)_\d+_$`)

// registered lists the lines with what they register as.
func registered(values map[string]string) []artifact.Registration {
	var all []artifact.Registration
	for _, line := range registrations(func(name string) string { return values[name] }) {
		r := artifact.Registration{Line: line, By: "User_ID_" + line + "_", Shared: strings.EqualFold(values["Share_Ext_"+line+"_"], "shared") || values["Shared_User_ID_"+line+"_"] != ""}
		user, host := artifact.Account(values[r.By])
		if host == "" {
			host = artifact.HostName(values["Proxy_"+line+"_"])
		}
		r.Account = user + "@" + host
		all = append(all, r)
	}
	return all
}

// dials says whether a number can be called while nobody is logged in. A phone calls
// whatever the dial plan of one of its lines takes; where no file has one, that of the
// vendor is in effect.
func dials(values map[string]string, number string) artifact.Reach {
	open := lines(func(name string) string { return values[name] }, ofLine.calls)
	if len(open) == 0 {
		return artifact.Reach{Why: "no line is registered while nobody is logged in"}
	}
	var refuses artifact.Reach
	for _, line := range open {
		for _, n := range numbers(values["Emergency_Number_"+line+"_"]) {
			if n == number {
				return artifact.Reach{Can: true, Why: "it is an emergency number", By: "Emergency_Number_" + line + "_"}
			}
		}
		plan := "Dial_Plan_" + line + "_"
		text, ok := values[plan]
		r := artifact.Reach{Why: "the dial plan", By: plan}
		if !ok {
			if e := facts.Elements()[plan]; e != nil {
				text = e.Initial
			}
			r = artifact.Reach{Why: "the vendor's dial plan", By: "User_ID_" + line + "_"}
		}
		switch {
		case dialplan.Takes(text, number):
			r.Can = true
			r.Why += " takes it"
			return r
		case refuses.Why == "":
			refuses = r
			refuses.Why += " does not take it"
		}
	}
	return refuses
}

func numbers(value string) []string {
	return strings.FieldsFunc(value, func(r rune) bool { return strings.ContainsRune(",;| ", r) })
}
