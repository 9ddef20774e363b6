# newest.sh: a server with wheels of which pip 99.0 and setuptools 70.0 are the
# newest that fit, for tests of what setuptools-pip takes; sourced after
# functions.sh.
. "$top_srcdir/tests/index/servers.sh"

python=$(find_python)
minor=$(minor_of "$python")
cd "$tmp"
start_server web
make_wheels web/files 'pip 98.0' 'pip 99.0' 'pip 99.1rc1' 'pip 99.2' 'pip 99.3' \
  'pip 99.4 py2' 'pip 98.1 py3' 'setuptools 70.0' 'setuptools 69.5' 'wheel 0.43'
cat >web/facts.json <<'END'
{"pip-99.2-py3-none-any.whl": {"requires-python": ">=3.99"},
 "pip-99.3-py3-none-any.whl": {"yanked": true},
 "pip-98.1-py3-none-any.whl": {"requires-python": "junk", "yanked": ""}}
END
: >web/files/pip-99.9.tar.gz
mkdir older
make_wheels older 'wheel 0.42'

export PIP_TIMEOUT=2 PIP_RETRIES=0 PIP_CONFIG_FILE=/dev/null

make_env () {
  rm -rf env
  "$pyvenv" --python "$python" --plugin=setuptools-pip --no-progress "$@" env
}

# has PROJECT VERSION
has () {
  found=$(env/bin/python -I -c "import $1; print($1.version)") || found=none
  test "$found" = "$2" || { cat err 2>/dev/null; fail "$1 is $found, not $2"; }
  ! ls -d env/.pyvenv-*-* 2>/dev/null || fail "wheels are left in the environment"
}

# takes OPTION...: an environment with the newest versions.
takes () {
  expect_status 0 make_env "$@"
  has pip 99.0
  has setuptools 70.0
}

forget () { rm -rf "$HOME/.cache/pyvenv/index" "$HOME/.cache/pyvenv/downloads"; }

# fails STATUS TEXT OPTION...: nothing is left, no partial file in the cache.
fails () {
  forget
  refuses "$1" "$2" make_env_with "$@"
  test ! -e env || fail "an environment is left"
  left=$(find "$HOME/.cache" -path '*downloads*' -type f ! -name CACHEDIR.TAG \
    2>/dev/null || :)
  test -z "$left" || fail "left in the cache: $left"
}
make_env_with () { shift 2; make_env "$@"; }
