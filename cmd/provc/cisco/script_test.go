package cisco_test

import (
	"testing"

	"github.com/spf13/cobra"

	"provc/cmd/provc/build"
	"provc/cmd/provc/cisco"
	"provc/cmd/provc/cli"
	"provc/cmd/provc/scripttest"
)

func TestMain(m *testing.M) {
	scripttest.Main(m, func() *cobra.Command { return cli.Root(append(cisco.Commands(), build.Command())...) }, nil)
}

func TestScripts(t *testing.T) { scripttest.Run(t, []string{"cisco"}, nil) }
