package cisco

import (
	"strconv"
	"strings"
)

// lineNames are what the parameters of a line are called.
type lineNames struct {
	userID, password    string
	account             []string // what the line registers as, whole
	enable, register    string
	share, sharedUserID string
	proxy               string
}

// mostLines is how many lines the phone with the most has.
const mostLines = 12

var namesOfLines = func() (all [mostLines + 1]lineNames) {
	for n := 1; n <= mostLines; n++ {
		end := "_" + strconv.Itoa(n) + "_"
		l := lineNames{
			userID: "User_ID" + end, password: "Password" + end,
			enable: "Line_Enable" + end, register: "Register" + end,
			share: "Share_Ext" + end, sharedUserID: "Shared_User_ID" + end,
			proxy: "Proxy" + end,
		}
		l.account = []string{l.userID, l.password, "Auth_ID" + end, "Use_Auth_ID" + end}
		all[n] = l
	}
	return all
}()

// accountOf is the line of whose account a parameter is a part; 0 if of none.
func accountOf(e *element) int {
	if e == nil || e.line == 0 {
		return 0
	}
	for _, name := range namesOfLines[e.line].account {
		if e.name == name {
			return e.line
		}
	}
	return 0
}

// accountWith are the parts of the account of a line that a parameter is a part of.
func accountWith(e *element) []*element {
	n := accountOf(e)
	if n == 0 {
		return nil
	}
	var parts []*element
	for _, name := range namesOfLines[n].account {
		parts = append(parts, elements()[name])
	}
	return parts
}

// registers reports whether a line with these layers registers.
func (l *lineNames) registers(ls layers) bool {
	no := func(name string) bool { s := ls.param(name); return s != nil && s.Value == "No" }
	return !no(l.enable) && !no(l.register)
}

// isShared reports whether phones share a line with these layers.
func (l *lineNames) isShared(ls layers) bool {
	share, user := ls.param(l.share), ls.param(l.sharedUserID)
	return share != nil && strings.EqualFold(share.Value, "shared") || user != nil && user.Value != ""
}
