package build_test

import (
	"testing"

	"github.com/spf13/cobra"

	"provc/cmd/provc/build"
	"provc/cmd/provc/cli"
	"provc/cmd/provc/scripttest"
)

func TestMain(m *testing.M) {
	scripttest.Main(m, func() *cobra.Command { return cli.Root(build.Command()) }, nil)
}

func TestScripts(t *testing.T) { scripttest.Run(t, []string{"build", "list"}, nil) }
