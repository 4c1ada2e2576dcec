package relations

import (
	"fmt"
	"strings"

	"provc/compiler/catalogue"
	"provc/compiler/diag"
	"provc/compiler/spectralink/facts"
	"provc/compiler/spectralink/kind"
)

// A handset on which a log-in sets a parameter that restarts it logs the user out
// again, for ever, unless prov.login.persistent is on (CS-15-10). A value of it in
// the user's own file comes too late.

var pttPersists = &kind.Need{
	Check:   PTTPersistent,
	Of:      restarting(func(p *facts.Setting) bool { return isPTT(p.Name) }),
	Decides: isPersistent,
	Met:     keepsUser,
}

var restartsPersist = &kind.Need{
	Check:   restartLoop,
	Of:      restarting(func(p *facts.Setting) bool { return !isPTT(p.Name) && p.Restart == catalogue.RestartYes }),
	Decides: isPersistent,
	Met:     keepsUser,
}

var doubtsPersist = &kind.Need{
	Check: restartLoop,
	Of: restarting(func(p *facts.Setting) bool {
		return !isPTT(p.Name) && p.Restart == catalogue.RestartUnknown && !strings.HasPrefix(p.Name, "prov.login.")
	}),
	Decides: isPersistent,
	Met:     keepsUser,
}

// isPTT reports whether a parameter is about push to talk. Only of channels is it
// known that they restart handsets; the bulletin asks for prov.login.persistent
// wherever a user's file sets any of them (CS-15-10, table 3).
func isPTT(name string) bool { return strings.HasPrefix(name, "ptt.") }

// restarting finds the parameters of a profile because of which a handset must keep
// its user over a restart.
func restarting(does func(*facts.Setting) bool) func(*facts.User, func(int, *facts.Setting)) {
	return func(u *facts.User, found func(int, *facts.Setting)) {
		for i := range u.Params {
			if does(&u.Params[i]) {
				found(0, &u.Params[i])
			}
		}
	}
}

func isPersistent(name string) bool { return name == facts.LoginPersistent }

func keepsUser(s kind.Stack, _ int) bool { return s.On(facts.LoginPersistent) }

// mustPersist tells of each kind of handset that does not keep its users.
func (c *Checker) mustPersist(what string, n *kind.Needed, kinds []kind.Stack) {
	for _, s := range kinds {
		_, from := s.Directory()
		pos := from.Pos
		if p := s.Param(facts.LoginPersistent); p != nil {
			pos = p.Pos
		} else if from != &c.Base {
			pos = from.DirectoryPos
		} else if p, by := s.Source(facts.LoginEnabled); p != nil && by != &c.Base {
			pos = p.Pos
		}
		d := n.Rule.Check.At(pos, "prov.login.persistent must be true here: a user in %s sets %s (CS-15-10)", place(n.Directory), what).
			WithHint("set prov: login: persistent: true").WithRelated(n.Because.Pos, n.Because.Name+" is set here")
		if stated, ok := c.Restarts.Of(n.Because.Name); ok && n.Because.Restart == catalogue.RestartYes {
			d = d.WithRelated(stated.Pos, "that it restarts handsets is said here")
		}
		if !s.Sets(facts.LoginPersistent) { // a false of ours is wrong, whatever others say
			d = s.Unless(d, facts.LoginPersistent)
		}
		c.Add(d)
	}
}

// doubts are values of which nobody knows whether they restart a handset.
type doubts struct {
	first *facts.Setting
	times int
}

// doubt notes some of them, in a part of the deployment that accepts findings, or in
// all others.
func (c *Checker) doubt(because facts.Setting, times int, in kind.Acceptors) {
	d := c.doubted[in]
	first(&d.first, &because)
	d.times += times
	c.doubted[in] = d
}

// tellDoubts tells of them once.
func (c *Checker) tellDoubts() {
	for in, d := range c.doubted {
		values := "one such value"
		if d.times > 1 {
			values = fmt.Sprintf("%d such values", d.times)
		}
		told := diag.List{restartLoop.At(d.first.Pos, "whether %s restarts a handset is unknown", d.first.Name).As(diag.Note).
			WithDetail("users set %s, and not every handset keeps them logged in over a restart", values).
			WithHint("prov.login.persistent: true is the safe choice")}
		in.Mark(told)
		c.Add(told...)
	}
}
