/**
 * The check of a machine, as the one command document of our own: it waits until nobody installs packages, then tells of
 * the machine. What it prints is read by rules/machine-check.ts. A lock is looked up in /proc/locks, which is there on
 * every Linux, by the inode of its file. On other platforms it does nothing.
 */
const SCRIPT = `busy() {
  for file in /var/lib/dpkg/lock-frontend /var/lib/dpkg/lock /var/lib/rpm/.rpm.lock; do
    [ -e $file ] && grep -q ":$(stat -c %i $file) " /proc/locks && return 0
  done
  return 1
}
waited=0
while busy; do
  [ $waited -ge {{ LockSeconds }} ] && echo 'The package lock is held.' >&2 && exit 75
  sleep 5
  waited=$((waited + 5))
done
echo "boot $(cat /proc/sys/kernel/random/boot_id)"
[ -e /var/run/reboot-required ] && echo reboot
echo users
who
echo packages
if command -v dpkg-query >/dev/null; then dpkg-query -W; else rpm -qa --qf '%{NAME} %{VERSION}-%{RELEASE}\\n'; fi
echo end`;

/** Source: Systems Manager User Guide, "Command document plugin reference", aws:runShellScript. */
export const machineCheck = {
  schemaVersion: '2.2',
  description: 'Waits until nobody installs packages, and tells of boot, users and packages. Changes nothing.',
  parameters: { LockSeconds: { type: 'String', default: '600', allowedPattern: '^[0-9]{1,5}$' } },
  mainSteps: [
    {
      name: 'check',
      action: 'aws:runShellScript',
      precondition: { StringEquals: ['platformType', 'Linux'] },
      inputs: { runCommand: SCRIPT.split('\n'), timeoutSeconds: '7200' },
    },
  ],
};
