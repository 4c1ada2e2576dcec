package relations_test

import (
	"testing"

	"provc/compiler/checktest"
	"provc/compiler/spectralink/relations"
)

func TestDocuments(t *testing.T) { checktest.Run(t, relations.Checks()) }
