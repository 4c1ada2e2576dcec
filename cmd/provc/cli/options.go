package cli

import (
	"errors"
	"os"
	"time"

	"github.com/spf13/cobra"

	"provc/compiler"
	"provc/compiler/diag"
	"provc/compiler/secret"
)

// PackageFlags add the flags that say how packages are compiled.
func PackageFlags(cmd *cobra.Command, o *compiler.Options) {
	f := cmd.Flags()
	f.StringArrayVarP(&o.Tags, "tag", "t", nil, "set a CUE tag, as `key=value`")
	f.Func("now", "the `day` on which acceptances hold, such as 2027-03-31 (default today)", func(day string) error {
		if _, err := time.Parse(time.DateOnly, day); err != nil {
			return errors.New("must be a day, such as 2027-03-31")
		}
		o.Day = day
		return nil
	})
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
