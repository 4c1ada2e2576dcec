package main

import (
	"bufio"
	"fmt"
)

// jsonnet writes the files of the users and handsets that the literal form
// describes, byte for byte, with no checks: for jsonnet -S -m.
func jsonnet(w *bufio.Writer, site, users, phones int) {
	w.WriteString(jsonnetHead)
	for i := range phones {
		room, group := place(i)
		fmt.Fprintf(w, "  'phone-%[1]s.cfg': phone('%[2]s', '%[3]s'),\n  '%[1]s.cfg': master('phone-%[1]s.cfg, group-g%[4]d.cfg, site.cfg'),\n",
			mac(site, i), number(i), room, group)
	}
	for i := range users {
		fmt.Fprintf(w, "  'people/%s.cfg': user('x', '%s', '%s'),\n", userID(site, i), number(i), name(i))
	}
	fmt.Fprint(w, "}\n")
}

const jsonnetHead = `local user(password, number, name) = |||
  <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
  <handsetConfig
      xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
      xsi:noNamespaceSchemaLocation="handsetConfig.xsd">
    <prov>
      <prov.login
          prov.login.localPassword="%s"/>
    </prov>
    <ptt>
      <ptt.channel
          ptt.channel.24.label="Priority"
          ptt.channel.24.subscribed="1"/>
    </ptt>
    <reg
        reg.2.address="%s"
        reg.2.displayName="%s"
        reg.2.label="%s"
        reg.2.server.1.address="sip.fleet.example"
        reg.2.server.1.port="5061"
        reg.2.server.1.transport="TLS"/>
    <up>
      <up.backlight
          up.backlight.onIntensity="2"/>
    </up>
  </handsetConfig>
||| % [password, number, name, name];
local phone(number, room) = |||
  <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
  <handsetConfig
      xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
      xsi:noNamespaceSchemaLocation="handsetConfig.xsd">
    <ptt
        ptt.displayName="%s"/>
    <reg
        reg.1.address="%s"
        reg.1.displayName="%s"
        reg.1.label="%s"
        reg.1.server.1.address="sip.fleet.example"
        reg.1.server.1.port="5061"
        reg.1.server.1.transport="TLS"/>
    <tcpIpApp>
      <tcpIpApp.sntp
          tcpIpApp.sntp.address="ntp.fleet.example"
          tcpIpApp.sntp.gmtOffset="3600"/>
    </tcpIpApp>
    <up>
      <up.backlight
          up.backlight.onIntensity="2"/>
    </up>
  </handsetConfig>
||| % [room, number, room, room];
local master(files) = |||
  <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
  <MASTER_CONFIG>
    <SOFTWARE
        APP_FILE_PATH="sip.ld"/>
    <CONFIGURATION
        CONFIG_FILES="%s"/>
    <DIRECTORIES
        USER_PROFILES_DIRECTORY="people"/>
  </MASTER_CONFIG>
||| % files;
{
`
