package relations

import (
	"fmt"
	"slices"
	"strings"

	"provc/compiler/catalogue/settings"
	"provc/compiler/diag"
	"provc/compiler/spectralink/facts"
	"provc/compiler/spectralink/kind"
	"provc/compiler/value"
)

// Checks of users, and of what handsets do when they log in.

func (c *Checker) userID(u *facts.User) {
	if !facts.IsUserID(u.ID) {
		c.Add(userIDCharacters.At(u.Pos, "a user ID becomes a file name: 1 to 64 letters, digits and _ . - + @, the first a letter, digit or underscore").WithDetail("found %s", value.Shown(u.ID)))
	}
	if facts.IsReserved(u.ID) {
		c.Add(userIDReserved.At(u.Pos, "user ID %s is reserved: a file of that name is a handset's, or a template's", u.ID))
	}
	if !c.Folders[u.Directory] {
		c.Add(directoryUnknown.At(u.DirectoryPos, "user %s is in profiles directory %s, which no deployment, group or handset names", u.ID, u.Directory))
	}
}

// userCase finds IDs that differ only in letter case.
func (c *Checker) userCase() {
	for _, group := range value.Twins(c.Users) {
		folded := map[string]map[string]diag.Pos{}
		for _, i := range group {
			if f, wrong := c.Users.At(i, nil); wrong == nil {
				fold(folded, f.Label, f.Pos)
			}
		}
		c.foldedTwice(userIDCase, "user IDs %s differ only in letter case, and so would their files", folded)
	}
}

// profile checks that a profile works and has a password.
func (c *Checker) profile(u *facts.User) {
	if !facts.IsUserID(u.ID) {
		return // told already; nothing else about it can be said in a sentence
	}
	if len(u.Params) == 0 {
		c.Add(userFileEmpty.At(u.Pos, "user %s has no parameter; a profile needs at least one to work (CS-15-10)", u.ID).WithHint("give the user a password"))
	} else if facts.Find(u.Params, facts.LocalPassword) == nil && !c.opened[u.Directory] {
		d := userPasswordDefault.At(u.Pos, "user %s has no password, so the vendor's default %s opens the profile", u.ID, vendorPassword).WithHint(`write password: {secret: "name"}`)
		c.Add(kind.Unless(c.Real[u.Directory], d, facts.LocalPassword))
	}
	for _, p := range u.Params {
		switch {
		case p.Name == facts.LoginPersistent && p.Value == "0":
			c.Add(loginParameterInUserFile.At(p.Pos, "prov.login.persistent must not be false in a user's file: it would end the log-in that the file came with").As(diag.Error))
		case strings.HasPrefix(p.Name, "prov.login.") && !strings.HasPrefix(p.Name, facts.LocalPassword):
			c.Add(loginParameterInUserFile.At(p.Pos, "%s is about logging in, which has happened when a user's file is read", p.Name))
		}
	}
}

// openedBy are the profiles directories all of whose handsets on which people log in
// say a password, which opens profiles that have none.
func openedBy(real map[string][]kind.Stack) map[string]bool {
	opened := map[string]bool{}
	for dir, kinds := range real {
		kinds = slices.DeleteFunc(slices.Clone(kinds), func(s kind.Stack) bool { return !s.LogsIn() })
		opened[dir] = len(kinds) > 0 && !slices.ContainsFunc(kinds, func(s kind.Stack) bool {
			p := s.Param(facts.LocalPassword)
			return p == nil || p.Value == "" && p.Secret == ""
		})
	}
	return opened
}

// openable checks that somebody can log in where users are.
func (c *Checker) openable() {
	open := map[string]bool{}
	kinds := map[string][]kind.Stack{}
	for _, s := range c.Stacks {
		dir, _ := s.Directory()
		open[dir] = open[dir] || s.On(facts.LoginEnabled)
		kinds[dir] = append(kinds[dir], s)
	}
	for dir, r := range c.residents {
		if !open[dir] {
			pos := c.Base.Pos
			if p := c.Base.Param(facts.LoginEnabled); p != nil {
				pos = p.Pos
			} else if dir != "" && r.pos.IsValid() {
				pos = r.pos
			}
			c.Add(kind.Unless(kinds[dir], profilesNotEnabled.At(pos, "prov.login.enabled is true on no handset whose profiles lie in %s, so nobody there can log in", place(dir)), facts.LoginEnabled))
		}
	}
}

// defaultLogin checks the default profile of each kind of handset.
func (c *Checker) defaultLogin() {
	for _, s := range c.Stacks {
		named := s.Param(facts.DefaultUser)
		if named == nil || named.Value == "" {
			if s.On(facts.DefaultOnly) {
				c.Add(s.Unless(defaultOnlyWithoutUser.At(s.Param(facts.DefaultOnly).Pos, "prov.login.defaultOnly is true, but no prov.login.defaultUser is named"), facts.DefaultUser, facts.DefaultOnly))
			}
			continue
		}
		if s.On(facts.LoginRequired) {
			c.Add(s.Unless(defaultUserWithRequired.At(named.Pos, "prov.login.defaultUser is for handsets that do not require log-in, and prov.login.required is true (CS-15-10)"), facts.LoginRequired))
		}
		dir := s.Profiles()
		u := c.defaults[named.Value]
		if u == nil || u.Directory != dir {
			c.Add(s.Unless(defaultUserUnknown.At(named.Pos, "prov.login.defaultUser %s has no profile in %s", named.Value, place(dir)), facts.DefaultUser))
			continue
		}
		given, own := s.Param(facts.DefaultPassword), facts.Find(u.Params, facts.LocalPassword)
		decide := []string{facts.DefaultPassword, facts.DefaultUser}
		if own == nil {
			own, decide = s.Param(facts.LocalPassword), append(decide, facts.LocalPassword)
		}
		opens := "text " + vendorPassword
		if own != nil {
			opens = secretKey(own)
		}
		if secretKey(given) == opens {
			continue
		}
		pos := named.Pos
		if given != nil {
			pos = given.Pos
		}
		c.Add(s.Unless(defaultUserUnknown.At(pos, "prov.login.defaultPassword differs from the password of user %s, so the default log-in fails", u.ID), decide...))
	}
	c.lockedOut()
}

// lockedOut tells of directories whose users can log in on no handset, because all
// that let somebody in let in the default user alone.
func (c *Checker) lockedOut() {
	for dir, r := range c.residents {
		all := slices.DeleteFunc(slices.Clone(c.InFolder[dir]), func(s kind.Stack) bool { return !s.LogsIn() })
		if len(all) == 0 || slices.ContainsFunc(all, func(s kind.Stack) bool {
			return !s.On(facts.DefaultOnly) || s.Param(facts.DefaultUser) == nil || s.Param(facts.DefaultUser).Value == ""
		}) {
			continue
		}
		alone := map[string]bool{}
		at := all[0].Param(facts.DefaultOnly)
		for _, s := range all {
			first(&at, s.Param(facts.DefaultOnly))
			if id := s.Param(facts.DefaultUser).Value; c.defaults[id] != nil && c.defaults[id].Directory == dir {
				alone[id] = true
			}
		}
		out := r.count - len(alone)
		if out == 0 {
			continue
		}
		who := "one user"
		if out > 1 {
			who = fmt.Sprintf("%d users", out)
		}
		c.Add(kind.Unless(all, defaultOnlyLocksOut.At(at.Pos, "prov.login.defaultOnly lets in the default user alone, and nobody else in %s can log in anywhere", place(dir)).
			WithDetail("found %s", who), facts.DefaultOnly, facts.DefaultUser))
	}
}

// secretKey makes passwords comparable, of which nil is an empty one.
func secretKey(p *facts.Setting) string {
	if p == nil {
		p = &facts.Setting{}
	}
	return p.Key()
}

func (c *Checker) contactList(list []facts.Contact) {
	numbers, dials := map[string]bool{}, map[string]bool{}
	for _, x := range list {
		if ct := x.Values["ct"]; ct != "" {
			if numbers[ct] {
				c.Add(contactDuplicate.At(x.Places["ct"], "contact %s is there twice; ct must be unique in a directory", ct))
			}
			numbers[ct] = true
		}
		if sd, ok := x.Values["sd"]; ok {
			if dials[sd] {
				c.Add(contactDuplicate.At(x.Places["sd"], "speed-dial index %s is there twice; sd must be unique in a directory", sd))
			}
			dials[sd] = true
		}
		for _, tag := range []string{"ln", "fn"} {
			if v := x.Values[tag]; len(v) > 40 {
				c.Add(settings.FieldValue.At(x.Places[tag], "%s must be at most 40 bytes", tag).WithDetail("found %d", len(v)))
			}
		}
	}
}

// place is how a sentence calls a profiles directory.
func place(directory string) string {
	if directory == "" {
		return "the master file's folder"
	}
	return directory
}
