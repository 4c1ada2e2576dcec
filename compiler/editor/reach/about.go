package reach

import (
	"slices"
	"strings"

	"provc/compiler/editor/markdown"
)

// mostFiles is how many of the files are told that somebody reads.
const mostFiles = 8

// AboutHandset tells of the handset with a MAC, in paragraphs: what it reads, and who can
// log in.
func (a *Account) AboutHandset(mac string) ([]string, bool) {
	i, ok := a.byID[strings.ToLower(mac)]
	if !ok {
		return nil, false
	}
	h := a.handsets[i]
	var lines []string
	for _, l := range h.Layers[:min(len(h.Layers), mostFiles)] {
		lines = append(lines, "- "+markdown.Code(l.Path))
	}
	one, _ := phoneOf(h.Vendor)
	said := []string{markdown.Capital(one) + " " + markdown.Prose(h.Called())}
	for key, members := range a.groupOf {
		if slices.Contains(members, i) {
			said[0] += ", of group " + markdown.Code(key[1])
		}
	}
	if len(lines) > 0 {
		said = append(said, "It reads, the strongest first:", strings.Join(lines, "\n"))
	}
	if h.LogsIn() {
		said = append(said, markdown.Capital(count(len(a.logIn[h.Users]), "person", "people"))+" can log in on it.")
	}
	return said, true
}

// AboutPerson tells of a person of a deployment, in paragraphs: the profile, and where it
// is used.
func (a *Account) AboutPerson(deployment, id string) ([]string, bool) {
	i, ok := a.byUser[[2]string{deployment, id}]
	if !ok {
		return nil, false
	}
	p := a.people[i]
	handsets := 0
	one, many := "", ""
	var unlisted []string
	for _, h := range a.handsets {
		if h.LogsIn() && h.Users == p.Users {
			if h.ID == "" {
				unlisted = append(unlisted, h.Unlisted)
			} else {
				handsets++
			}
			one, many = phoneOf(h.Vendor)
		}
	}
	r := Extent{handsets: handsets, unlisted: unlisted, one: one, many: many}
	said := []string{"Person " + markdown.Prose(p.Called()), "The profile is " + markdown.Code(p.File) + "."}
	if r.None() {
		return append(said, "There is no handset to log in on."), true
	}
	return append(said, "Logs in on "+markdown.Prose(r.String())+"."), true
}
