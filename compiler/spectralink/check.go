package spectralink

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"provc/compiler/catalogue"
	"provc/compiler/diag"
)

// The relations of schema/spectralink/relations.cue, with the same sentences,
// and what CUE cannot see: warnings and notes. All run in linear time over
// plain facts.

const (
	localPassword   = "prov.login.localPassword"
	loginEnabled    = "prov.login.enabled"
	loginRequired   = "prov.login.required"
	loginPersistent = "prov.login.persistent"
	logoutMinutes   = "prov.login.automaticLogout"
	defaultOnly     = "prov.login.defaultOnly"
	defaultUser     = "prov.login.defaultUser"
	defaultPassword = "prov.login.defaultPassword"
	lockEnabled     = "phoneLock.enabled"
	keysEnabled     = "feature.enhancedFeatureKeys.enabled"
	pollingEnabled  = "prov.polling.enabled"
	authorized      = "phoneLock.authorized."
)

// vendorPassword opens a profile that sets none (CS-15-10).
const vendorPassword = "123"

type checker struct {
	*deployment
	*diag.List
	stacks []stack
	// Users by their profiles directory, in order.
	residents map[string][]*user
}

func check(d *deployment, findings *diag.List) {
	c := checker{d, findings, d.stacks(), map[string][]*user{}}
	for _, u := range d.users {
		c.residents[u.directory] = append(c.residents[u.directory], u)
	}
	c.handsets()
	c.groupNames()
	c.userIDs()
	c.profiles()
	c.restarts()
	c.defaults()
	c.loggedOut()
	c.contactLists()
	c.parameters()
}

var (
	macForm    = regexp.MustCompile(`^[0-9a-f]{12}$`)
	groupForm  = regexp.MustCompile(`^[A-Za-z0-9_][A-Za-z0-9_.+@-]{0,199}$`)
	userForm   = regexp.MustCompile(`^[A-Za-z0-9_][A-Za-z0-9_.+@-]{0,63}$`)
	reservedID = regexp.MustCompile(`^([0-9a-f]{12}|.*-(phone|web|directory|calls|app|boot|license)|applications|dect|device|features|firewall-nat|h323|itsg-addl-fields|lync|reg-advanced|reg-basic|region|sip-basic|sip-interop|site|tr069|video|video-integration)$`)
)

func (c *checker) handsets() {
	declared := map[string]bool{}
	for _, g := range c.groups {
		declared[g.name] = true
	}
	separators := strings.NewReplacer(":", "", "-", "", ".", "")
	for _, p := range c.phones {
		if !macForm.MatchString(p.mac) {
			const rule = "a handset is named by its MAC in twelve lower-case hexadecimal digits"
			if right := strings.ToLower(separators.Replace(p.mac)); macForm.MatchString(right) {
				c.Errorf("mac-format", p.pos, "%s: write %s, not %s", rule, right, p.mac)
			} else {
				c.Errorf("mac-format", p.pos, "%s, not %s", rule, p.mac)
			}
		}
		if p.mac == allHandsets {
			c.Errorf("mac-format", p.pos, "%s is no handset: its files are for handsets that are not listed", p.mac)
		}
		if p.groupPos.IsValid() && !declared[p.group] {
			d := diag.Diagnostic{Severity: diag.Error, Check: "group-unknown", Pos: p.groupPos,
				Summary: fmt.Sprintf("handset %s belongs to group %s, which is not declared", p.mac, p.group)}
			if near := catalogue.Nearest(p.group, slices.Sorted(maps.Keys(declared))); near != "" {
				d.Hint = "did you mean " + near + "?"
			}
			c.Add(d)
		}
	}
}

func (c *checker) groupNames() {
	folded := map[string]map[string]diag.Pos{}
	for _, g := range c.groups {
		if !groupForm.MatchString(g.name) {
			c.Errorf("group-name", g.pos, "a group's name becomes a file name: 1 to 200 letters, digits and _ . - + @, the first a letter, digit or underscore")
		}
		fold(folded, g.name, g.pos)
	}
	c.foldedTwice("path-collision", "groups %s differ only in letter case, and so would their files", folded)
}

func fold(folded map[string]map[string]diag.Pos, name string, pos diag.Pos) {
	key := strings.ToLower(name)
	if folded[key] == nil {
		folded[key] = map[string]diag.Pos{}
	}
	folded[key][name] = pos
}

// foldedTwice reports names that differ only in letter case, at the last of them.
func (c *checker) foldedTwice(check, format string, folded map[string]map[string]diag.Pos) {
	for _, names := range folded {
		if len(names) < 2 {
			continue
		}
		places := slices.SortedFunc(maps.Values(names), diag.Pos.Compare)
		last := len(places) - 1
		d := diag.Diagnostic{Severity: diag.Error, Check: check, Pos: places[last], Summary: fmt.Sprintf(format, join(names))}
		for _, p := range places[:last] {
			d.Related = append(d.Related, diag.Related{Message: "the other is here", Pos: p})
		}
		c.Add(d)
	}
}

func (c *checker) userIDs() {
	used := c.usedDirectories()
	folded := map[string]map[string]diag.Pos{}
	for _, u := range c.users {
		if !userForm.MatchString(u.id) {
			c.Errorf("user-id-characters", u.pos, "a user ID becomes a file name: 1 to 64 letters, digits and _ . - + @, the first a letter, digit or underscore")
		}
		if reservedID.MatchString(strings.ToLower(u.id)) {
			c.Errorf("user-id-reserved", u.pos, "user ID %s is reserved: a file of that name is a handset's, or a template's", u.id)
		}
		if !used[u.directory] {
			c.Errorf("directory-unknown", u.directoryPos, "user %s is in profiles directory %s, which no deployment, group or handset names", u.id, u.directory)
		}
		fold(folded, u.id, u.pos)
	}
	c.foldedTwice("user-id-case", "user IDs %s differ only in letter case, and so would their files", folded)
}

// profiles checks that a profile works and that somebody can open it.
func (c *checker) profiles() {
	for _, u := range c.users {
		if !userForm.MatchString(u.id) {
			continue // told already; nothing else about it can be said in a sentence
		}
		if len(u.params) == 0 {
			c.Add(diag.Diagnostic{Severity: diag.Error, Check: "user-file-empty", Pos: u.pos,
				Summary: fmt.Sprintf("user %s has no parameter; a profile needs at least one to work (CS-15-10)", u.id),
				Hint:    "give the user a password"})
		} else if find(u.params, localPassword) == nil {
			c.Add(diag.Diagnostic{Severity: diag.Warning, Check: "user-password-default", Pos: u.pos,
				Summary: fmt.Sprintf("user %s has no password, so the vendor's default %s opens the profile", u.id, vendorPassword),
				Hint:    `write password: {secret: "name"}`})
		}
		for _, p := range u.params {
			switch {
			case p.Name == loginPersistent && p.Value == "0":
				c.Errorf("login-parameter-in-user-file", p.Pos, "prov.login.persistent must not be false in a user's file: it would end the log-in that the file came with")
			case strings.HasPrefix(p.Name, "prov.login.") && !strings.HasPrefix(p.Name, localPassword):
				c.Warnf("login-parameter-in-user-file", p.Pos, "%s is about logging in, which has happened when a user's file is read", p.Name)
			}
		}
	}
	openable := map[string]bool{}
	for _, s := range c.stacks {
		if s.on(loginEnabled) {
			dir, _ := s.directory()
			openable[dir] = true
		}
	}
	for dir, users := range c.residents {
		if !openable[dir] {
			pos := c.base.pos
			if p := c.base.param(loginEnabled); p != nil {
				pos = p.Pos
			} else if dir != "" && users[0].directoryPos != users[0].pos {
				pos = users[0].directoryPos
			}
			c.Errorf("profiles-not-enabled", pos, "prov.login.enabled is true on no handset whose profiles lie in %s, so nobody there can log in", place(dir))
		}
	}
}

// restarts finds handsets on which a log-in ends in a restart and a log-out.
func (c *checker) restarts() {
	type hazard struct{ ptt, other, unknown *setting }
	hazards := map[string]*hazard{}
	unknown := 0
	for _, u := range c.users {
		h := hazards[u.directory]
		if h == nil {
			h = &hazard{}
			hazards[u.directory] = h
		}
		for i := range u.params {
			p := &u.params[i]
			switch {
			case isPTT(p.Name):
				first(&h.ptt, p)
			case p.meta.Restart == catalogue.RestartYes:
				first(&h.other, p)
			case p.meta.Restart == catalogue.RestartUnknown && !strings.HasPrefix(p.Name, "prov.login."):
				first(&h.unknown, p)
				unknown++
			}
		}
	}
	var doubtful *setting
	for _, s := range c.stacks {
		if s.on(loginPersistent) {
			continue
		}
		dir, from := s.directory()
		h := hazards[dir]
		if h == nil {
			continue
		}
		pos := from.pos
		if p := s.param(loginPersistent); p != nil {
			pos = p.Pos
		} else if from != &c.base {
			pos = from.directoryPos
		}
		report := func(check, what string, p *setting) {
			c.Add(diag.Diagnostic{Severity: diag.Error, Check: check, Pos: pos,
				Summary: fmt.Sprintf("prov.login.persistent must be true here: a user in %s sets %s (CS-15-10)", place(dir), what),
				Hint:    "set prov: login: persistent: true",
				Related: []diag.Related{{Message: p.Name + " is set here", Pos: p.Pos}}})
		}
		if h.ptt != nil {
			report("ptt-persistent", "push-to-talk channels, and each log-in would restart the handset and log the user out", h.ptt)
		}
		if h.other != nil {
			report("restart-loop", "a parameter that restarts the handset, and each log-in would log the user out", h.other)
		}
		if h.unknown != nil {
			first(&doubtful, h.unknown)
		}
	}
	if doubtful != nil {
		c.Add(diag.Diagnostic{Severity: diag.Note, Check: "restart-loop", Pos: doubtful.Pos,
			Summary: fmt.Sprintf("whether %s restarts a handset is unknown", doubtful.Name),
			Detail:  fmt.Sprintf("users set %d such values, and not every handset keeps them logged in over a restart", unknown),
			Hint:    "prov.login.persistent: true is the safe choice"})
	}
}

// first keeps the setting that stands first in the user's files.
func first(at **setting, p *setting) {
	if *at == nil || p.Pos.Compare((*at).Pos) < 0 {
		*at = p
	}
}

func isPTT(name string) bool {
	return strings.HasPrefix(name, "ptt.channel.") || strings.HasPrefix(name, "ptt.pageMode.group.")
}

// defaults checks the default profile of each kind of handset.
func (c *checker) defaults() {
	users := map[string]*user{}
	for _, u := range c.users {
		users[u.id] = u
	}
	for _, s := range c.stacks {
		named := s.param(defaultUser)
		if named == nil || named.Value == "" {
			if s.on(defaultOnly) {
				c.Errorf("default-only-without-user", s.param(defaultOnly).Pos, "prov.login.defaultOnly is true, but no prov.login.defaultUser is named")
			}
			continue
		}
		if s.on(loginRequired) {
			c.Warnf("default-user-with-required", named.Pos, "prov.login.defaultUser has no effect where prov.login.required is true")
		}
		dir, _ := s.directory()
		u := users[named.Value]
		if u == nil || u.directory != dir {
			c.Errorf("default-user-unknown", named.Pos, "prov.login.defaultUser %s has no profile in %s", named.Value, place(dir))
			continue
		}
		given, own := s.param(defaultPassword), find(u.params, localPassword)
		if secretKey(given) == secretKey(own) || own == nil && secretKey(given) == "text "+vendorPassword {
			continue
		}
		pos := named.Pos
		if given != nil {
			pos = given.Pos
		}
		c.Errorf("default-user-unknown", pos, "prov.login.defaultPassword differs from the password of user %s, so the default log-in fails", u.id)
	}
}

// secretKey makes secrets comparable: by name, or by the text itself.
func secretKey(p *setting) string {
	switch {
	case p == nil:
		return "text "
	case p.Secret != "":
		return "secret " + p.Secret
	}
	return "text " + p.Value
}

// loggedOut checks what a handset does while nobody is logged in.
func (c *checker) loggedOut() {
	layers := []*layer{&c.base}
	for _, g := range c.groups {
		layers = append(layers, &g.layer)
	}
	for _, p := range c.phones {
		layers = append(layers, &p.layer)
	}
	authorizing := slices.ContainsFunc(layers, func(l *layer) bool { return l.hasNumbers })
	if authorizing {
		for _, l := range layers {
			c.authorizedNeeds(l.params)
			if !l.hasNumbers {
				continue
			}
			for _, p := range l.params {
				if strings.HasPrefix(p.Name, authorized) {
					c.Errorf("authorized-twice", p.Pos, "phoneLock.authorized is declared beside authorizedNumbers, which writes it")
				}
			}
		}
		for _, u := range c.users {
			c.authorizedNeeds(u.params)
		}
	}
	for _, s := range c.stacks {
		for _, l := range s {
			if l.hasNumbers {
				if len(l.numbers) > 0 && !s.on(loginRequired) {
					c.Add(diag.Diagnostic{Severity: diag.Warning, Check: "authorized-without-required", Pos: l.numbersPos,
						Summary: "authorized numbers are for handsets that require log-in, and prov.login.required is not true"})
				}
				break
			}
		}
	}
	base := stack{&c.base}
	if p := base.param(logoutMinutes); base.on(loginEnabled) && (p == nil || p.Value == "0") {
		pos := c.base.pos
		if p != nil {
			pos = p.Pos
		}
		c.Notef("automatic-logout-off", pos, "users stay logged in until they log out: prov.login.automaticLogout is not set, and the same user on several handsets is not supported (CS-15-10)")
	}
	if !base.on(pollingEnabled) {
		c.Notef("changes-not-fetched", c.base.pos, "handsets take changes when they boot or somebody logs in: prov.polling.enabled is not true")
	}
}

func (c *checker) authorizedNeeds(params []setting) {
	if p := find(params, lockEnabled); p != nil && p.Value == "0" {
		c.Errorf("authorized-disabled", p.Pos, "phoneLock.enabled must not be false: authorized numbers need the Phone Lock feature (CS-15-10)")
	}
	if p := find(params, keysEnabled); p != nil && p.Value == "0" {
		c.Errorf("authorized-disabled", p.Pos, "feature.enhancedFeatureKeys.enabled must not be false: authorized numbers need enhanced feature keys")
	}
}

func (c *checker) contactLists() {
	c.contactList(c.contacts)
	for _, u := range c.users {
		c.contactList(u.contacts)
	}
}

func (c *checker) contactList(list []contact) {
	numbers, dials := map[string]bool{}, map[string]bool{}
	for _, x := range list {
		if ct := x.values["ct"]; ct != "" {
			if numbers[ct] {
				c.Errorf("contact-duplicate", x.places["ct"], "contact %s is there twice; ct must be unique in a directory", ct)
			}
			numbers[ct] = true
		}
		if sd, ok := x.values["sd"]; ok {
			if dials[sd] {
				c.Errorf("contact-duplicate", x.places["sd"], "speed-dial index %s is there twice; sd must be unique in a directory", sd)
			}
			dials[sd] = true
		}
		for _, tag := range []string{"ln", "fn"} {
			if v := x.values[tag]; len(v) > 40 {
				c.Add(diag.Diagnostic{Severity: diag.Error, Check: "field-value", Pos: x.places[tag],
					Summary: tag + " must be at most 40 bytes", Detail: fmt.Sprintf("found %d", len(v))})
			}
		}
	}
}

// parameters warns of parameters that nobody checks, once a name, at the first
// place.
func (c *checker) parameters() {
	seen := map[string]*setting{}
	note := func(params []setting) {
		for i := range params {
			if p := &params[i]; p.unlisted || p.meta.Later {
				at := seen[p.Name]
				first(&at, p)
				seen[p.Name] = at
			}
		}
	}
	note(c.base.params)
	for _, g := range c.groups {
		note(g.params)
	}
	for _, p := range c.phones {
		note(p.params)
	}
	for _, u := range c.users {
		note(u.params)
	}
	for name, p := range seen {
		if p.unlisted {
			c.Warnf("unlisted-parameter", p.Pos, "%s is not in the catalogue: its value goes out unchecked", name)
		} else {
			c.Warnf("unlisted-parameter", p.Pos, "%s is known only in software later than 4.0: its value goes out unchecked", name)
		}
	}
}
