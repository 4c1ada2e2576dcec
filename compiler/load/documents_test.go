package load_test

import (
	"testing"

	"provc/compiler/checktest"
	"provc/compiler/load"
)

func TestDocuments(t *testing.T) { checktest.Run(t, load.Checks()) }
