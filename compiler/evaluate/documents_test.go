package evaluate_test

import (
	"testing"

	"provc/compiler/checktest"
	"provc/compiler/evaluate"
)

func TestDocuments(t *testing.T) { checktest.Run(t, evaluate.Checks()) }
