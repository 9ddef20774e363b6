#!/bin/sh
# Environments by the command line of virtualenv, as scripts write it.
. "$(dirname "$0")/../functions.sh"
python=$(find_python)
minor=$(minor_of "$python")
use_built_modules
enter_place

# By a link of that name, as a user has it.
LD_LIBRARY_PATH=$top_builddir/.libs${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}
export LD_LIBRARY_PATH
mkdir "$tmp/bin" "$tmp/base"
ln -s "$top_builddir/core/.libs/pyvenv" "$tmp/bin/virtualenv"
ln -s "$python" "$tmp/base/python3"
PATH=$tmp/bin:$tmp/base:$PATH

# makes ARGUMENT...: status 0, and on stdout the summary.
makes () {
  expect_status 0 virtualenv "$@"
  head -n 1 "$tmp/out" \
    | grep -qE '^created virtual environment [A-Za-z]+3\.[0-9.]+final\.0-(32|64)-[a-z0-9_]+ in [0-9]+ms$' \
    || { cat "$tmp/out"; fail "the summary of: $*"; }
}

# The line of job scripts; the second time it finds an environment.
makes --no-download env
works env
test -x env/bin/pip || fail "no pip"
grep -q 'added seed packages: pip==' "$tmp/out" || fail "the summary has no packages"
echo kept >env/kept
makes --no-download env
works env
test "$(cat env/kept)" = kept || fail "what is there does not stay"
for file in .gitignore CACHEDIR.TAG bin/activate bin/activate.fish bin/activate.csh \
    bin/activate.nu bin/activate.xsh bin/activate_this.py; do
  test -e "env/$file" || fail "no $file"
done
makes env
makes --clear env
test ! -e env/kept || fail "--clear"
expect_status 0 virtualenv --version
grep -qE '^virtualenv 2[0-9]\.' "$tmp/out" || fail "--version"

# As the scripts of others have it, options behind it and all.
makes --without-pip --always-copy --no-site-packages old --distribute --prompt='x y' --activators=bash
test ! -h old/bin/python || fail "--always-copy"
test ! -e old/bin/pip || fail "--without-pip"
test "$(ls old/bin | grep -c activate)" = 1 || fail "--activators"
grep -q "^prompt = 'x y'" old/pyvenv.cfg || fail "--prompt"
makes --no-seed --no-vcs-ignore --system-site-packages --activators '' more
test ! -e more/.gitignore || fail "--no-vcs-ignore"
grep -q '^include-system-site-packages = true' more/pyvenv.cfg || fail "--system-site-packages"
test -z "$(ls more/bin | grep activate)" || fail "an empty --activators"
expect_silence virtualenv -q --no-seed quiet
makes -v --no-seed loud
test -s "$tmp/err" || fail "-v"
makes --no-seed --creator venv --discovery builtin --seeder pip --with-traceback \
  --no-periodic-update --symlink-app-data --wheel 1.0 --no-wheel --app-data "$tmp/cache" ignored
expect_silence virtualenv --upgrade-embed-wheels

# The first interpreter that is found; one that lies elsewhere.
makes --no-seed -p 3.99 -p "$python" -p 3.98 second
refuses 3 "no interpreter fits '3.99'" virtualenv -p 3.98 -p 3.99 third
test ! -e third || fail "third is there"
(
  PATH=$tmp/bin:/usr/bin:/bin
  mkdir "$tmp/only"
  cp "$tmp/base/python3" "$tmp/only/link" 2>/dev/null || :
  ln -s "$python" "$tmp/only/python3.$minor.elsewhere"
  ln -s "$python" "$tmp/only/thepython"
  refuses 3 thepython virtualenv --no-seed -p thepython fourth
  makes --no-seed -p thepython --try-first-with "$tmp/only/thepython" fourth
)

# What --clear deletes is an environment.
mkdir precious
echo text >precious/file
refuses 4 'not an environment' virtualenv --clear --no-seed precious
test -e precious/file || fail "--clear deleted what is no environment"
makes --no-seed precious
test -e precious/file || fail "what was there is gone"

# What argparse refuses.
for line in '' 'a b' '--no-such a' 'a --prompt' '--symlinks --copies a' '-q -v a' \
    '--download --no-download a' '--prompt --clear a' '--python='; do
  refuses 2 "Try 'virtualenv --help'" virtualenv $line
done
test ! -e a || fail "something was made"
refuses 2 'has to be the first' "$pyvenv" --without-pip --as=virtualenv a
refuses 2 "--as takes 'venv' or 'virtualenv'" "$pyvenv" --as=conda a

# --as=venv puts it into any folder, as python -m venv does.
expect_silence "$pyvenv" --as=venv -p "$python" --without-pip precious
expect_silence "$pyvenv" --without-pip -p "$python" --as venv precious
refuses 4 'it exists and is not empty' "$pyvenv" --without-pip -p "$python" precious
