package settings_test

import (
	"testing"

	"provc/compiler/catalogue/settings"
	"provc/compiler/checktest"
)

func TestDocuments(t *testing.T) { checktest.Run(t, settings.Checks()) }
