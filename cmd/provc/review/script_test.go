package review_test

import (
	"testing"

	"github.com/spf13/cobra"

	"provc/cmd/provc/build"
	"provc/cmd/provc/cli"
	"provc/cmd/provc/review"
	"provc/cmd/provc/scripttest"
	"provc/compiler/vendors"
)

func TestMain(m *testing.M) {
	scripttest.Main(m, func() *cobra.Command { return cli.Root(review.Diff(vendors.All()), build.Command()) }, nil)
}

func TestScripts(t *testing.T) { scripttest.Run(t, []string{"digest"}, nil) }
