# Runs in mmdebstrap's customize hook, after the common one: makes the new system a virtual machine's.
set -eu
root=$1
. "$root/etc/os-release"

echo '/dev/vda1 / ext4 rw,noatime 0 0' >"$root/etc/fstab"
echo localhost >"$root/etc/hostname"
echo '127.0.0.1 localhost' >"$root/etc/hosts"

# QEMU's user network is the same for every machine.
cat >"$root/etc/systemd/network/user.network" <<'END'
[Match]
Type=ether
[Network]
Address=10.0.2.15/24
Gateway=10.0.2.2
LinkLocalAddressing=no
IPv6AcceptRA=no
END

# The driver gives each machine its host name as the serial number of its board.
cat >"$root/etc/systemd/system/board-hostname.service" <<'END'
[Unit]
Description=Host name from the board's serial number
DefaultDependencies=no
Before=sysinit.target
[Service]
Type=oneshot
ExecStart=/bin/sh -c 'hostname "$(cat /sys/class/dmi/id/product_serial)"'
[Install]
WantedBy=sysinit.target
END

# What runs by order of the agent goes on when the agent is upgraded and starts anew.
mkdir -p "$root/etc/systemd/system/qemu-guest-agent.service.d"
printf '[Service]\nKillMode=process\nRestart=always\n' >"$root/etc/systemd/system/qemu-guest-agent.service.d/commands.conf"

# A new kernel runs after the next boot; this is how Debian's own packages say so.
cat >"$root/etc/kernel/postinst.d/reboot-required" <<'END'
#!/bin/sh
echo '*** System restart required ***' >/run/reboot-required
echo "linux-image-$1" >>/run/reboot-required.pkgs
END
chmod +x "$root/etc/kernel/postinst.d/reboot-required"

chroot "$root" systemctl enable systemd-networkd board-hostname
chroot "$root" systemctl disable systemd-networkd-wait-online
# What dpkg writes need not be flushed at each step: QEMU does not pass that on (cache=unsafe).
echo force-unsafe-io >"$root/etc/dpkg/dpkg.cfg.d/unsafe-io"

# Nothing that would patch, or hold apt's lock, on its own.
chroot "$root" systemctl mask apt-daily.timer apt-daily-upgrade.timer
# Nor what a machine without people, swap, encrypted disks or a screen can do without: an emulated one boots in half
# the time without them.
chroot "$root" systemctl set-default multi-user.target
chroot "$root" systemctl mask getty.target getty-static.service serial-getty@ttyS0.service systemd-logind.service \
  dpkg-db-backup.timer e2scrub_all.timer e2scrub_reap.service fstrim.timer systemd-timesyncd.service \
  systemd-pcrphase.service systemd-pcrphase-sysinit.service systemd-pstore.service systemd-binfmt.service \
  modprobe@configfs.service modprobe@dm_mod.service modprobe@drm.service modprobe@efi_pstore.service \
  modprobe@fuse.service modprobe@loop.service kmod-static-nodes.service systemd-network-generator.service \
  dev-hugepages.mount dev-mqueue.mount sys-fs-fuse-connections.mount sys-kernel-config.mount \
  sys-kernel-debug.mount sys-kernel-tracing.mount

# The initial file system has the drivers of QEMU's devices and a program of 14 KiB that loads them. initramfs-tools' takes
# an emulated processor minutes to make after each new kernel, and longer to boot.
mkdir -p "$root/etc/tiny-initramfs"
printf 'AUTO_MODULES=no\nINCLUDE_MODULES=virtio_pci,virtio_blk,crc32c_generic,ext4\n' \
  >"$root/etc/tiny-initramfs/tiny-initramfs.conf"
chroot "$root" update-tirfs

# The boot loader that the driver puts into the disk's first sectors. It boots the kernel to which Debian's links in the
# root folder point, which is the newest one.
cat >"$root/tmp/grub.cfg" <<'END'
set root=(hd0,msdos1)
linux /vmlinuz root=/dev/vda1 ro quiet console=ttyS0 net.ifnames=0
initrd /initrd.img
boot
END
chroot "$root" grub-mkimage -O i386-pc -p /boot/grub -c /tmp/grub.cfg -o /boot/core.img \
  biosdisk part_msdos ext2 linux
cp "$root/usr/lib/grub/i386-pc/boot.img" "$root/boot/boot.img"
rm "$root/tmp/grub.cfg"
chroot "$root" apt-get purge -y --auto-remove grub-pc-bin
chroot "$root" apt-get -s dist-upgrade >/dev/null
