package value

import (
	"math/rand/v2"
	"strings"
	"testing"
)

// A name is looked at closely only if it holds one of a few words: that never hides one that
// tells of a secret.
func TestLooksSecret(t *testing.T) {
	if testing.Short() {
		t.Skip("very many names")
	}
	r := rand.New(rand.NewPCG(1, 2))
	parts := []string{"pass", "Pass", "PASS", "pas", "s", "w", "word", "pwd", "Pw", "d", "secret", "Sec", "ret", "crypt", "wep", "shared", "api", "auth", ".", "key", "Key", "KEY", "K", "ey", "token", "psk", "privat", "PIN", "pin", "Pin", "In", "P", "ass", "x", "1", "_", "credential", "phrase", "code", "\u212A", "\u017F"}
	secrets := 0
	for range 200_000 {
		var name strings.Builder
		for range 1 + r.IntN(5) {
			name.WriteString(parts[r.IntN(len(parts))])
		}
		want := secretName.MatchString(name.String())
		if want {
			secrets++
		}
		if got := LooksSecret(name.String()); got != want {
			t.Fatalf("%q: %v, want %v", &name, got, want)
		}
	}
	if secrets < 10_000 {
		t.Errorf("only %d names told of a secret", secrets)
	}
}

// Which names tell of a secret, where no catalogue says what a value is.
func TestNamesOfSecrets(t *testing.T) {
	for want, names := range map[bool]string{
		true: `password Password admin_passwd userPassword passwords passphrase passcode pwd sipPwd secret Shared_Secret credentials
			private_key privateKey psk wlanPSK token authToken sharedkey shared_key wepKey wep-key wpa.key WPAKey api_key apiKey ApiKey authKey auth.key
			cryptKey cryptokey encryption_key encryptKey pin PIN Pin pass user.pin pin.1 pin_code user-pass pass1 1pass 4pin userPin userPIN userPass userPin2
			Admin.Pass reg.1.auth.pass ſecret`,
		false: `name user label address port spinner Spinner shipping opinion pinned pinyin compass bypass passage passenger passive surpass
			key Idle_Key_List softkey keyboard monkey keys lineKey key.1 keypad ping PINs userPINs userpin userpass userPing userPassage pINs
			wepxxkey sharedxxkey author crypt encryption public hotkey`,
	} {
		for name := range strings.FieldsSeq(names) {
			name = strings.ReplaceAll(name, `\u017F`, "\u017F")
			if LooksSecret(name) != want {
				t.Errorf("%s tells of a secret: %t", name, !want)
			}
		}
	}
}
