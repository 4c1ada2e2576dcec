package artifact_test

import (
	"testing"

	"provc/compiler/artifact"
	"provc/compiler/checktest"
)

func TestDocuments(t *testing.T) { checktest.Run(t, artifact.Checks()) }
