package digest_test

import (
	"testing"

	"provc/compiler/checktest"
	"provc/compiler/digest"
)

func TestDocuments(t *testing.T) { checktest.Run(t, digest.Checks()) }
