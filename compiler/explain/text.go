package explain

import (
	"fmt"
	"io"
	"strings"

	"provc/compiler/artifact"
	"provc/compiler/diag"
	"provc/compiler/layout"
	"provc/compiler/trace"
)

// TextOptions say how an explanation is laid out for people.
type TextOptions struct {
	Colour  bool
	Width   int
	Verbose bool // every handset is told that has something
}

// WriteText prints an explanation for people. Of one subject:
//
//	Theatre 3 (00907a200003), logged out
//	    reads phone-00907a200003.cfg, group-theatres.cfg, site.cfg
//
//	up.idleTimeout = 0
//	  from phone-00907a200003.cfg                   wards.cue:85:38
//	  beats site.cfg = 40                           wards.cue:20:5
//	  beats the vendor's default = 30
func WriteText(w io.Writer, e *Explanation, o TextOptions) error {
	p := printer{Explanation: e, TextOptions: o}
	p.head()
	for i := range e.Params {
		p.WriteByte('\n')
		p.param(&e.Params[i])
	}
	if len(e.Notes) > 0 {
		p.WriteByte('\n')
	}
	for _, n := range e.Notes {
		p.wrapped(n, "")
	}
	_, err := io.WriteString(w, p.String())
	return err
}

type printer struct {
	*Explanation
	TextOptions
	strings.Builder
}

// fewSubjects are told apart by letters, and one by one at the head.
const fewSubjects = 8

func (p *printer) wrapped(text, indent string) {
	p.WriteString(layout.Wrap(text, indent, p.Width))
}

func (p *printer) bold(text string) string {
	if !p.Colour {
		return text
	}
	return "\x1b[1m" + text + "\x1b[0m"
}

func (p *printer) dim(text string) string {
	if !p.Colour {
		return text
	}
	return "\x1b[2m" + text + "\x1b[0m"
}

func (p *printer) head() {
	if len(p.Subjects) > fewSubjects {
		fmt.Fprintf(p, "%d handsets and kinds of handset, nobody logged in\n", len(p.Subjects))
		return
	}
	for i := range p.Subjects {
		s := &p.Subjects[i]
		lead := ""
		if len(p.Subjects) > 1 {
			lead = letter(i) + "  "
		}
		name := s.Name() + ", " + s.State
		if folder := s.folder(); folder != "" {
			name += ", in " + folder
		}
		p.wrapped(p.bold(lead+name), "    ")
		var files []string
		for _, f := range s.Files {
			files = append(files, f.Path)
		}
		p.wrapped("    reads "+strings.Join(files, ", "), "        ")
		if said := saidContacts(s.Contacts); said != "" {
			p.wrapped("    "+said, "        ")
		}
	}
}

func letter(i int) string { return string(rune('A' + i)) }

// param tells who has what of a parameter.
func (p *printer) param(x *Param) {
	if len(x.Cases) == 1 && len(x.Cases[0].Subjects) == len(p.Subjects) {
		p.stack(x.Name, &x.Cases[0], "")
		return
	}
	if len(x.Cases) == 0 {
		p.wrapped(p.bold(x.Name)+" is no parameter of these handsets", "    ")
		return
	}
	p.WriteString(p.bold(x.Name) + "\n")
	cases := x.Cases
	if len(cases) > mostCases && !p.Verbose {
		cases = cases[:mostCases]
	}
	for i := range cases {
		p.stack(p.who(&x.Cases[i])+":", &x.Cases[i], "  ")
	}
	switch more := len(x.Cases) - len(cases); {
	case more == 1:
		p.wrapped("  and 1 other value or way to it (--verbose tells all)", "    ")
	case more > 1:
		p.wrapped(fmt.Sprintf("  and %d other values or ways to them (--verbose tells all)", more), "    ")
	}
}

// mostCases are told of a parameter: each handset may have a value of its own.
const mostCases = 20

// who names the subjects of a case.
func (p *printer) who(c *Case) string {
	var names []string
	few := len(p.Subjects) <= fewSubjects
	for _, i := range c.Subjects {
		if few {
			names = append(names, letter(i))
		} else {
			names = append(names, p.Subjects[i].Name())
		}
	}
	if len(names) > 3 && !few && !p.Verbose {
		names = append(names[:2:2], fmt.Sprintf("%d more", len(names)-2))
	}
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " and " + names[last]
}

// stack tells the value, and where it is from; then what it beats.
func (p *printer) stack(lead string, c *Case, indent string) {
	if len(c.Stack) == 0 {
		lead = strings.Replace(p.bold(lead), ":", ": it", 1)
		p.wrapped(indent+lead+" is not set, and no default of the vendor's is known", indent+"    ")
	}
	for i := range c.Stack {
		s := &c.Stack[i]
		value := s.Value
		if s.Access != "" {
			value += " [" + s.Access + " at the phone]"
		}
		what := "from "
		if i == 0 {
			head := indent + p.bold(lead) + " = " + value
			if strings.HasSuffix(lead, ":") {
				head = indent + lead + " " + value
			}
			p.wrapped(head, indent+"    ")
		} else {
			what = "beats "
		}
		said := what + s.Source.said()
		if i > 0 {
			said += " = " + value
		}
		if s.Assumed {
			said += " (no document says that it counts here: an assumption)"
		}
		p.places(said, s, indent)
	}
	if c.Unless != "" {
		p.wrapped(indent+"  unless "+c.Unless+" sets it, which somebody else makes", indent+"      ")
	}
}

// said is what sentences call a layer.
func (s *Source) said() string {
	switch s.Level {
	case LevelDefault:
		return "the vendor's default"
	case artifact.LevelUserOverride:
		return s.Path + ", changed at a handset while logged in"
	case artifact.LevelWeb:
		return s.Path + ", changed in the web pages of the handset"
	case artifact.LevelHandsetOverride:
		return s.Path + ", changed at the handset"
	}
	return s.Path
}

// places tells a layer and beside it the places that took part.
func (p *printer) places(said string, s *Setting, indent string) {
	deeper := indent + "      "
	if s.Reset != nil {
		p.wrapped(indent+"  "+said+", which resets it to "+s.Reset.To, deeper)
		for _, c := range s.Reset.Causes {
			p.beside(deeper+"because "+c.Name+" sets it", c.Pos, deeper)
		}
		switch {
		case s.Reset.More > 0:
			p.wrapped(fmt.Sprintf("%sbecause %d more do", deeper, s.Reset.More), deeper)
		case len(s.Reset.Causes) == 0:
			p.wrapped(deeper+"because a phone keeps what its profile does not mention", deeper)
		}
		return
	}
	places := s.Places
	if len(places) == 0 && s.Pos.IsValid() {
		places = []trace.Place{{Kind: trace.Written, Pos: s.Pos}}
	}
	if len(places) == 0 {
		p.wrapped(indent+"  "+said, deeper)
		return
	}
	p.beside(indent+"  "+said, places[0].Pos, deeper)
	if places[0].Name != "" {
		p.wrapped(p.dim(deeper+"in "+places[0].Name), deeper)
	}
	for _, place := range places[1:] {
		p.beside(deeper+Said(place), place.Pos, deeper)
	}
}

// saidContacts says which contact directory counts, and which do not.
func saidContacts(all []Contacts) string {
	var said []string
	for i, c := range all {
		name := artifact.Called("", c.Path)
		switch {
		case i > 0 && c.Assumed:
			name = "not " + name + " (an assumption)"
		case i > 0:
			name = "not " + name
		case c.Assumed:
			name += " (that it counts here is an assumption)"
		case c.Seed:
			name += ", until the handset has its own"
		}
		said = append(said, name)
	}
	if said == nil {
		return ""
	}
	return "shows the contacts of " + strings.Join(said, ", ")
}

// Said is what sentences call a place.
func Said(p trace.Place) string {
	switch p.Kind {
	case trace.Written:
		if p.Name != "" {
			return "also in " + p.Name
		}
		return "also here"
	case trace.Use:
		return p.Name + " is used"
	case trace.Row:
		if p.Name == "" {
			return "the row"
		}
		return p.Name
	}
	if p.Name == "…" {
		return "what it refers to"
	}
	return p.Name // the text of a clause, or of a reference
}

// column is where places begin, if there is room.
const column = 44

// beside prints a text, and a place behind it.
func (p *printer) beside(text string, pos diag.Pos, indent string) {
	place := pos.String()
	width := p.Width
	if width <= 0 {
		width = 200
	}
	text = strings.TrimSuffix(layout.Wrap(text, indent, p.Width), "\n")
	last := layout.Width(text[strings.LastIndexByte(text, '\n')+1:])
	gap := max(2, column-last)
	if last+gap+layout.Width(place) > width {
		gap = 2
	}
	p.WriteString(text)
	if last+gap+layout.Width(place) > width {
		p.WriteString("\n" + indent + p.dim(place) + "\n")
		return
	}
	p.WriteString(strings.Repeat(" ", gap) + p.dim(place) + "\n")
}
