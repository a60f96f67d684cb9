/**
 * The check of a machine, as the one command document of our own: it waits until nobody installs packages, then tells of
 * the machine. What it prints is read by rules/machine-check.ts. A step for each platform, which the agents of the others
 * skip. On Linux a lock is looked up in /proc/locks, which is there on every one, by the inode of its file.
 */
const LINUX = `busy() {
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

/**
 * The same for PowerShell 5.1. In the place of the package lock stand Windows Update, asked by its own interface, and
 * Windows Installer, by the mutex that it has while it installs; its packages are the build of Windows, the updates and
 * the programs. Sources: Windows Update Agent API, "IUpdateInstaller::get_IsBusy" and "ISystemInformation::get_RebootRequired";
 * Windows Installer, "_MSIExecute Mutex"; Windows Commands, "quser".
 */
const WINDOWS = `$installer = New-Object -ComObject Microsoft.Update.Installer
function Test-Busy {
  $mutex = $null
  $installer.IsBusy -or [Threading.Mutex]::TryOpenExisting('Global\\_MSIExecute', [ref]$mutex)
}
$waited = 0
while (Test-Busy) {
  if ($waited -ge {{ LockSeconds }}) { [Console]::Error.WriteLine('Updates are being installed.'); exit 75 }
  Start-Sleep -Seconds 5
  $waited += 5
}
$software = 'HKLM:\\SOFTWARE'
$windows = Get-ItemProperty "$software\\Microsoft\\Windows NT\\CurrentVersion"
'boot {0:s}' -f (Get-CimInstance Win32_OperatingSystem).LastBootUpTime.ToUniversalTime()
if ((New-Object -ComObject Microsoft.Update.SystemInfo).RebootRequired) { 'reboot' }
'users'
quser 2>$null | Select-Object -Skip 1 | ForEach-Object { $_.Substring(1) }
'packages'
'Windows {0}.{1}' -f $windows.CurrentBuild, $windows.UBR
Get-HotFix | ForEach-Object { '{0} installed' -f $_.HotFixID }
Get-ItemProperty "$software\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\*", "$software\\WOW6432Node\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\*" -ErrorAction SilentlyContinue |
  Where-Object { $_.DisplayName -and $_.DisplayVersion } |
  ForEach-Object { '{0} {1}' -f $_.DisplayName, ($_.DisplayVersion -replace '\\s', '_') }
'end'
exit 0`;

const step = (name: string, action: string, platform: string, script: string) => ({
  name,
  action,
  precondition: { StringEquals: ['platformType', platform] },
  inputs: { runCommand: script.split('\n'), timeoutSeconds: '7200' },
});

/** Source: Systems Manager User Guide, "Command document plugin reference", aws:runShellScript and aws:runPowerShellScript. */
export const machineCheck = {
  schemaVersion: '2.2',
  description: 'Waits until nobody installs packages, and tells of boot, users and packages. Changes nothing.',
  parameters: { LockSeconds: { type: 'String', default: '600', allowedPattern: '^[0-9]{1,5}$' } },
  mainSteps: [
    step('check', 'aws:runShellScript', 'Linux', LINUX),
    step('checkWindows', 'aws:runPowerShellScript', 'Windows', WINDOWS),
  ],
};
