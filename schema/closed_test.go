package schema_test

import (
	"strconv"
	"strings"
	"testing"

	"cuelang.org/go/cue/errors"
)

// A misspelt name is refused wherever parameters stand.
func TestUnknownNames(t *testing.T) {
	each(t, func(t *testing.T, vendor string, p *plain) {
		const unknown = "noSuchName"
		var text strings.Builder
		places := map[string]bool{}
		p.parameters(t, vendor).structs(p, nil, func(path []string) {
			places[strings.Join(path, " ")] = true
			write(&text, append(path, unknown), "1")
		})
		params := p.definition(t, "#Params").Unify(p.text(t, text.String()))
		for _, e := range errors.Errors(params.Validate()) {
			if path := e.Path(); len(path) > 0 && path[len(path)-1] == unknown {
				delete(places, unquoted(path[1:len(path)-1]))
			}
		}
		for place := range places {
			t.Errorf("a name that nobody declares is taken in %q", place)
		}
	})
}

func unquoted(path []string) string {
	var labels []string
	for _, label := range path {
		if text, err := strconv.Unquote(label); err == nil {
			label = text
		}
		labels = append(labels, label)
	}
	return strings.Join(labels, " ")
}

// structs are the places that others stand in, by the labels that lead there.
func (n *node) structs(p *plain, path []string, each func(path []string)) {
	if n.fields == nil {
		return
	}
	each(path)
	for _, below := range n.below() {
		label := below.label
		if below.labels.Exists() {
			label = "1"
			if below.value.Err() != nil || below.labels.Unify(p.ctx.Encode(label)).Err() != nil {
				continue
			}
		}
		below.structs(p, append(path[:len(path):len(path)], label), each)
	}
}
