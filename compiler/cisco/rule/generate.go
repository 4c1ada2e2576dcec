package rule

import (
	"fmt"
	"strings"
)

// ExtensionMobility makes the rule of OL-20443-01 for a server, a URL such as
// http://prov.example.com/cisco without a slash at the end: the mobile profile
// with what was typed at the phone, else the host profile with the phone's own
// credentials, else the default profile without any. The user ID is part of
// the path, so that a web server can hold each identity to its own file.
func ExtensionMobility(server string) (*Rule, error) {
	// These would change the rule, or leave it to the phone which server it
	// asks.
	if i := strings.IndexAny(server, "$#|\"[]()<>{}\\ \t\r\n"); i >= 0 {
		return nil, fmt.Errorf("the server URL %q cannot hold %q", server, server[i:i+1])
	}
	if strings.HasSuffix(server, "/") || !strings.HasPrefix(server, "http://") && !strings.HasPrefix(server, "https://") {
		return nil, fmt.Errorf("the server URL %q must begin with http:// or https:// and not end with a slash", server)
	}
	return Parse(`("$EMS" eq "mobile" and "$MUID" ne "" and "$MPWD" ne "") ? [--uid $MUID$PDOM --pwd $MPWD] `+server+`/mobile/$MUID.xml`+
		` | ("$PUID" ne "" and "$PPWD" ne "") ? [--uid $PUID$PDOM --pwd $PPWD] `+server+`/host/$PUID.xml`+
		` | `+server+`/default.xml`, Profile)
}
