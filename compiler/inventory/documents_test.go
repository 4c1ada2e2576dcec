package inventory_test

import (
	"testing"

	"provc/compiler/checktest"
	"provc/compiler/inventory"
)

func TestDocuments(t *testing.T) { checktest.Run(t, inventory.Checks()) }
