# Process 1 of a container machine: buries orphans, and shuts down in order when the engine says so.
shut_down() {
  kill -TERM -1
  # The kernel kills what is left when this process ends; ten seconds are for what wants to end well.
  for _ in $(seq 100); do
    set -- /proc/[0-9]*
    [ $# -gt 1 ] || break
    sleep 0.1
  done
  exit 0
}
trap shut_down TERM INT
while :; do
  sleep infinity &
  wait $!
done
