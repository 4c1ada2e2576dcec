package rule

import (
	"slices"
	"strings"
)

// Macro is one name that phones replace in a rule.
type Macro struct {
	Name        string
	Meaning     string
	Parameter   string   // the parameter whose value it is; empty where the phone makes it up
	Kind        Kind     // what its values are; Unknown for general purpose parameters
	Default     string   // its value in a State that does not set it
	Values      []string // all its values, where they are few
	Secret      bool     // never printed
	Typed       bool     // what a person at the phone has typed
	OptionsOnly bool     // expands in bracketed options only
}

// The table is that of the SPA provisioning guide, with the extension mobility
// macros of OL-20443-01. Defaults are those of a phone just started, with the
// sample hardware address of the guide.
var macroList = func() []Macro {
	list := []Macro{
		{Name: "MA", Meaning: "hardware address, lower case, no colons", Default: "000e08aabbcc"},
		{Name: "MAU", Meaning: "hardware address, upper case, no colons", Default: "000E08AABBCC"},
		{Name: "MAC", Meaning: "hardware address, lower case, with colons", Default: "00:0e:08:aa:bb:cc"},
		{Name: "PN", Meaning: "product name", Default: "SPA504G"},
		{Name: "PSN", Meaning: "product series number", Default: "504G"},
		{Name: "SN", Meaning: "serial number"},
		{Name: "CCERT", Meaning: "client certificate", Default: "Not Installed", Values: []string{"Installed", "Not Installed"}},
		{Name: "ISCUST", Meaning: "1 on a customised unit", Kind: Integer, Default: "0"},
		{Name: "IP", Meaning: "address of the phone in its network"},
		{Name: "EXTIP", Meaning: "address of the phone as seen from outside"},
		{Name: "SWVER", Meaning: "software version", Kind: Version, Default: "7.5.5"},
		{Name: "HWVER", Meaning: "hardware version", Kind: Version, Default: "1.0.0"},
		{Name: "PRVST", Meaning: "resync state: -1 asked for, 0 power-up, 1 periodic, 2 retry", Kind: Integer, Default: "0"},
		{Name: "UPGST", Meaning: "upgrade state: 1 first attempt, 2 retry", Kind: Integer, Default: "1"},
		{Name: "UPGERR", Meaning: "result of the last upgrade"},
		{Name: "PRVTMR", Meaning: "seconds since the last resync attempt", Kind: Integer, Default: "0"},
		{Name: "UPGTMR", Meaning: "seconds since the last upgrade attempt", Kind: Integer, Default: "0"},
		{Name: "REGTMR1", Meaning: "seconds since line 1 lost its registration", Kind: Integer, Default: "0"},
		{Name: "REGTMR2", Meaning: "seconds since line 2 lost its registration", Kind: Integer, Default: "0"},
		{Name: "UPGCOND", Meaning: "always true since 2.0.6", Kind: Unknown, Default: "true", Values: []string{"true"}},
		{Name: "SCHEME", Meaning: "scheme of the last URL"},
		{Name: "METH", Meaning: "old name of SCHEME"},
		{Name: "SERV", Meaning: "host of the last URL"},
		{Name: "SERVIP", Meaning: "address of that host"},
		{Name: "PORT", Meaning: "port of the last URL", Kind: Integer},
		{Name: "PATH", Meaning: "path of the last URL"},
		{Name: "ERR", Meaning: "result of the last request"},
		{Name: "EMS", Meaning: "extension mobility state", Parameter: "EM_Login_State", Values: []string{"", "host", "mobile"}},
		{Name: "PUID", Meaning: "user ID of the host profile", Parameter: "EM_Phone_User_ID"},
		{Name: "PPWD", Meaning: "password of the host profile", Parameter: "EM_Phone_Password", Secret: true},
		{Name: "MUID", Meaning: "user ID typed at the phone", Parameter: "EM_Mobile_User_ID", Typed: true},
		{Name: "MPWD", Meaning: "password typed at the phone", Parameter: "EM_Mobile_Password", Typed: true, Secret: true},
		{Name: "PDOM", Meaning: "user domain, with its @", Parameter: "EM_User_Domain"},
	}
	for c := 'A'; c <= 'P'; c++ {
		list = append(list, Macro{Name: string(c), Meaning: "general purpose parameter", Parameter: "GPP_" + string(c), Kind: Unknown})
	}
	for c := 'A'; c <= 'D'; c++ {
		list = append(list, Macro{Name: "S" + string(c), Meaning: "special purpose parameter", Parameter: "GPP_S" + string(c), Kind: Unknown, Secret: true, OptionsOnly: true})
	}
	for _, n := range strings.Fields("1 2 3 4 5 6 7 8 9 10 11 12") {
		list = append(list, Macro{Name: "UID" + n, Meaning: "user ID of line " + n, Parameter: "User_ID_" + n + "_", Typed: true})
	}
	return list
}()

var macroByName, macroByParameter = func() (names, parameters map[string]int) {
	names, parameters = make(map[string]int, len(macroList)), make(map[string]int, len(macroList))
	for i, m := range macroList {
		names[m.Name] = i
		if m.Parameter != "" {
			parameters[m.Parameter] = i
		}
	}
	return names, parameters
}()

// Macros lists every macro that phones know.
func Macros() []Macro { return slices.Clone(macroList) }

// LookupMacro is the macro of that name. Names are case-sensitive.
func LookupMacro(name string) (Macro, bool) {
	i, ok := macroByName[name]
	if !ok {
		return Macro{}, false
	}
	return macroList[i], true
}

// NearestMacro is the known name that is most like a given one, or "" if none
// is like it.
func NearestMacro(name string) string {
	if i, ok := macroByParameter[name]; ok {
		return macroList[i].Name
	}
	if len(name) > 16 {
		return ""
	}
	best, bestDistance := "", 1+len(name)/2
	for _, m := range macroList {
		if strings.EqualFold(m.Name, name) {
			return m.Name
		}
		if d := distance(strings.ToUpper(name), m.Name); d < bestDistance && d <= 2 {
			best, bestDistance = m.Name, d
		}
	}
	return best
}

// distance counts the characters to insert, drop or replace to turn a into b.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
