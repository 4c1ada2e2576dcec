package compiler_test

import (
	"testing"

	"provc/compiler"
	"provc/compiler/checktest"
)

func TestDocuments(t *testing.T) { checktest.Run(t, compiler.Checks()) }
