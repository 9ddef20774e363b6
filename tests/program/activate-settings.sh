#!/bin/sh
# The section [activate] of INI files: what it asks for is in the activation scripts,
# lasts over --upgrade, and can be locked and shown.
. "$(dirname "$0")/../functions.sh"

use_test_plugins
python=$(find_python)
enter_place
cat >site.ini <<'END'
[activate]
CORP_INDEX = "https://user:secret@wheels.invalid/simple ; x"
LD_LIBRARY_PATH += /opt/corp/lib
EDITOR ?= vi
add-path = tools
add-path = /opt/corp/bin
END
make () { expect_silence "$pyvenv" --python "$python" --without-pip "$@" env; }

# told ENV: what a shell sees inside and afterwards.
told () {
  PATH=/usr/bin:/bin sh -euc '
    LD_LIBRARY_PATH=/old EDITOR=ed
    . "$1/bin/activate"
    echo "$CORP_INDEX|$LD_LIBRARY_PATH|$EDITOR|$PATH"
    deactivate
    echo "${CORP_INDEX-none}|$LD_LIBRARY_PATH|$EDITOR|$PATH"' sh "$PWD/$1"
}
wanted="https://user:secret@wheels.invalid/simple ; x|/opt/corp/lib:/old|ed|$PWD/env/bin:/opt/corp/bin:$PWD/env/tools:/usr/bin:/bin
none|/old|ed|/usr/bin:/bin"

make --config=site.ini
test "$(told env)" = "$wanted" || { told env; fail "the variables of a file"; }

# --upgrade keeps them, and the settings of now are stronger.
cp env/bin/activate before
make --upgrade
test "$(told env)" = "$wanted" || { told env; fail "--upgrade loses variables"; }
cmp -s before env/bin/activate || fail "--upgrade writes another script"
make --upgrade --config=site.ini
test "$(told env)" = "$wanted" || { told env; fail "--upgrade adds what is there"; }
printf '[activate]\nCORP_INDEX = new\n' >new.ini
make --upgrade --config=new.ini
told env | head -n 1 | grep -q '^new|/opt/corp/lib:/old|' || { told env; fail "a new value"; }

# An environment without any has no trace of them.
rm -rf env
make
! grep -rq -e '__VENV_VARIABLES__' -e CORP_INDEX env || fail "a trace"
! grep -q '^activate' env/pyvenv.cfg || fail "a key in pyvenv.cfg"
make --upgrade

# Another file changes and takes back.
cat >more.ini <<'END'
[activate]
CORP_INDEX = other
unset = EDITOR, add-path
END
rm -rf env
make --config=site.ini --config=more.ini
PATH=/usr/bin:/bin sh -euc '. "$1/bin/activate"; echo "$CORP_INDEX|${EDITOR-none}|$PATH"' sh "$PWD/env" >told
test "$(cat told)" = "other|none|$PWD/env/bin:/usr/bin:/bin" || { cat told; fail "a later file"; }

# Shown, without the password.
expect_status 0 "$pyvenv" --show-config --config=site.ini
for line in '[activate]' 'CORP_INDEX = "https://****@wheels.invalid/simple ; x"' \
  'LD_LIBRARY_PATH += /opt/corp/lib' 'EDITOR ?= vi' 'add-path = tools'; do
  grep -qxF -e "$line" "$tmp/out" || { cat "$tmp/out"; fail "--show-config lacks $line"; }
done

# refused TEXT LINE: such a line in a file is refused.
refused () {
  printf '[activate]\n%s\n' "$2" >bad.ini
  refuses 2 "$1" "$pyvenv" --python "$python" --without-pip --config=bad.ini bad
  expect_error "bad.ini:2"
  test ! -e bad || fail "something was made"
}
refused "(add-path adds a folder to it)" 'PATH = /x'
refused "cannot set 'VIRTUAL_ENV'" 'VIRTUAL_ENV = /x'
refused "not the name of a variable" '1A = x'
refused "not the name of a variable" 'A-B = x'
refused "colons separate" 'add-path = /a:/b'
refused "takes =, +=" 'A -= x'
printf '[pyvenv]\nprompt ?= x\n' >bad.ini
refuses 2 "bad.ini:2: 'prompt' takes no ?=" "$pyvenv" --without-pip --config=bad.ini bad

# Plugins set them, too, until the scripts are written.
rm -rf env
expect_silence "$pyvenv" --python "$python" --without-pip --plugin=setter env
PATH=/usr/bin:/bin sh -euc '. "$1/bin/activate"; echo "$OF_CHECK|$OF_HOOK|$PATH"' sh "$PWD/env" >told
test "$(cat told)" = "two:one|three|$PWD/env/bin:$PWD/env/more:/usr/bin:/bin" \
  || { cat told; fail "the variables of a plugin"; }
