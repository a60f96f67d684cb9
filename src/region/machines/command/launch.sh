# Runs a command at most once for its key, waits for it and prints what it came to. It is handed to the machine whole,
# as `sh -c`, with each call: a machine needs nothing of ours on its disk but the results.
#
#   sh -c "$launch" wakepatch KEY SECONDS [NAME=VALUE...] PROGRAM [ARGUMENT...]
#
# The first line of the output is `exited N`, `timed-out`, `lost` or, if it could not begin, `refused`; then comes the
# command's own output. The command does not depend on this process: whoever calls again with the same key waits for it.
set -u
key=$1
seconds=$2
shift 2

export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8
cd /
commands=/var/lib/wakepatch/commands
command=$commands/$key
refuse() { echo refused; exit 1; }
mkdir -p "$commands" || refuse

# The command's own lock is held by its runner and by nothing else: free, and no result, means that the runner is dead.
runner() {
  exec 9>&- # not as a redirection of the call: for those the shell keeps a copy, and with it the lock
  started=$(date +%s)
  # env(1) rather than the shell runs it, so that `echo` is the program and not the shell's own.
  timeout -k 5 "$seconds" sh -c '
    result=$0/result
    env -- "$@"
    echo "exited $?" >"$result.new"
    mv "$result.new" "$result"
  ' "$command" "$@" <>/dev/null >"$command/stdout" 2>"$command/stderr" 8>&-
  if [ ! -e "$command/result" ] && [ $(($(date +%s) - started)) -ge "$seconds" ]; then
    echo timed-out >"$command/result"
  fi
  exec 8>&-
  # A result is kept for as long as Systems Manager keeps a command: 30 days.
  find "$commands" -mindepth 1 -maxdepth 1 -type d -mtime +30 -exec rm -rf {} +
}

exec 9>"$commands/.lock" || refuse
flock 9
if [ ! -d "$command" ]; then
  mkdir "$command" || refuse
  exec 8>"$command/runs"
  flock 8
  runner "$@" </dev/null >/dev/null 2>&1 &
  exec 8>&-
fi
exec 9>&-

flock "$command/runs" true
if [ -e "$command/result" ]; then cat "$command/result" "$command/stdout"; else echo lost; fi
cat "$command/stderr" >&2
