package secret_test

import (
	"testing"

	"provc/compiler/checktest"
	"provc/compiler/secret"
)

func TestDocuments(t *testing.T) { checktest.Run(t, secret.Checks()) }
