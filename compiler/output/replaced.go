package output

import "provc/compiler/artifact"

// meetReplaced tells of phones that take the place of others: the file of an identity is
// for another phone than before, which may change nothing in it.
func (b *build) meetReplaced() {
	var phones few
	var first *artifact.File
	seen := map[[2]string]bool{}
	for i := range b.targets {
		t := &b.targets[i]
		if !t.emitted() || !t.was().owned() {
			continue
		}
		h, was := b.head(t), t.was().committed.Entity()
		if h.Entity == "" || was == "" || h.Entity == was || seen[[2]string{was, h.Entity}] {
			continue
		}
		seen[[2]string{was, h.Entity}] = true
		phones.add(h.Path + " is for " + h.Entity + " and was for " + was)
		if first == nil {
			first = b.tree.File(int(t.file))
		}
	}
	if first == nil {
		return
	}
	b.report.Findings.Add(rootReplaced.At(first.Pos, "a phone takes the place of another, and must be enrolled to know its identity").
		WithDetail("%s", phones.String()).
		WithHint("build --staging FOLDER makes what enrols it; the old phone still knows the identity"))
}
