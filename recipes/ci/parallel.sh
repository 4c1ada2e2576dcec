# On one machine, or with --sshlogin on several that share the folder.
# Instead of ./... it may be one package, such as ./campus.
rm -rf parts
seq 4 | parallel provc build ./... -o parts/{} --shard {}/4 &&
	provc merge parts/* -o root
