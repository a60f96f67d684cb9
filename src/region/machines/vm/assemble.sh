# Makes a file system image of a root file system in a tar archive: sh assemble.sh TAR FOLDER DISK OFFSET KIBIBYTES
# As root, or under fakeroot, so that the files keep their owners.
set -eu
tar=$1 root=$2 disk=$3 offset=$4 size=$5
mkdir "$root"
tar -xf "$tar" -C "$root" --numeric-owner
# Each machine makes an identity of its own when it first boots. An empty file, unlike none, is not a "first boot" with
# all that systemd does then.
: >"$root/etc/machine-id"
rm -f "$root/etc/resolv.conf"
echo nameserver 10.0.2.3 >"$root/etc/resolv.conf"
mke2fs -q -F -t ext4 -d "$root" -E "offset=$offset" "$disk" "${size}k"
