package secret

import (
	"bytes"
	"crypto/ed25519"
	"encoding/pem"
	"os"
	"strings"
	"testing"

	"filippo.io/age"
	"golang.org/x/crypto/ssh"
)

// encrypted makes a secrets file for recipients, by the texts a team shares.
func encrypted(t *testing.T, recipients ...string) []byte {
	t.Helper()
	list, err := Recipients(recipients)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := Encrypt(&b, "secrets.yaml", []byte("brian: hunter2\n"), list); err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(b.String(), "-----BEGIN AGE") || strings.Contains(b.String(), "brian") {
		t.Fatalf("%s", b.String())
	}
	return b.Bytes()
}

func TestEncryptedFile(t *testing.T) {
	anna, _ := age.GenerateX25519Identity()
	brian, _ := age.GenerateX25519Identity()
	carla, _ := age.GenerateHybridIdentity()
	stranger, _ := age.GenerateX25519Identity()
	public, key, _ := ed25519.GenerateKey(nil)
	block, err := ssh.MarshalPrivateKey(key, "")
	if err != nil {
		t.Fatal(err)
	}
	locked, err := ssh.MarshalPrivateKeyWithPassphrase(key, "", []byte(hunter2))
	if err != nil {
		t.Fatal(err)
	}
	sshPublic, _ := ssh.NewPublicKey(public)

	team := write(t, "recipients", "# the team\n"+brian.Recipient().String()+"\n\n"+string(ssh.MarshalAuthorizedKey(sshPublic)))
	armored := write(t, "secrets.age", string(encrypted(t, anna.Recipient().String(), team)))
	hybrid := write(t, "secrets.age", string(encrypted(t, carla.Recipient().String())))
	var bin bytes.Buffer
	w, _ := age.Encrypt(&bin, anna.Recipient())
	w.Write([]byte("brian: hunter2\n"))
	w.Close()
	binary := write(t, "secrets.age", bin.String())
	if err := os.Chmod(armored, 0o644); err != nil { // an encrypted file may be read by all
		t.Fatal(err)
	}

	annaFile := write(t, "key", "# created: today\r\n# public key: x\r\n"+anna.String()+"\r\n")
	sshFile := write(t, "id_ed25519", string(pem.EncodeToMemory(block)))
	lockedFile := write(t, "id_ed25519", string(pem.EncodeToMemory(locked)))
	for name, s := range map[string]Source{
		"identity":     {File: armored, Identity: annaFile},
		"variable":     {File: armored, Env: env(keyVariable, brian.String()+"\n")},
		"variable's":   {File: armored, Env: env(keyVariable, annaFile)},
		"binary":       {File: binary, Identity: annaFile},
		"hybrid":       {File: hybrid, Env: env(keyVariable, carla.String())},
		"ssh":          {File: armored, Identity: sshFile},
		"ssh variable": {File: armored, Env: env(keyVariable, string(pem.EncodeToMemory(block)))},
		"two keys":     {File: armored, Env: env(keyVariable, stranger.String()+"\n"+anna.String())},
		"flag first":   {File: armored, Identity: annaFile, Env: env(keyVariable, stranger.String())},
	} {
		values, found := resolve(t, s, "brian")
		if got, _ := values.Get("brian"); got != hunter2 || len(found) > 0 {
			t.Errorf("%s: %q %v", name, got, found)
		}
	}

	secretPart := stranger.String()[16:40]
	for name, tt := range map[string]struct {
		source Source
		want   string
	}{
		"no identity":      {Source{File: armored}, "is encrypted: give the age identity with --identity FILE or PROVC_AGE_KEY"},
		"another identity": {Source{File: armored, Env: env(keyVariable, stranger.String())}, "encrypted to other recipients"},
		"no such file":     {Source{File: armored, Identity: "/no/such/file"}, "cannot read the identity file /no/such/file: no such file"},
		"not a key":        {Source{File: armored, Identity: team}, "holds no valid age identity"},
		"broken key":       {Source{File: armored, Env: env(keyVariable, stranger.String()[:50])}, "PROVC_AGE_KEY holds no valid age identity"},
		"lower case":       {Source{File: armored, Env: env(keyVariable, strings.ToLower(stranger.String()[:60]))}, "PROVC_AGE_KEY holds no valid age identity"},
		"half a key":       {Source{File: armored, Env: env(keyVariable, stranger.String()[16:])}, "PROVC_AGE_KEY is neither an age identity nor the path of a file that can be read: no such file"},
		"passphrase":       {Source{File: armored, Identity: lockedFile}, "has a passphrase"},
		"encrypted key":    {Source{File: armored, Identity: armored}, "is itself encrypted"},
		"broken ssh":       {Source{File: armored, Env: env(keyVariable, "-----BEGIN OPENSSH PRIVATE KEY-----\n"+secretPart)}, "no SSH private key"},
	} {
		_, _, err := Open(tt.source)
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: error %v, want %q", name, err, tt.want)
		}
		if err != nil && (strings.Contains(strings.ToUpper(err.Error()), secretPart) || strings.Contains(err.Error(), hunter2) || strings.Contains(err.Error(), "\n")) {
			t.Errorf("%s: error tells too much: %v", name, err)
		}
	}

	// Damage anywhere is noticed.
	data := encrypted(t, anna.Recipient().String())
	at := bytes.LastIndexByte(bytes.TrimSpace(data[:len(data)-len("-----END AGE ENCRYPTED FILE-----\n")]), '\n') + 3
	data[at] ^= 1
	if _, _, err := Open(Source{File: write(t, "secrets.age", string(data)), Identity: annaFile}); err == nil || !strings.Contains(err.Error(), "is damaged") {
		t.Errorf("error %v", err)
	}
}

func TestEncryptRefuses(t *testing.T) {
	id, _ := age.GenerateX25519Identity()
	list, err := Recipients([]string{id.Recipient().String()})
	if err != nil {
		t.Fatal(err)
	}
	for data, want := range map[string]string{
		"- hunter2\n": "not a YAML mapping",
		string(encrypted(t, id.Recipient().String())): "is encrypted already",
		strings.Repeat("#", maxSize+1):                "larger than",
	} {
		var b bytes.Buffer
		err := Encrypt(&b, "secrets.yaml", []byte(data), list)
		if err == nil || !strings.Contains(err.Error(), want) || b.Len() > 0 || strings.Contains(err.Error(), hunter2) {
			t.Errorf("error %v, want %q", err, want)
		}
	}
	for _, tt := range []struct{ text, want string }{
		{"age1nonsense", `"age1nonsense" is not a valid age or SSH public key`},
		{"ssh-rsa nonsense", "not a valid age or SSH public key"},
		{"/no/such/file", "cannot read the recipients file /no/such/file: no such file"},
		{write(t, "empty", "# nobody\n"), "holds no public key"},
		{write(t, "keys", id.Recipient().String()+"\n"+id.String()+"\n"), ":2: not an age or SSH public key"},
		{id.String(), "that is a secret key"},
	} {
		_, err := Recipients([]string{tt.text})
		if err == nil || !strings.Contains(err.Error(), tt.want) || strings.Contains(err.Error(), id.String()[16:]) {
			t.Errorf("error %v, want %q", err, tt.want)
		}
	}
	if _, err := Recipients(nil); err == nil {
		t.Error("encrypted to nobody")
	}
}
