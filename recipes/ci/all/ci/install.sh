# Installs provc: install.sh FOLDER. PROVC_URL names the archive of a release, and
# PROVC_SHA256 its sum, if it is set.
set -eu
bin=$1
mkdir -p "$bin"
curl -fsSL "${PROVC_URL:?set PROVC_URL to where the archive of a release of provc lies}" -o "$bin/provc.tar.gz"
[ -z "${PROVC_SHA256:-}" ] || echo "$PROVC_SHA256  $bin/provc.tar.gz" | sha256sum -c -
tar -C "$bin" -xzf "$bin/provc.tar.gz" provc
rm "$bin/provc.tar.gz"
"$bin/provc" --version
