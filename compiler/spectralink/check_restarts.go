package spectralink

import (
	"fmt"
	"strings"

	"provc/compiler/catalogue"
	"provc/compiler/diag"
)

// A handset on which a log-in sets a parameter that restarts it logs the user out
// again, for ever, unless prov.login.persistent is on (CS-15-10). A value of it in
// the user's own file comes too late.

var pttPersists = &need{
	of:      restarting(func(p *setting) bool { return isPTT(p.Name) }),
	decides: isPersistent,
	met:     keepsUser,
	unmet: func(c *checker, n *needed, kinds []stack) {
		c.mustPersist(pttPersistent, "push-to-talk channels, and each log-in would restart the handset and log the user out", n, kinds)
	},
}

var restartsPersist = &need{
	of:      restarting(func(p *setting) bool { return !isPTT(p.Name) && p.meta.Restart == catalogue.RestartYes }),
	decides: isPersistent,
	met:     keepsUser,
	unmet: func(c *checker, n *needed, kinds []stack) {
		c.mustPersist(restartLoop, "a parameter that restarts the handset, and each log-in would log the user out", n, kinds)
	},
}

var doubtsPersist = &need{
	of: restarting(func(p *setting) bool {
		return !isPTT(p.Name) && p.meta.Restart == catalogue.RestartUnknown && !strings.HasPrefix(p.Name, "prov.login.")
	}),
	decides: isPersistent,
	met:     keepsUser,
	unmet:   func(c *checker, n *needed, _ []stack) { c.doubted = append(c.doubted, n) },
}

func isPTT(name string) bool {
	return strings.HasPrefix(name, "ptt.channel.") || strings.HasPrefix(name, "ptt.pageMode.group.")
}

// restarting finds the parameters of a profile because of which a handset must keep
// its user over a restart.
func restarting(does func(*setting) bool) func(*user, func(int, *setting)) {
	return func(u *user, found func(int, *setting)) {
		for i := range u.params {
			if does(&u.params[i]) {
				found(0, &u.params[i])
			}
		}
	}
}

func isPersistent(name string) bool { return name == loginPersistent }

func keepsUser(s stack, _ int) bool { return s.on(loginPersistent) }

// mustPersist tells of each kind of handset that does not keep its users.
func (c *checker) mustPersist(check *diag.Check, what string, n *needed, kinds []stack) {
	for _, s := range kinds {
		_, from := s.directory()
		pos := from.pos
		if p := s.param(loginPersistent); p != nil {
			pos = p.Pos
		} else if from != &c.base {
			pos = from.directoryPos
		}
		d := check.At(pos, "prov.login.persistent must be true here: a user in %s sets %s (CS-15-10)", place(n.directory), what).
			WithHint("set prov: login: persistent: true").WithRelated(n.because.Pos, n.because.Name+" is set here")
		if !s.sets(loginPersistent) { // a false of ours is wrong, whatever others say
			d = s.unless(d, loginPersistent)
		}
		c.Add(d)
	}
}

// tellDoubts says, once a deployment, that nobody knows whether what users set
// restarts their handsets.
func (c *checker) tellDoubts() {
	var at *setting
	doubts := 0
	for _, n := range c.doubted {
		first(&at, &n.because)
		doubts += n.times
	}
	if at == nil {
		return
	}
	values := "one such value"
	if doubts > 1 {
		values = fmt.Sprintf("%d such values", doubts)
	}
	c.Add(restartLoop.At(at.Pos, "whether %s restarts a handset is unknown", at.Name).As(diag.Note).
		WithDetail("users set %s, and not every handset keeps them logged in over a restart", values).
		WithHint("prov.login.persistent: true is the safe choice"))
}
