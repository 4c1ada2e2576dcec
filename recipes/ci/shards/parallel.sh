# On one machine, or with --sshlogin on several that share the folder: each builds the
# roots of some packages, which are then copied into an empty folder.
rm -rf parts
mkdir root &&
	seq 4 | parallel provc build ./... -o parts/{} --shard {}/4 --secrets secrets.yaml &&
	cp -a parts/*/. root
