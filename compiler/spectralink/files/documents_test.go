package files_test

import (
	"testing"

	"provc/compiler/checktest"
	"provc/compiler/spectralink/deploytest"
	"provc/compiler/spectralink/files"
)

func TestDocuments(t *testing.T) { checktest.Run(t, files.Checks()) }

func TestChecks(t *testing.T) { deploytest.Run(t, fileChecks) }
