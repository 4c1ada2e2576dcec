package output

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A record of a gigabyte is read, and none that is larger.
func TestRecordTooLarge(t *testing.T) {
	t.Parallel()
	root := filepath.Join(t.TempDir(), "root")
	mustWrite(t, treeOf(plain("a.cfg", "x")), Options{Root: root, NoSync: true})
	const size = 1<<30 + 1
	if err := os.Truncate(filepath.Join(root, manifestPath), size); err != nil {
		t.Skip(err) // no sparse files
	}
	_, err := Write(t.Context(), treeOf(plain("a.cfg", "y")), Options{Root: root, NoSync: true})
	if want := fmt.Sprintf("%s: too large, with %d bytes", manifestPath, size); err == nil || !strings.HasSuffix(err.Error(), want) {
		t.Errorf("%v, want …%s", err, want)
	}
	if maxRecord != size-1 {
		t.Errorf("at most %d bytes are read", maxRecord)
	}
}
