package facts_test

import (
	"testing"

	"provc/compiler/checktest"
	"provc/compiler/cisco/facts"
)

func TestDocuments(t *testing.T) { checktest.Run(t, facts.Checks()) }
