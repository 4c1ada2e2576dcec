package relations_test

import (
	"testing"

	"provc/compiler/checktest"
	"provc/compiler/cisco/relations"
)

func TestDocuments(t *testing.T) { checktest.Run(t, relations.Checks()) }
