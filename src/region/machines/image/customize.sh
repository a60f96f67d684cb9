# Runs in mmdebstrap's customize hook: from here on the new system asks for updates where this machine does.
set -eu
root=$1
rm -f "$root"/etc/apt/sources.list.d/*
printf '%s\n' "$WAKEPATCH_SOURCES" >"$root/etc/apt/sources.list"
printf '%s\n' "$WAKEPATCH_APT_CONFIGURATION" 'Acquire::Languages "none";' 'APT::Install-Recommends "false";' >"$root/etc/apt/apt.conf.d/90mirror"
# Newer releases of Debian name their keyring in each source; without that, apt trusts what lies here.
for keyring in "$root"/usr/share/keyrings/debian-archive-keyring.*; do
  [ ! -e "$keyring" ] || cp "$keyring" "$root/etc/apt/trusted.gpg.d/"
done
rm -f "$root"/var/cache/apt/archives/*.deb
# A machine that was in use has the lists. The simulation fills apt's cache, and tells how many updates are pending.
chroot "$root" apt-get update
chroot "$root" apt-get -s dist-upgrade
