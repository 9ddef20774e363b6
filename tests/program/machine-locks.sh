#!/bin/sh
# Where the settings that were installed lock something, variables name no other
# folders of settings, plugins and modules.
. "$(dirname "$0")/../functions.sh"
. "$top_srcdir/tests/tree/own-mounts.sh"

etc=$(sed -n 's/^sysconfdir = //p' "$top_builddir/Makefile")
test -d "$etc" || skip "needs a folder for settings, not $etc"
clean_up () { umount "$etc" "$tmp/layers" 2>/dev/null || :; remove_tmp; }
mkdir "$tmp/layers" "$tmp/machine"
mount -t tmpfs none "$tmp/layers" 2>/dev/null || skip "needs the right to mount"
mkdir "$tmp/layers/upper" "$tmp/layers/work"
mount -t overlay -o "lowerdir=$etc,upperdir=$tmp/layers/upper,workdir=$tmp/layers/work" \
  none "$etc" 2>/dev/null || skip "needs overlayfs"
rm -rf "$etc/pyvenv"
mkdir "$etc/pyvenv"
use_test_plugins
enter_place
PYVENV_SYSTEM_CONFIG=$tmp/machine
export PYVENV_SYSTEM_CONFIG
printf '[pyvenv]\nprompt = of the variable\n' >"$tmp/machine/pyvenv.ini"

# config: what --show-config says.
config () {
  expect_status 0 "$pyvenv" --show-config
  cat "$tmp/out"
}

# Nothing is locked: the variables count.
printf '[pyvenv]\nprompt = installed\n' >"$etc/pyvenv/pyvenv.ini"
config | grep -q 'prompt = of the variable' || { config; fail "the folder of the variable"; }
expect_status 0 "$pyvenv" --plugin-info outer
PYVENV_PLUGIN_DIR=relative refuses 2 "PYVENV_PLUGIN_DIR is 'relative'" "$pyvenv" --plugin=outer env

# Something is: they do not.
printf '[pyvenv]\nprompt = installed\nlock = prompt\n' >"$etc/pyvenv/pyvenv.ini"
config | grep -q 'prompt = installed' || { config; fail "the installed folder"; }
! config | grep 'of the variable' || fail "the folder of the variable, and there is a lock"
refuses 2 "$etc/pyvenv/pyvenv.ini:3" \
  "$pyvenv" --without-pip --prompt=mine env
expect_status 7 "$pyvenv" --plugin-info outer
! grep "$PYVENV_PLUGIN_DIR" "$tmp/err" || fail "plugins are looked for where the variable says"
test -z "$(ls -A .)" || fail "something was made"
