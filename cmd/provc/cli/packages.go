package cli

import (
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
)

// CompletePackages has shells complete packages: folders with CUE in them, and
// patterns of them.
func CompletePackages(cmd *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
	var found []string
	offer := func(name string) {
		if strings.HasPrefix(name, typed) {
			found = append(found, name)
		}
	}
	offer("./...")
	_ = filepath.WalkDir(".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || !d.IsDir() {
			return nil
		}
		name = filepath.ToSlash(name)
		base := path.Base(name)
		if name != "." && (base == "cue.mod" || strings.HasPrefix(base, ".") || strings.HasPrefix(base, "_") || strings.Count(name, "/") >= deepest) {
			return filepath.SkipDir
		}
		if files, _ := filepath.Glob(filepath.Join(name, "*.cue")); len(files) > 0 && name != "." {
			offer("./" + name)
		}
		return nil
	})
	return found, cobra.ShellCompDirectiveNoFileComp
}

// deepest is how many folders deep packages are looked for while somebody waits.
const deepest = 4

// NothingDeployed says that patterns lead to no deployment.
func NothingDeployed(patterns []string) error {
	return fmt.Errorf("no deployment under %s: no package there has a top-level field with a vendor", strings.Join(patterns, " "))
}
