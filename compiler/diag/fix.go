package diag

import "cuelang.org/go/cue/literal"

// Fix is the hint of a finding as a program takes it: how what stands at its place is to
// be written. Package mend makes edits of it, with the text at hand, wherever they are
// sure to be right. It never holds what may be secret.
type Fix struct {
	Title string `json:",omitempty"` // what it does, such as "write prov.login.required"

	// The first of these that there is says what to do.
	Moves []Move `json:",omitempty"` // fields, the first of them at the place
	Value string `json:",omitempty"` // the literal that the value there becomes
	Gone  string `json:",omitempty"` // the field there, by its labels, or the element of a list is left out
	Quote bool   `json:",omitempty"` // the text there stands in single quotes, which become double ones
	Word  *Word  `json:",omitempty"` // a word, the first at or behind the place; in a table, the cell there
	Text  []Edit `json:",omitempty"` // within what the text says that is the value there
	Edits []Edit `json:",omitempty"` // of the bytes of the file, counted from the place

	Changes []Change `json:",omitempty"` // what that does to the file, in order; none if it is not shown
}

// Word is one that becomes another.
type Word struct{ Old, New string }

// Move gives a field other labels: the last of From, which are joined by dots, is its own,
// the others are of the structs around it. It stays below those that From and To have in
// common.
type Move struct {
	From string
	To   []string
}

// Edit puts a text in the place of some bytes.
type Edit struct {
	At  int    `json:",omitempty"`
	Cut int    `json:",omitempty"`
	New string `json:",omitempty"`
}

// Change puts a text in the place of a part of a file.
type Change struct {
	From, To Point
	New      string
}

// Point is a place between two characters of a file. Line and columns start at 1: Column
// counts bytes, as Pos does, and Units those of UTF-16, as SARIF and editors do.
type Point struct{ Line, Column, Units int }

// Proposal is a hint with the fix that it tells of: both are made of one thing, so that
// they say the same.
type Proposal struct {
	Hint string
	Fix  *Fix
}

// Write proposes to write something, which is how a sentence shows what the fix does. A
// fix that does nothing stands for none.
func Write(shown string, f Fix) Proposal { return propose("write "+shown, "write "+shown, f) }

// DidYouMean asks whether something was meant, which is what the fix writes.
func DidYouMean(shown string, f Fix) Proposal {
	return propose("did you mean "+shown+"?", "write "+shown, f)
}

func propose(hint, title string, f Fix) Proposal {
	if len(f.Moves) == 0 && f.Value == "" && f.Gone == "" && !f.Quote && f.Word == nil && len(f.Text) == 0 && len(f.Edits) == 0 {
		return Say(hint)
	}
	f.Title = title
	return Proposal{hint, &f}
}

// LeaveOut proposes, in words of its own, to leave out the field at the place, of which the
// labels are given, or the element of a list there.
func LeaveOut(hint, name string) Proposal {
	return propose(hint, "leave out "+name, Fix{Gone: name})
}

// Reword proposes, in words of its own, to put a text in the place of some bytes of the
// text that is the value.
func Reword(hint string, at, cut int, text string) Proposal {
	return propose(hint, "write "+text, Fix{Text: []Edit{{at, cut, text}}})
}

// DoubleQuotes proposes, in words of its own, to write them in the place of single ones.
func DoubleQuotes(hint string) Proposal {
	return propose(hint, "write double quotes", Fix{Quote: true})
}

// Say proposes nothing that a program could do.
func Say(hint string) Proposal { return Proposal{Hint: hint} }

// After is the proposal with words before its hint.
func (p Proposal) After(words string) Proposal {
	p.Hint = words + p.Hint
	return p
}

// Before is the proposal with words behind its hint.
func (p Proposal) Before(words string) Proposal {
	p.Hint += words
	return p
}

// Proposed returns the finding with a proposal how to mend it.
func (d Diagnostic) Proposed(p Proposal) Diagnostic {
	d.Hint, d.Fix = p.Hint, p.Fix
	return d
}

// WithHint returns the finding with a hint that no program could follow.
func (d Diagnostic) WithHint(hint string) Diagnostic { return d.Proposed(Say(hint)) }

// Rename is the fix that gives the field at the place of a finding another name.
func Rename(from, to string) Fix { return Fix{Moves: []Move{{from, []string{to}}}} }

// Relabel is the fix that gives it other labels.
func Relabel(from string, to []string) Fix { return Fix{Moves: []Move{{from, to}}} }

// Respell is the fix that gives a word another spelling.
func Respell(old, to string) Fix { return Fix{Word: &Word{old, to}} }

// Retext is the fix that gives a text another spelling: the value at the place of a
// finding, or the cell of a table.
func Retext(old, to string) Fix {
	return Fix{Value: literal.String.Quote(to), Word: &Word{old, to}}
}

// Literal is the fix that gives the value at the place of a finding, as CUE has it.
func Literal(text string) Fix { return Fix{Value: text} }
