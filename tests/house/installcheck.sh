#!/bin/sh
# "make installcheck": what is installed is complete.  A vendor's plugin and a
# program that embeds the library are built outside the tree with pkg-config,
# from copies, and used.  Installs nothing into the prefix.
. "$(dirname "$0")/../functions.sh"

: "${bindir:?is set by make installcheck}" "${libdir:?}" "${includedir:?}"
: "${plugindir:?}" "${moduledir:?}"
pyvenv=$bindir/pyvenv
python=$(find_python)
PKG_CONFIG_PATH=$libdir/pkgconfig
export PKG_CONFIG_PATH
make='env -u MAKEFLAGS -u MFLAGS -u MAKELEVEL make'
cd "$tmp"

expect_status 0 "$pyvenv" --version
grep -q "^pyvenv $version\$" out || fail "another version: $(cat out)"

# What is there, and nothing that has no business there.
for header in "$top_srcdir"/core/pyvenv.h "$top_srcdir"/plugin-api/*.h; do
  test -e "$includedir/${header##*/}" || fail "${header##*/} is not installed"
done
for file in "$libdir/libpyvenv.so" "$libdir/pkgconfig/pyvenv.pc" \
    "$libdir/pkgconfig/pyvenv-plugin.pc"; do
  test -e "$file" || fail "$file is not installed"
done
for folder in "$plugindir" "$moduledir"; do
  for file in "$folder"/*; do
    case $file in
      *.so | *'/*') ;;
      *) fail "$file is installed" ;;
    esac
  done
done

# The manuals name the folder of settings of this build, in which files are read.
if test -n "${mandir-}"; then
  grep -q "^\.Pa $sysconfdir/pyvenv/pyvenv.ini" "$mandir/man5/pyvenv.ini.5" \
    || fail "pyvenv.ini.5 does not name $sysconfdir"
  test "$sysconfdir" = /etc || ! grep -rl '^\.Pa /etc/pyvenv' "$mandir" \
    || fail "a manual names /etc"
fi

expect_status 0 "$pyvenv" --plugins
for file in "$plugindir"/*.so; do
  test -e "$file" || continue
  name=$(basename "$file" .so)
  grep -q "^ *$name" out || fail "--plugins does not list $name"
  expect_status 0 "$pyvenv" --plugin-info "$name"
  expect_status 0 "$pyvenv" --plugins
done

expect_silence "$pyvenv" --python "$python" --without-pip env
works env
rm -rf env

pkg-config --exists pyvenv-plugin 2>/dev/null || skip "needs: pkg-config"

# The compiler of the build, with its flags: a sanitized library wants them.
flags="${SANITIZER_CFLAGS-} -O2 -Wall -Wextra -Werror -Wno-missing-field-initializers"

# 1. The vendor's plugin.
cp -R "$top_srcdir/examples" "$tmp/examples"
chmod -R u+w "$tmp/examples"
$make -C examples/corp CC="${CC:-cc}" CFLAGS="$flags" >make.log 2>&1 \
  || { cat make.log; fail "examples/corp does not build"; }
$make -C examples/corp install DESTDIR="$tmp/root" >make.log 2>&1 \
  || { cat make.log; fail "examples/corp does not install"; }
test -f "$tmp/root$plugindir/corp.so" || fail "corp.so is in another place"
corp=$tmp/root$plugindir/corp.so

# A wheel as a vendor ships it.
"$python" -I - <<'END'
import base64, hashlib, zipfile
files = {
    "corp_demo/__init__.py": "def main():\n    print('corp demo')\n",
    "corp_demo-1.0.dist-info/METADATA":
        "Metadata-Version: 2.1\nName: corp-demo\nVersion: 1.0\n",
    "corp_demo-1.0.dist-info/WHEEL":
        "Wheel-Version: 1.0\nGenerator: hand\nRoot-Is-Purelib: true\n"
        "Tag: py3-none-any\n",
    "corp_demo-1.0.dist-info/entry_points.txt":
        "[console_scripts]\ncorp-demo = corp_demo:main\n",
}
record = ""
for name, text in files.items():
    digest = base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest())
    record += "%s,sha256=%s,%d\n" % (name, digest.decode().rstrip("="), len(text))
record += "corp_demo-1.0.dist-info/RECORD,,\n"
with zipfile.ZipFile("corp_demo-1.0-py3-none-any.whl", "w") as wheel:
    for name, text in files.items():
        wheel.writestr(name, text)
    wheel.writestr("corp_demo-1.0.dist-info/RECORD", record)
END

url=https://packages.corp.example/simple
expect_status 2 "$pyvenv" --python "$python" --without-pip --plugin="$corp" env
expect_error corp '--index=URL is required'
test ! -e env || fail "something is left"
expect_status 2 "$pyvenv" --python "$python" --without-pip --plugin="$corp" \
  --index=$url --wheel=absent.whl env
expect_error corp absent.whl
expect_silence "$pyvenv" --python "$python" --without-pip --no-progress \
  --plugin="$corp" --index=$url --wheel=corp_demo-1.0-py3-none-any.whl env
printf '[global]\nindex-url = %s\n' $url | diff - env/pip.conf \
  || fail "pip.conf"
test "$(env/bin/corp-demo)" = 'corp demo' || fail "the wheel's script"
works env

# Found by its name where its folder is the plugin folder; policy from a file.
mkdir plugins
cp "$corp" plugins
(
  PYVENV_PLUGIN_DIR=$tmp/plugins
  PYVENV_CONFIG=$tmp/examples/policy/50-site.ini
  export PYVENV_PLUGIN_DIR PYVENV_CONFIG
  expect_silence "$pyvenv" --python "$python" --without-pip site
)
grep -q "index-url = $url" site/pip.conf || fail "the policy's index"
grep -q "^prompt = 'site'" site/pyvenv.cfg || fail "the policy's prompt"

# 2. The program that embeds the library.
$make -C examples/embed CC="${CC:-cc}" CFLAGS="$flags" >make.log 2>&1 \
  || { cat make.log; fail "examples/embed does not build"; }
LD_LIBRARY_PATH=$libdir${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}
export LD_LIBRARY_PATH
PATH=${python%/*}:$PATH
expect_status 0 examples/embed/embed one two
test "$(sort out)" = "$(printf 'made %s/one\nmade %s/two' "$tmp" "$tmp")" \
  || fail "embed: $(cat out)"
works one
works two
expect_status 4 examples/embed/embed one
