package main

import (
	"fmt"
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
x, y and z in a name stand for indexes.`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			pattern := "*"
			if len(args) == 1 {
				pattern = strings.ToLower(args[0])
			}
			if _, err := path.Match(pattern, ""); err != nil {
				return fmt.Errorf("pattern %q is not well-formed", args[0])
			}
			found := 0
			for _, v := range vendors {
				s := v.Schema()
				s.Params(func(p catalogue.Param) bool {
					if ok, _ := path.Match(pattern, strings.ToLower(p.Name)); ok || strings.EqualFold(p.Name, pattern) {
						found++
						printParam(cmd, s, p, len(args) == 1)
					}
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
		if value != "" {
			fmt.Fprintf(out, "    %-10s%s\n", name, value)
		}
	}
	line("about", p.Field.Doc)
	line("write", p.Spell())
	allowed := p.Field.Type.Sentence()
	if values := p.Field.Type.Enum(); len(values) > 0 {
		allowed = "must be one of " + strings.Join(slices.DeleteFunc(values, func(v string) bool { return v == "" }), ", ")
		if p.Field.Type.Refusal(&value.Node{Kind: value.String}) == "" {
			allowed += ", or empty"
		}
	}
	line("value", allowed)
	for i, highest := range p.Indexes {
		line(string("xyz"[min(i, 2)]), fmt.Sprintf("1 to %d", highest))
	}
	m := p.Field.Meta
	if m.HasDefault {
		line("default", m.Default)
	}
	if m.Home != "" {
		line("home", m.Home)
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
