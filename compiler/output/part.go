package output

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"strconv"
	"strings"

	"provc/compiler/artifact"
)

// A part is a folder that holds some of a tree's files, for Join. No handset
// reads or writes there, so its record names seeds like other files, and each of
// its folders as the tree alone would have it. Between its files and its last
// line, it says what a root need not know:
//
//	secret <path>  the file holds what not everybody may read
//	seed <path>    the file is written where it is missing, and not owned in a root
//	of <sum>       which tree it is a part of; and that the build was finished

// marks are these lines.
type marks struct {
	secret, seed map[string]bool
	of           string
}

func (m *marks) parse(what, value string) bool {
	add := func(to *map[string]bool) bool {
		if *to == nil {
			*to = map[string]bool{}
		}
		(*to)[value] = true
		return fs.ValidPath(value)
	}
	switch what {
	case "secret":
		return add(&m.secret)
	case "seed":
		return add(&m.seed)
	case "of":
		sum, err := hex.DecodeString(value)
		m.of = value
		return err == nil && len(sum) == sha256.Size
	}
	return false
}

// writeMarks writes the lines of a part. An error comes out when buf is flushed.
func (b *build) writeMarks(buf *bufio.Writer) {
	for i := range b.targets {
		t := &b.targets[i]
		if !b.owns(t) {
			continue
		}
		if b.secrets[i] {
			buf.WriteString("secret\t" + b.path(i) + "\n")
		}
		if b.head(t).Seed {
			buf.WriteString("seed\t" + b.path(i) + "\n")
		}
	}
	fmt.Fprintf(buf, "of\t%x\n", b.all)
}

// listing identifies the files of a tree, but not their bytes: parts of
// different ones could lack a file, or have it twice.
func listing(tree *artifact.Tree) (s sum) {
	h := sha256.New()
	buf := bufio.NewWriter(h)
	for i := range tree.Len() {
		f := tree.Head(i)
		fmt.Fprintf(buf, "%s\t%s\t%s\t%d\t%t\n", f.Path, f.Owner, f.Entity, f.Phase, f.Seed)
	}
	buf.Flush()
	h.Sum(s[:0])
	return s
}

// part is how the record names the part; nothing if the root holds all.
func (o *Options) part() string {
	if o.Parts < 2 {
		return ""
	}
	return fmt.Sprintf("%d/%d", o.Part, o.Parts)
}

// cutPart reads what part writes.
func cutPart(text string) (i, n int, ok bool) {
	before, after, _ := strings.Cut(text, "/")
	i, err := strconv.Atoi(before)
	n, err2 := strconv.Atoi(after)
	return i, n, err == nil && err2 == nil && 1 <= i && i <= n && n > 1 && text == fmt.Sprintf("%d/%d", i, n)
}

// holds says what lies in the root of a record.
func (m *manifest) holds() string {
	if m.part == "" {
		return "all of " + m.pkg
	}
	return "part " + m.part + " of " + m.pkg
}
