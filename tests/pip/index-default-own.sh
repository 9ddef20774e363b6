#!/bin/sh
# An interpreter whose pip can change and go: the index that it names changes with
# it.
. "$(dirname "$0")/../functions.sh"
. "$top_srcdir/tests/pip/default.sh"

# The standard library of another interpreter without what brings pip.
for python in $(find_pythons | tac) none; do
  test "$python" != none || skip 'needs: an interpreter without a folder of wheels'
  folder=$("$python" -I -c 'import sysconfig
print(sysconfig.get_config_var("WHEEL_PKG_DIR") or "")')
  test -n "$folder" || break
done
library=$("$python" -I -c 'import os; print(os.path.dirname(os.__file__))')
own=$tmp/own/lib/${library##*/}
mkdir -p "$tmp/own/bin" "$own/site-packages"
cp "$(readlink -f "$python")" "$tmp/own/bin/${python##*/}"
ln -s "$library"/* "$own" 2>/dev/null || :
rm "$own/ensurepip"
python=$tmp/own/bin/${python##*/}
case $("$python" -I -c 'import sys; print(sys.prefix)') in
  "$tmp/own") ;;
  *) skip "needs: an interpreter that can be moved" ;;
esac

for wheel in place/site/files/*; do
  name=${wheel##*/}
  page=place/site/simple/${name%%-*}
  mkdir -p "$page"
  echo "<a href='/files/$name#sha256=$(sha256sum <"$wheel" | cut -d ' ' -f 1)'>x</a>" \
    >"$page/index.html"
done

# Nobody knows an index: as one that cannot be reached.
expect_status 0 make_env --find-links="$tmp/web/files"
expect_error 'no index is known' 'find-links: pip 99.0, setuptools 70.0'
refuses 5 'no index is known' make_env
refuses 5 'no index is known' make_env --source=index --find-links="$tmp/web/files"

# asks HOST: the index at HOST, and no other.
asks () {
  rm -rf "$HOME/.cache/pyvenv/downloads"
  expect_status 0 make_env --source=index
  test "$(sed -n 's/^GET https:..\([^/]*\).*/\1/p' place/log | sort -u)" = "$1" \
    || { cat place/log; fail "$1 is not asked"; }
}

# In the pip that is installed, and in a wheel: what changes in place is seen.
mkdir -p "$own/site-packages/pip/_internal/models"
for host in one.invalid two.invalid; do
  echo "PyPI = PackageIndex('https://$host/', file_storage_domain='x')" \
    >"$own/site-packages/pip/_internal/models/index.py"
  asks $host
done
mkdir -p "$own/ensurepip/_bundled"
: >"$own/ensurepip/_bundled/pip-97.0-py3-none-any.whl"
for host in six.invalid ten.invalid; do
  "$python" -I -c 'import sys, zipfile
with open(sys.argv[1], "r+b") as file, zipfile.ZipFile(file, "w") as wheel:
    wheel.writestr("pip/_internal/models/index.py",
                   "PyPI = PackageIndex(\"https://%s/\")\n" % sys.argv[2])' \
    "$own/ensurepip/_bundled/pip-97.0-py3-none-any.whl" $host
  asks $host
done
rm "$own/ensurepip/_bundled/pip-97.0-py3-none-any.whl"
asks two.invalid
