package secret

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"filippo.io/age"
	"filippo.io/age/agessh"
	"filippo.io/age/armor"
	"golang.org/x/crypto/ssh"
)

// keyVariable holds an age identity, or the path of a file with one.
const keyVariable = "PROVC_AGE_KEY"

const ageHeader = "age-encryption.org/"

// isEncrypted reports whether a file says of itself that age has written it.
func isEncrypted(data []byte) bool {
	return bytes.HasPrefix(data, []byte(ageHeader)) || isArmored(data)
}

func isArmored(data []byte) bool {
	return bytes.HasPrefix(unindented(data), []byte(armor.Header))
}

// unindented begins where a text does that somebody has pasted, perhaps behind blanks.
func unindented(data []byte) []byte { return bytes.TrimLeft(data, " \t\r\n") }

// decrypt opens a file of age's, armored or not.
func decrypt(file string, data []byte, ids []age.Identity) ([]byte, error) {
	var src io.Reader = bytes.NewReader(data)
	if isArmored(data) {
		src = armor.NewReader(bytes.NewReader(unindented(data)))
	}
	r, err := age.Decrypt(src, ids...)
	if err == nil {
		data, err = readBounded(r)
	}
	noMatch := (*age.NoIdentityMatchError)(nil)
	switch {
	case errors.As(err, &noMatch):
		return nil, fmt.Errorf("%s is encrypted to other recipients: none of the identities opens it", file)
	case errors.Is(err, errTooLarge):
		return nil, fmt.Errorf("cannot read the secrets file %s: %w", file, err)
	case err != nil:
		return nil, fmt.Errorf("%s is damaged: it begins like an age file, but cannot be decrypted", file)
	}
	return data, nil
}

// identities returns what may open the file: of --identity, else of the
// environment. A malformed key must not be taken for a path and be shown.
func (s *Source) identities() ([]age.Identity, error) {
	if s.Identity != "" {
		data, _, err := readFile(s.Identity)
		if err != nil {
			return nil, fmt.Errorf("cannot read the identity file %s: %w", s.Identity, err)
		}
		return parseIdentities(s.Identity, data)
	}
	key, _ := s.Env(keyVariable)
	switch {
	case strings.TrimSpace(key) == "":
		return nil, fmt.Errorf("%s is encrypted: give the age identity with --identity FILE or %s", s.File, keyVariable)
	case strings.Contains(strings.ToUpper(key), "AGE-SECRET-KEY-"), strings.Contains(key, "-----BEGIN"):
		return parseIdentities(keyVariable, []byte(key))
	}
	data, _, err := readFile(strings.TrimSpace(key))
	if err != nil {
		return nil, fmt.Errorf("%s is neither an age identity nor the path of a file that can be read: %w", keyVariable, err)
	}
	return parseIdentities("the file of "+keyVariable, data)
}

// parseIdentities reads age identities, one a line, or one SSH private key.
func parseIdentities(where string, data []byte) ([]age.Identity, error) {
	if isEncrypted(data) {
		return nil, fmt.Errorf("%s is itself encrypted, which provc does not ask a passphrase for", where)
	}
	if bytes.HasPrefix(bytes.TrimSpace(data), []byte("-----BEGIN")) {
		id, err := agessh.ParseIdentity(bytes.TrimSpace(data))
		if locked := (*ssh.PassphraseMissingError)(nil); errors.As(err, &locked) {
			return nil, fmt.Errorf("%s has a passphrase, which provc does not ask for", where)
		}
		if err != nil {
			return nil, fmt.Errorf("%s holds no SSH private key that age can use", where)
		}
		return []age.Identity{id}, nil
	}
	var lines []string
	for line := range strings.Lines(string(data)) {
		lines = append(lines, strings.TrimSpace(line))
	}
	ids, err := age.ParseIdentities(strings.NewReader(strings.Join(lines, "\n")))
	if err != nil {
		return nil, fmt.Errorf("%s holds no valid age identity (a line that begins with AGE-SECRET-KEY-1)", where)
	}
	return ids, nil
}

// Recipients reads whom a file is encrypted to. Each text is a public key of
// age or SSH, or the path of a file that holds one a line.
func Recipients(texts []string) ([]age.Recipient, error) {
	var list []age.Recipient
	for _, text := range texts {
		if isKey(text) {
			r, err := recipient(text)
			if err != nil {
				return nil, fmt.Errorf("%.40q is not a valid age or SSH public key", text)
			}
			list = append(list, r)
			continue
		}
		if strings.HasPrefix(strings.ToUpper(text), "AGE-SECRET-KEY-") {
			return nil, errors.New("that is a secret key: give its public key, which begins with age1")
		}
		data, _, err := readFile(text)
		if err != nil {
			return nil, fmt.Errorf("cannot read the recipients file %s: %w", text, err)
		}
		n, at := len(list), 0
		for line := range strings.Lines(string(data)) {
			at++
			if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
				continue
			}
			r, err := recipient(line)
			if err != nil {
				return nil, fmt.Errorf("%s:%d: not an age or SSH public key", text, at)
			}
			list = append(list, r)
		}
		if len(list) == n {
			return nil, fmt.Errorf("%s holds no public key", text)
		}
	}
	if len(list) == 0 {
		return nil, errors.New("no recipients: nobody could decrypt the file")
	}
	return list, nil
}

func isKey(text string) bool {
	return strings.HasPrefix(text, "age1") || strings.HasPrefix(text, "ssh-")
}

func recipient(text string) (age.Recipient, error) {
	if strings.HasPrefix(text, "ssh-") {
		return agessh.ParseRecipient(text)
	}
	list, err := age.ParseRecipients(strings.NewReader(text))
	if err != nil {
		return nil, err
	}
	return list[0], nil
}

// Encrypt writes a secrets file, encrypted to all recipients, as text that can
// be committed. It refuses what Open would not read.
func Encrypt(w io.Writer, name string, data []byte, recipients []age.Recipient) error {
	if isEncrypted(data) {
		return fmt.Errorf("%s is encrypted already", name)
	}
	if len(data) > maxSize {
		return fmt.Errorf("cannot encrypt %s: %w", name, errTooLarge)
	}
	if _, err := parse(name, data); err != nil {
		return err
	}
	text := armor.NewWriter(w)
	body, err := age.Encrypt(text, recipients...)
	if err == nil {
		_, err = body.Write(data)
	}
	if err == nil {
		err = body.Close()
	}
	if err == nil {
		err = text.Close()
	}
	if err != nil {
		return fmt.Errorf("cannot encrypt %s: %w", name, err)
	}
	return nil
}
