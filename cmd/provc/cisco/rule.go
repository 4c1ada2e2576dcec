package cisco

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"strings"

	"github.com/spf13/cobra"
	"go.yaml.in/yaml/v3"

	"provc/cmd/provc/cli"
	"provc/compiler/cisco/relations"
	"provc/compiler/cisco/rule"
	"provc/compiler/diag"
	"provc/compiler/syntax"
)

func ruleCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "rule",
		Short: "Understand a Cisco profile rule",
		Long: `Rule works on the language of Profile_Rule and its relatives (OL-20443-01). RULE
is the text itself, the name of a file that holds it, or - or nothing for
standard input.`,
	}
	cli.Group(cmd)
	cmd.AddCommand(ruleParseCommand(), ruleEvalCommand(), ruleTableCommand())
	return cmd
}

// ruleSource is the rule that a command works on.
type ruleSource struct {
	parameter string
	name      string // where it comes from, for messages
	text      string
	context   rule.Context
}

func (s *ruleSource) flag(cmd *cobra.Command) {
	cmd.Flags().StringVar(&s.parameter, "as", "Profile_Rule", "the `parameter` that holds the rule, such as Upgrade_Rule or Resync_Trigger_1; options or assignments for a part")
}

// read takes the rule from an argument, a file or standard input.
func (s *ruleSource) read(cmd *cobra.Command, args []string) error {
	context, ok := rule.ContextOf(s.parameter)
	if !ok {
		return fmt.Errorf("--as: no rule stands in %s", s.parameter)
	}
	s.context = context
	switch {
	case len(args) == 0 || args[0] == "-":
		data, err := io.ReadAll(cmd.InOrStdin())
		if err != nil {
			return err
		}
		s.name, s.text = "standard input", string(data)
	default:
		s.name, s.text = "rule", args[0]
		if info, err := os.Stat(args[0]); err == nil && info.Mode().IsRegular() {
			data, err := os.ReadFile(args[0])
			if err != nil {
				return err
			}
			s.name, s.text = args[0], string(data)
		}
	}
	s.text = strings.TrimRight(s.text, "\r\n")
	return nil
}

// parse parses the rule and says what is wrong with it.
func (s *ruleSource) parse(cmd *cobra.Command) (*rule.Rule, error) {
	r, err := rule.Parse(s.text, s.context)
	if err != nil {
		return nil, s.refuse(cmd, err)
	}
	return r, nil
}

// refuse prints an error of the rule, with a caret under its place.
func (s *ruleSource) refuse(cmd *cobra.Command, err error) error {
	var bad *rule.Error
	if !errors.As(err, &bad) {
		return err
	}
	return s.finding(cmd, rule.Finding{ID: rule.CheckSyntax, Severity: rule.SeverityError, Message: bad.Error(), Hint: bad.Hint, Span: rule.Span{Start: bad.Offset, End: bad.Offset + bad.Len}})
}

// finding prints what is wrong at a place of the rule.
func (s *ruleSource) finding(cmd *cobra.Command, f rule.Finding) error {
	line, column := syntax.Position(s.text, f.Span.Start)
	err := cli.Report(cmd, cmd.ErrOrStderr(), diag.List{relations.RuleFinding(f, diag.Pos{File: s.name, Line: line, Column: column}, f.Message)})
	fmt.Fprintln(cmd.ErrOrStderr(), rule.Caret(s.text, f.Span))
	return err
}

func ruleParseCommand() *cobra.Command {
	var s ruleSource
	var canonical bool
	cmd := &cobra.Command{
		Use:     "parse [RULE]",
		Short:   "Print a rule as a tree, or in canonical form, and check it",
		Example: `  provc rule parse '("$MUID" ne "") ? https://prov.example/mobile/$MUID.xml | https://prov.example/default.xml'`,
		Args:    cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := s.read(cmd, args); err != nil {
				return err
			}
			r, err := s.parse(cmd)
			if err != nil {
				return err
			}
			var bad error
			for _, f := range rule.Check(r) {
				if err := s.finding(cmd, f); err != nil {
					bad = err
				}
			}
			text := rule.Tree(r)
			if canonical {
				text = rule.Format(r)
			}
			fmt.Fprintln(cmd.OutOrStdout(), strings.TrimRight(text, "\n"))
			return bad
		},
	}
	s.flag(cmd)
	cmd.Flags().BoolVar(&canonical, "canonical", false, "print the rule on one line, as provc writes it")
	return cmd
}

func ruleEvalCommand() *cobra.Command {
	var s ruleSource
	var file string
	var set []string
	cmd := &cobra.Command{
		Use:   "eval [RULE]",
		Short: "Tell what a phone in a given state does with a rule",
		Long: `Eval expands the macros of a rule, parses what results and tells which
alternative is taken and what is requested, as a phone does. The state is given
by macro (EMS=mobile) or by the parameter behind it (EM_Login_State=mobile);
what is not given is as on a phone just started. Passwords are masked.`,
		Example: `  provc rule eval 'https://prov.example/$PN/$MA.xml' --set MA=0026cb0a1f01 --set PN=SPA504G`,
		Args:    cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			values, err := ruleState(file, set)
			if err != nil {
				return err
			}
			state, err := rule.NewState(values)
			if err != nil {
				return err
			}
			if err := s.read(cmd, args); err != nil {
				return err
			}
			result, err := rule.Eval(s.text, s.context, state)
			if err != nil {
				return s.refuse(cmd, err)
			}
			fmt.Fprintln(cmd.OutOrStdout(), result)
			return nil
		},
	}
	s.flag(cmd)
	cmd.Flags().StringArrayVar(&set, "set", nil, "a `macro=value` of the phone's state")
	cmd.Flags().StringVar(&file, "file", "", "YAML `file` of macro: value")
	return cmd
}

// ruleState collects the values of macros; --set beats the file.
func ruleState(file string, set []string) (map[string]string, error) {
	values := map[string]string{}
	if file != "" {
		data, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		if err := yaml.Unmarshal(data, &values); err != nil {
			return nil, fmt.Errorf("%s: a state is a YAML mapping of macro: value", file)
		}
	}
	for _, s := range set {
		name, value, ok := strings.Cut(s, "=")
		if !ok || name == "" {
			return nil, fmt.Errorf("--set takes macro=value, not %q", s)
		}
		maps.DeleteFunc(values, func(other, _ string) bool { return macroName(other) == macroName(name) })
		values[name] = value
	}
	return values, nil
}

// macroName is the macro that a name stands for: its own, or the parameter's
// behind it.
func macroName(name string) string {
	for _, m := range rule.Macros() {
		if m.Parameter == name {
			return m.Name
		}
	}
	return name
}

func ruleTableCommand() *cobra.Command {
	var s ruleSource
	var format string
	cmd := &cobra.Command{
		Use:   "table [RULE]",
		Short: "Print the decisions of a rule as a table",
		Long: `Table prints every state of a phone that a rule tells apart: the alternative
taken, the URL and whether credentials go along.`,
		Example: `  provc rule table rule.txt`,
		Args:    cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if format != "text" && format != "markdown" {
				return fmt.Errorf("--format is text or markdown, not %q", format)
			}
			if err := s.read(cmd, args); err != nil {
				return err
			}
			r, err := s.parse(cmd)
			if err != nil {
				return err
			}
			table := rule.Table(r)
			text := table.Text()
			if format == "markdown" {
				text = table.Markdown()
			}
			fmt.Fprintln(cmd.OutOrStdout(), strings.TrimRight(text, "\n"))
			return nil
		},
	}
	s.flag(cmd)
	cmd.Flags().StringVar(&format, "format", "text", "text or markdown")
	return cmd
}
