package facts_test

import "provc/compiler/spectralink/deploytest"

// Checks of texts in a language of their own, of times and of URLs.
var textChecks = []deploytest.Case{
	{Check: "time-of-day", Bad: `params: prov: polling: time: "24:00"`, Good: `params: prov: polling: time: "23:59"`,
		Says: `1 "24:00": error time-of-day: prov.polling.time must be a time of day from 00:00 to 23:59, in four digits: found "24:00"`, Plain: deploytest.Same},
	{Check: "time-of-day", Bad: `params: prov: polling: time: "3:00"`, Good: `params: prov: polling: time: "03:00"`,
		Says: `1 "3:00": error time-of-day: prov.polling.time must be a time of day from 00:00 to 23:59, in four digits: found "3:00"`, Plain: deploytest.Same},
	{Check: "time-of-day", Bad: `params: prov: polling: time: ""`, Good: `params: prov: polling: timeRandomEnd: ""`,
		Says: `1 "": error time-of-day: prov.polling.time must be a time of day from 00:00 to 23:59, in four digits: found ""`, Plain: deploytest.Same},
	{Check: "time-of-day", Bad: `groups: g: params: prov: polling: timeRandomEnd: "05:60"`, Good: `groups: g: params: prov: polling: timeRandomEnd: "05:59"`,
		Says: `1 "05:60": error time-of-day: prov.polling.timeRandomEnd must be a time of day from 00:00 to 23:59, in four digits, or empty: found "05:60"`, Plain: deploytest.Same},
	{Check: "time-of-day", Bad: `params: license: polling: time: "2 am"`, Good: `params: {license: polling: time: "02:00", log: sched: "1": startTime: "300"}`,
		Says: `1 "2 am": error time-of-day: license.polling.time must be a time of day from 00:00 to 23:59, in four digits, or empty: found "2 am"`, Plain: deploytest.Same},

	{Check: "digitmap-syntax", Bad: `params: dialplan: digitmap: "[3-5]xx(|0T"`, Good: `params: dialplan: digitmap: "[3-5]xx|0T"`,
		Says: `1 (|0T": error digitmap-syntax: dialplan.digitmap must be a digit map such as [2-9]xxx|0T, of at most 2560 characters: "(" has no counterpart, at character 8`, Plain: deploytest.Same},
	{Check: "digitmap-syntax", Bad: deploytest.Login + `users: a: {password: secret: "a", params: dialplan: "2": digitmap: #"*0[68|*1"#}`, Good: deploytest.Login + `users: a: {password: secret: "a", params: dialplan: "2": digitmap: #"*0[68]|*1"#}`,
		Says: `3 [68|*1"#: error digitmap-syntax: dialplan.2.digitmap must be a digit map such as [2-9]xxx|0T, of at most 2560 characters: nothing closes the "[", at character 3; keys stand in brackets: [2-9]`, Plain: deploytest.Same},
	{Check: "digitmap-syntax", Bad: `params: dialplan: digitmap: "6\u0078q"`, Good: `params: dialplan: digitmap: "6\u0078"`, // where an escape stands, nothing says where the character does
		Says: `1 "6\u0078q": error digitmap-syntax: dialplan.digitmap must be a digit map such as [2-9]xxx|0T, of at most 2560 characters: "q" is no character of a digit map, at character 3`, Plain: deploytest.Same},
	{Check: "digitmap-syntax", Bad: `params: dialplan: digitmap: "R8R700xxx|0T"`, Good: `params: dialplan: digitmap: "R8R700Rxxx|0T"`,
		Says: `1 R8R700xxx|0T": warning digitmap-syntax: dialplan.digitmap: R comes in threes, as in R9R604R, and this pattern has 2, so it matches nothing: at character 1`, Plain: deploytest.Accepted},
	{Check: "digitmap-syntax", Bad: `params: dialplan: digitmap: 911`, Good: `params: dialplan: digitmap: ""`,
		Says: `1 911: error digitmap-syntax: dialplan.digitmap must be a digit map such as [2-9]xxx|0T, of at most 2560 characters: found 911; write "911", in quotes`, Plain: deploytest.Same},

	{Check: "secret-in-query", Bad: `params: mb: main: home: "http://menu.example/start?site=3&token=k27b"`, Good: `params: mb: main: home: "http://menu.example/start?site=3&token=[PHONE_MAC_ADDRESS]"`,
		Says: `1 token=k27b": warning secret-in-query: mb.main.home gives token a value in the query of a URL, which servers log and everybody can read here: at character 34; let the server ask for a user and a password instead`, Plain: deploytest.Accepted},
	{Check: "secret-in-query", Bad: `directories: logs: "https://logs.example/put?pin=4711"`, Good: `directories: logs: "https://logs.example/put?pins=4711"`,
		Says: `1 pin=4711": warning secret-in-query: directories.logs gives pin a value in the query of a URL, which servers log and everybody can read here: at character 26; let the server ask for a user and a password instead`, Plain: deploytest.Accepted},
	{Check: "secret-in-query", Bad: `misc: ["a.cfg", "https://soft.example/b?KEY=1"]`, Good: `misc: ["a.cfg", "https://soft.example/b?KEY="]`,
		Says: `1 KEY=1"]: warning secret-in-query: misc[1] gives key a value in the query of a URL, which servers log and everybody can read here: at character 24; let the server ask for a user and a password instead`, Plain: deploytest.Accepted},
	{Check: "secret-in-query", Bad: `unlisted: "up.page": "https://page.example/?pwd=x"`, Good: `params: mb: main: home: "https://page.example/?pwds=x"`,
		Says: `1 pwd=x": warning secret-in-query: up.page gives pwd a value in the query of a URL, which servers log and everybody can read here: at character 23; let the server ask for a user and a password instead`, Plain: deploytest.Accepted},
}
