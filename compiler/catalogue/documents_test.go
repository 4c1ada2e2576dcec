package catalogue_test

import (
	"testing"

	"provc/compiler/catalogue"
	"provc/compiler/checktest"
)

func TestDocuments(t *testing.T) { checktest.Run(t, catalogue.Checks()) }
