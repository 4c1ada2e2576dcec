package facts

import (
	"strconv"
	"strings"
)

// lineNames are what the parameters of a line are called.
type lineNames struct {
	UserID, Password    string
	account             []string // what the line registers as, whole
	enable, register    string
	share, sharedUserID string
	Proxy               string
}

// MostLines is how many lines the phone with the most has.
const MostLines = 12

// NamesOfLines are those of the parameters of each line, by its number.
var NamesOfLines = func() (all [MostLines + 1]lineNames) {
	for n := 1; n <= MostLines; n++ {
		end := "_" + strconv.Itoa(n) + "_"
		l := lineNames{
			UserID: "User_ID" + end, Password: "Password" + end,
			enable: "Line_Enable" + end, register: "Register" + end,
			share: "Share_Ext" + end, sharedUserID: "Shared_User_ID" + end,
			Proxy: "Proxy" + end,
		}
		l.account = []string{l.UserID, l.Password, "Auth_ID" + end, "Use_Auth_ID" + end}
		all[n] = l
	}
	return all
}()

// AccountOf is the line of whose account a parameter is a part; 0 if of none.
func AccountOf(e *Element) int {
	if e == nil || e.line == 0 {
		return 0
	}
	for _, name := range NamesOfLines[e.line].account {
		if e.Name == name {
			return e.line
		}
	}
	return 0
}

// AccountWith are the parts of the account of a line that a parameter is a part of.
func AccountWith(e *Element) []*Element {
	n := AccountOf(e)
	if n == 0 {
		return nil
	}
	var parts []*Element
	for _, name := range NamesOfLines[n].account {
		parts = append(parts, Elements()[name])
	}
	return parts
}

// Registers reports whether a line with these layers registers.
func (l *lineNames) Registers(ls Layers) bool {
	no := func(name string) bool { s := ls.Param(name); return s != nil && s.Value == "No" }
	return !no(l.enable) && !no(l.register)
}

// IsShared reports whether phones share a line with these layers.
func (l *lineNames) IsShared(ls Layers) bool {
	share, user := ls.Param(l.share), ls.Param(l.sharedUserID)
	return share != nil && strings.EqualFold(share.Value, "shared") || user != nil && user.Value != ""
}
