package compiler_test

import (
	"maps"
	"slices"
	"strings"
)

// ciscoConstructs are the ways to write a deployment of Cisco's: those of constructs,
// but for what each vendor has of its own.
var ciscoConstructs grammar

func init() {
	ciscoConstructs = maps.Clone(constructs)
	own := grammar{
		"vendor":      {`cisco`},
		"common":      {"\tserver: \"https://prov.example/p\"\n\tphones: \"0026cb000009\": {model: \"SPA504G\", userID: \"room\", password: \"1\"}\n"},
		"inline":      {`server: "https://prov.example/e"`},
		"timeout":     {`Screen_Saver_Wait:`},
		"timeoutname": {`Screen_Saver_Wait`},
		"minor":       {`Subscribe_Delay:`},
		"setting":     {`server: "https://prov.example/p"`},
		"settingname": {`server`},
		"choice":      {`domain`},
		"chosen":      {`""`},
		"unlisted":    {`Shiny`},
		"mac":         {`0026cb`},
		"handset": {
			`{model: "SPA504G", userID: "m<#>", password: "1"}`, `{model: "SPA504G", userID: "m<#>", password: "1", <layerfield>}`, `{model: "SPA504G", userID: "m<#>", password: "1"} & {<layerfield>}`,
			`cisco.#Phone & {model: "SPA504G", userID: "m<#>", password: "1", <layerfield>}`, `_h & {userID: "m<#>", <layerfield>}`, `{_h, userID: "m<#>"}`, `#H & {userID: "m<#>", <layerfield>}`, `_h & {userID: "m<#>"} | {nosuch: 1}`,
			`{model: *"SPA504G" | string, userID: "m\(<#>)", password: secret: "a"}`, `{model: "SPA504G", userID: "m<#>", password: "1", previous: [{userID: "was<#>", password: "1"}]}`,
		},
		"layerfield": {`label: "x"`, `label: <text>`, `params: <params>`, `params: <param>`, `unlisted: Shiny: <number>`, `if <condition> {label: <text>}`, `params: {_p, <param>}`, `params: {<param>} | {nosuch: 1}`, `label?: string`},
		"param": {
			`Station_Name: <text>`, `Station_Name: <text>`, `Display_Name_1_: <text>`, `Screen_Saver_Wait: <number>`, `Screen_Saver_Wait: <number>`, `DND_Setting: <boolean>`, `"Display_Name_2_": <text>`, `Voice_Mail_Number: <text>`, `"Display_Name_\(1)_": <text>`, `station_name: "x"`, `nosuch: 1`, `Time_Zone: "GMT"`,
		},
		"params": {
			`{<param>}`, `{<param>, <param>}`, `{<param>}`, `{<param>, <param>}`, `_p`, `_p & {<param>}`, `{_p, <param>}`, `#P & {<param>}`, `#Q & {<param>}`, `cisco.#Params & {<param>}`, `{cisco.#Params, <param>}`, `lib.params`,
			`close({<param>})`, `{<param>} | {nosuch: 1}`, `*{<param>} | {<param>}`, `{<param>} | {<param>}`, `{if <condition> {<param>}}`, `{for i in [1, 2] {"Display_Name_\(i)_": "x"}}`, `{<param>, ...}`, `{<param>} & {<param>}`, `{[=~"^Display"]: "x", <param>}`, `{Station_Name?: "z", <param>}`,
		},
		"p":     {`_p: Time_Zone: "GMT"`, `_p: {<param>}`, `_p: {<param>, <param>}`, `_p: cisco.#Params & {<param>}`, `_p: {Screen_Saver_Wait: int}`},
		"pp":    {`#P: {Screen_Saver_Wait: int | *60, ...}`, `#P: cisco.#Params & {<param>}`, `#P: {[string]: _}`},
		"hh":    {`#H: {label?: string, model: *"SPA504G" | string, userID: _, password: *"1" | _, params?: {...}, ...}`, `#H: cisco.#Phone & {model: "SPA504G", password: "1", <layerfield>}`},
		"h":     {`_h: {model: "SPA504G", password: "1"}`, `_h: {model: "SPA504G", password: "1", <layerfield>}`},
		"bb":    {`#Base: {...}`, `#Base: {users?: [string]: {...}, ...}`},
		"lines": {`_lines: {}`},
	}
	for n := '1'; n <= '9'; n++ {
		own["label"+string(n)] = []string{"Display_Name_" + string(n) + "_:"}
	}
	maps.Copy(ciscoConstructs, own)

	// without are the ways that name nothing of some words.
	without := func(kind string, words ...string) []string {
		return slices.DeleteFunc(slices.Clone(constructs[kind]), func(way string) bool {
			return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(way, w) })
		})
	}
	ciscoConstructs["field"] = without("field", "contacts", "directory")
	ciscoConstructs["inside"] = append(without("inside", "groups", "contacts", "authorizedNumbers", "directories", "software", "phones: \"<mac>000001\": {label", "inventory"),
		`models: SPA504G: {<layerfield>}`, `models: SPA504G: params: <params>`, `models: SPA504G: <shared>`, `models: [string]: {<layerfield>}`, `models: {SPA504G: params: <param>} | {nosuch: 1}`,
		`default: params: <params>`, `default: {<layerfield>}`, `access: Default_Ring__1__: "ro"`, `access: {Default_Ring__1__: *"ro" | "na"}`, `access: [string]: "ro"`, `keepLocal: ["Ringer_Volume"]`, `domain: "@x.example"`)
}
