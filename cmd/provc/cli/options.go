package cli

import (
	"os"

	"github.com/spf13/cobra"

	"provc/compiler"
	"provc/compiler/diag"
	"provc/compiler/secret"
)

// TagFlag adds the flag that sets CUE tags.
func TagFlag(cmd *cobra.Command, o *compiler.Options) {
	cmd.Flags().StringArrayVarP(&o.Tags, "tag", "t", nil, "set a CUE tag, as `key=value`")
}

// SecretFlags say where values come from; commands that resolve have them.
func SecretFlags(cmd *cobra.Command, s *secret.Source) {
	s.Env = os.LookupEnv
	f := cmd.Flags()
	f.StringVar(&s.File, "secrets", "", "YAML `file` of name: value, plain or encrypted with age")
	f.StringVar(&s.Identity, "identity", "", "`file` of the age identity; default $PROVC_AGE_KEY")
}

// Resolve finds the values of all secrets that a result names.
func Resolve(result *compiler.Result, s secret.Source) (secret.Values, diag.List, error) {
	resolver, findings, err := secret.Open(s)
	if err != nil {
		return nil, nil, err
	}
	values, found := result.Resolve(resolver)
	findings.Add(found...)
	return values, findings, nil
}
