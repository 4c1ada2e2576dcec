package secret

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"regexp"
	"runtime"
	"strings"
	"unicode"

	"go.yaml.in/yaml/v3"

	"provc/compiler/diag"
)

// maxSize bounds a file of secrets, encrypted or not.
const maxSize = 1 << 20

// read returns the YAML of the file, decrypted if need be.
func (s *Source) read() (data []byte, found diag.List, err error) {
	data, info, err := readFile(s.File)
	if err != nil {
		return nil, nil, fmt.Errorf("cannot read the secrets file %s: %w", s.File, err)
	}
	if isEncrypted(data) {
		ids, err := s.identities()
		if err != nil {
			return nil, nil, err
		}
		data, err = decrypt(s.File, data, ids)
		return data, nil, err
	}
	if info.Mode().IsRegular() && info.Mode()&0o004 != 0 && runtime.GOOS != "windows" {
		found.Add(secretsFileOpen.At(diag.Pos{File: s.File}, "every account of this machine can read the secrets file").WithHint("chmod 600 it, or encrypt it"))
	}
	return data, found, nil
}

// readFile reads a file, or a pipe, of bounded size. Its errors do not repeat
// the path, which may not be one.
func readFile(name string) ([]byte, fs.FileInfo, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, nil, plain(err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, nil, plain(err)
	}
	if info.IsDir() {
		return nil, nil, errors.New("it is a folder")
	}
	data, err := readBounded(f)
	if err != nil {
		return nil, nil, plain(err)
	}
	return data, info, nil
}

var errTooLarge = fmt.Errorf("it is larger than %d MiB", maxSize>>20)

func readBounded(r io.Reader) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxSize+1))
	if err == nil && len(data) > maxSize {
		err = errTooLarge
	}
	return data, err
}

func plain(err error) error {
	if e := (*fs.PathError)(nil); errors.As(err, &e) {
		return e.Err
	}
	return err
}

// parse reads a YAML mapping of names to texts. A number or the like is taken
// as it is written. What YAML's parser says is not passed on, for it quotes.
func parse(file string, data []byte) (map[string]Value, error) {
	dec := yaml.NewDecoder(bytes.NewReader(data))
	var doc yaml.Node
	err := dec.Decode(&doc)
	if errors.Is(err, io.EOF) {
		return nil, nil // nothing but comments
	}
	if err == nil {
		if err = dec.Decode(new(yaml.Node)); errors.Is(err, io.EOF) {
			err = nil
		} else if err == nil {
			return nil, fmt.Errorf("%s: more than one YAML document", file)
		}
	}
	if err != nil {
		return nil, fmt.Errorf("%s is not YAML; put quotes around values that hold characters like : # * & ! %% @ and `", place(file, err))
	}
	if len(doc.Content) != 1 || doc.Content[0].Kind != yaml.MappingNode {
		return nil, fmt.Errorf("%s is not a YAML mapping of secrets' names to values", file)
	}
	pairs := doc.Content[0].Content
	values := make(map[string]Value, len(pairs)/2)
	lines := make(map[string]int, len(pairs)/2)
	for i := 0; i < len(pairs); i += 2 {
		key, value := pairs[i], pairs[i+1]
		if what := unlikeText(key); what != "" {
			return nil, fmt.Errorf("%s:%d: the name of a secret is %s, not a text", file, key.Line, what)
		}
		if at, ok := lines[key.Value]; ok {
			return nil, fmt.Errorf("%s:%d: secret %q is already on line %d", file, key.Line, key.Value, at)
		}
		if what := unlikeText(value); what != "" {
			return nil, fmt.Errorf("%s:%d: the value of %q is %s, not a text; put quotes around it if it is one", file, value.Line, key.Value, what)
		}
		if strings.ContainsFunc(value.Value, unicode.IsControl) {
			return nil, fmt.Errorf("%s:%d: the value of %q holds a line break or another control character", file, value.Line, key.Value)
		}
		values[key.Value], lines[key.Value] = NewValue(value.Value), key.Line
	}
	return values, nil
}

// unlikeText says what a node is if it cannot stand for a text, as an author of
// YAML would call it. Tags are not repeated: a value that begins with ! is one.
func unlikeText(n *yaml.Node) string {
	switch n.Kind {
	case yaml.MappingNode:
		return "a mapping"
	case yaml.SequenceNode:
		return "a list"
	case yaml.AliasNode:
		return "an alias"
	}
	switch n.ShortTag() {
	case "!!str", "!!int", "!!float", "!!bool", "!!timestamp":
		return ""
	case "!!null":
		return "missing"
	}
	return "tagged"
}

var lineOfError = regexp.MustCompile(`^yaml: line (\d+):`)

// place is all of a parser's error that is safe to show.
func place(file string, err error) string {
	if m := lineOfError.FindStringSubmatch(err.Error()); m != nil {
		return file + ":" + m[1]
	}
	return file
}
