// Package rule is the profile-rule language of Cisco (formerly Linksys and
// Sipura) SPA phones: the text in Profile_Rule, Upgrade_Rule, Report_Rule and
// Resync_Trigger_n that tells a phone what to fetch at a resync.
//
//	rule    = [ alternative { "|" alternative } ] .
//	alternative = [ condition ] [ assignments ] [ options ] url
//	            | [ condition ] assignments .
//	condition   = "(" term { "and" term } ")" "?" .
//	term        = "true" | macro | [ operand ] operator operand .
//	operand     = quoted | version | integer | macro .
//	assignments = "(" { name "=" quoted ";" } ")" "!" .
//	options     = "[" { "--key" value | "--uid" value | "--pwd" value
//	                  | "--post" a..p | "--alias" a..p | "--delta" } "]" .
//	url         = [ scheme "://" ] [ host [ ":" port ] ] "/" path .
//
// Alternatives are tried from left to right; the first whose condition holds,
// or that has none, is executed. An operator without a left operand compares
// the software version. A # outside quotes starts a comment that runs to the
// end of the text.
//
// A phone expands macros once over the whole text and parses what comes out.
// [Parse] reads a rule as people write it, with its macros in place; [Eval]
// does what the phone does. [Table] shows which states of a phone lead where,
// [Check] finds what is legal and wrong.
//
// Sources: application note OL-20443-01 (extension mobility) and the SPA
// provisioning guides of 2007 and 2009 with their successors, called "the SPA
// provisioning guide" here. Where they are silent the comment says so.
package rule
