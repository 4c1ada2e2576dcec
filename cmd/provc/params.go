package main

import (
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"provc/compiler/catalogue"
	"provc/compiler/value"
	"provc/compiler/vendor"
)

func paramsCommand(vendors vendor.List) *cobra.Command {
	return &cobra.Command{
		Use:   "params [pattern]",
		Short: "Search the catalogue of parameters",
		Long: `Params lists parameters whose name matches a pattern, such as 'prov.login.*' or
'*authorized*', in any letter case: how it is written in CUE, what is allowed,
the vendor's default, its home file, and whether a change restarts a handset.
x, y and z in a name stand for indexes; with a number, as in 'ptt.channel.24.*', the
default is that of the index.`,
		Example: `  provc params 'prov.login.*'
  provc params '*authorized*'`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			pattern := "*"
			if len(args) == 1 {
				pattern = args[0]
			}
			if _, err := path.Match(pattern, ""); err != nil {
				return fmt.Errorf("pattern %q is not well-formed", args[0])
			}
			found := 0
			for _, v := range vendors {
				s := v.Schema()
				s.Search(pattern, func(p catalogue.Param) bool {
					found++
					printParam(cmd, s, p, len(args) == 1)
					return true
				})
			}
			if found == 0 {
				return fmt.Errorf("no parameter matches %q; names may hold * and ?", args[0])
			}
			return nil
		},
	}
}

// printParam prints a line on a parameter, or a paragraph.
func printParam(cmd *cobra.Command, s *catalogue.Schema, p catalogue.Param, whole bool) {
	out := cmd.OutOrStdout()
	if !whole {
		fmt.Fprintln(out, p.Name)
		return
	}
	fmt.Fprintf(out, "%s (%s)\n", p.Name, s.Vendor)
	line := func(name, value string) {
		if name != "" && value != "" {
			fmt.Fprintf(out, "    %-10s%s\n", name, value)
		}
	}
	line("about", p.Field.Doc)
	line("write", p.Spell())
	m := p.Field.Meta
	values := m.Choices[""]
	if values == nil {
		values = p.Field.Type.Enum()
	}
	allowed := p.Field.Type.Sentence()
	if len(values) > 0 {
		allowed = mustBeOneOf(values)
		if p.Field.Type.Refusal(&value.Node{Kind: value.String}) == "" {
			allowed += ", or empty"
		}
	}
	line("value", allowed)
	for _, family := range slices.Sorted(maps.Keys(m.Choices)) {
		line(family, mustBeOneOf(m.Choices[family]))
	}
	open := p.Open()
	for _, letter := range slices.Sorted(maps.Keys(open)) {
		line(letter, fmt.Sprintf("1 to %d", open[letter]))
	}
	line("default", defaultOf(p))
	if m.Home != "" {
		home := m.Home
		if m.Also != "" {
			home += "; the vendor has it in " + m.Also + ", too"
		}
		line("home", home)
		line("restart", m.Restart.String())
	}
	line("models", m.Values["models"])
	line("at phone", map[string]string{"ro": "can be seen", "rw": "can be changed"}[m.Values["access"]])
	if m.Secret {
		line("secret", "yes")
	}
	if m.Later {
		line("since", "a release after 4.0")
	}
}

func mustBeOneOf(values []string) string {
	return "must be one of " + strings.Join(slices.DeleteFunc(slices.Clone(values), func(v string) bool { return v == "" }), ", ")
}

// defaultOf says what the vendor's default is, and for which indexes and models it
// is another.
func defaultOf(p catalogue.Param) string {
	said, known := p.Default("")
	if known && said == "" {
		said = "empty"
	}
	var others []string
	add := func(family string) {
		if own, ok := p.Default(family); ok && family != "" && own != said {
			others = append(others, family+": "+own)
		}
		if list := p.DefaultsBeside(family); list != "" {
			others = append(others, strings.TrimSpace(family+" "+list))
		}
	}
	add("")
	for _, family := range p.Field.Meta.Families() {
		add(family)
	}
	for _, family := range p.Field.Meta.Unsure {
		others = append(others, "not sure on "+family)
	}
	switch {
	case len(others) == 0:
		return said
	case said == "":
		said = "none"
	}
	return said + " (" + strings.Join(others, "; ") + ")"
}
