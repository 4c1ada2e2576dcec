package diff_test

import (
	"testing"

	"provc/compiler/checktest"
	"provc/compiler/diff"
)

func TestDocuments(t *testing.T) { checktest.Run(t, diff.Checks()) }
