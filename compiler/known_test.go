package compiler_test

import (
	"strings"
	"testing"
)

// known are tests whose case is not yet right. Whoever mends one takes it from the
// list: a case that is listed and right is an error.
var known = map[string]bool{
	"TestEvaluations/cisco_a_choice_of_definitions":                     true,
	"TestEvaluations/cisco_a_default_of_the_wrong_kind":                 true,
	"TestEvaluations/cisco_a_flag_or_a_text":                            true,
	"TestEvaluations/cisco_a_required_field":                            true,
	"TestEvaluations/cisco_close":                                       true,
	"TestEvaluations/cisco_closed_access":                               true,
	"TestEvaluations/cisco_closed_default":                              true,
	"TestEvaluations/cisco_closed_model":                                true,
	"TestEvaluations/cisco_closed_params":                               true,
	"TestEvaluations/cisco_closed_phone":                                true,
	"TestEvaluations/cisco_closed_unlisted":                             true,
	"TestEvaluations/cisco_closed_user":                                 true,
	"TestEvaluations/cisco_unresolved_access":                           true,
	"TestEvaluations/cisco_unresolved_default":                          true,
	"TestEvaluations/cisco_unresolved_default's_params":                 true,
	"TestEvaluations/cisco_unresolved_model":                            true,
	"TestEvaluations/cisco_unresolved_models":                           true,
	"TestEvaluations/cisco_unresolved_params":                           true,
	"TestEvaluations/cisco_unresolved_phone's_params":                   true,
	"TestEvaluations/cisco_unresolved_unlisted":                         true,
	"TestEvaluations/cisco_unresolved_users":                            true,
	"TestEvaluations/spectralink_a_choice_of_definitions":               true,
	"TestEvaluations/spectralink_a_default_beyond_the_range":            true,
	"TestEvaluations/spectralink_a_default_of_the_wrong_kind":           true,
	"TestEvaluations/spectralink_a_default_that_is_closed":              true,
	"TestEvaluations/spectralink_a_default_that_no_user_has":            true,
	"TestEvaluations/spectralink_a_guard_in_a_list":                     true,
	"TestEvaluations/spectralink_a_guard_over_a_template":               true,
	"TestEvaluations/spectralink_a_guard_over_one's_own_value":          true,
	"TestEvaluations/spectralink_a_guard_over_the_schema":               true,
	"TestEvaluations/spectralink_a_guard_over_the_schema_within_params": true,
	"TestEvaluations/spectralink_a_guard_that_is_not_wanted":            true,
	"TestEvaluations/spectralink_a_label_of_a_user":                     true,
	"TestEvaluations/spectralink_a_mention_elsewhere":                   true,
	"TestEvaluations/spectralink_a_mention_in_another_file":             true,
	"TestEvaluations/spectralink_a_mention_of_another_vendor":           true,
	"TestEvaluations/spectralink_a_number_or_a_text":                    true,
	"TestEvaluations/spectralink_a_number_or_a_text_of_a_hidden_struct": true,
	"TestEvaluations/spectralink_a_number_or_a_text_of_a_user":          true,
	"TestEvaluations/spectralink_a_required_definition":                 true,
	"TestEvaluations/spectralink_a_required_field":                      true,
	"TestEvaluations/spectralink_a_required_field_of_another_file":      true,
	"TestEvaluations/spectralink_a_required_hidden_field":               true,
	"TestEvaluations/spectralink_close_that_nobody_uses":                true,
	"TestEvaluations/spectralink_close":                                 true,
	"TestEvaluations/spectralink_closed_branch":                         true,
	"TestEvaluations/spectralink_closed_directories":                    true,
	"TestEvaluations/spectralink_closed_group":                          true,
	"TestEvaluations/spectralink_closed_in_a_hidden_struct":             true,
	"TestEvaluations/spectralink_closed_in_an_embedding":                true,
	"TestEvaluations/spectralink_closed_params":                         true,
	"TestEvaluations/spectralink_closed_params_of_a_user":               true,
	"TestEvaluations/spectralink_closed_password":                       true,
	"TestEvaluations/spectralink_closed_phone":                          true,
	"TestEvaluations/spectralink_closed_unlisted":                       true,
	"TestEvaluations/spectralink_closed_user":                           true,
	"TestEvaluations/spectralink_closed_users":                          true,
	"TestEvaluations/spectralink_null_or_a_text":                        true,
	"TestEvaluations/spectralink_ranges_in_structs":                     true,
	"TestEvaluations/spectralink_the_fields_of_a_definition":            true,
	"TestEvaluations/spectralink_the_length_of_a_definition":            true,
	"TestEvaluations/spectralink_true_or_a_text":                        true,
	"TestEvaluations/spectralink_unresolved_branch":                     true,
	"TestEvaluations/spectralink_unresolved_directories":                true,
	"TestEvaluations/spectralink_unresolved_groups":                     true,
	"TestEvaluations/spectralink_unresolved_lines":                      true,
	"TestEvaluations/spectralink_unresolved_params":                     true,
	"TestEvaluations/spectralink_unresolved_phone":                      true,
	"TestEvaluations/spectralink_unresolved_phones":                     true,
	"TestEvaluations/spectralink_unresolved_profiles":                   true,
	"TestEvaluations/spectralink_unresolved_unlisted":                   true,
	"TestEvaluations/spectralink_unresolved_unlisted_of_a_user":         true,
	"TestEvaluations/spectralink_unresolved_user's_params":              true,
	"TestEvaluations/spectralink_unresolved_users":                      true,
	"TestInputsOfModules/another_path_in_a_text":                        true,
	"TestInputsOfModules/another_path_in_a_text_of_its_own":             true,
	"TestMutatedExamples":                                               true, // some of them
	"TestRandomPackages":                                                true, // some of them
	"TestSourcesThatChangeBack":                                         true,
	"TestNotUTF8/CSV_cell_of_several_lines":                             true,
	"TestNotUTF8/UTF-16":                                                true,
	"TestNotUTF8/a_surrogate":                                           true,
	"TestNotUTF8/another_file":                                          true,
	"TestNotUTF8/comment":                                               true,
	"TestNotUTF8/comment_of_a_user":                                     true,
	"TestNotUTF8/cut_off":                                               true,
	"TestNotUTF8/embedded_JSON":                                         true,
	"TestNotUTF8/embedded_YAML":                                         true,
	"TestNotUTF8/embedded_text":                                         true,
	"TestNotUTF8/hidden_text":                                           true,
	"TestNotUTF8/imported_file":                                         true,
	"TestNotUTF8/raw_text":                                              true,
	"TestNotUTF8/several_lines":                                         true,
	"TestNotUTF8/text":                                                  true,
	"TestNotUTF8/user":                                                  true,
}

// holds ends a test with what is wrong, if anything is.
func holds(t *testing.T, wrong string) {
	t.Helper()
	all, _, _ := strings.Cut(t.Name(), "/")
	switch {
	case wrong == "" && known[t.Name()]:
		t.Error("this is right now: take it from the list of known cases")
	case wrong != "" && (known[t.Name()] || known[all]):
		t.Skip("known: " + wrong)
	case wrong != "":
		t.Error(wrong)
	}
}
