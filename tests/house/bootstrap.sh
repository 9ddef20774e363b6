#!/bin/sh
# ./bootstrap on systems that are played: what is installed, what a release has
# and who may install are files and variables of this test.
. "$(dirname "$0")/../functions.sh"

mkdir -p "$tmp/tree/tests/activation" "$tmp/tools"
cp "$top_srcdir/bootstrap" "$tmp/tree/"
cat >"$tmp/tree/packages" <<'END'
# kind  Debian  Fedora
build   cc      fcc
build   old|new fnew
run     python  fpython
test    gone    -
END
printf '#!/bin/sh\n# package: shell fshell\n' >"$tmp/tree/tests/activation/shell.sh"

# tool NAME < SCRIPT: a program of the played system.
tool () {
  { echo '#!/bin/sh'; cat; } >"$tmp/tools/$1"
  chmod +x "$tmp/tools/$1"
}

for name in awk cat date dirname getconf grep mktemp rm sed tail tr; do
  ln -s "$(command -v $name)" "$tmp/tools/$name"
done
for name in autoreconf make; do
  echo "echo $name >>'$tmp/ran'" | tool $name
done
printf '#!/bin/sh\necho configure "$@" >>"%s"\n' "$tmp/ran" >"$tmp/tree/configure"
chmod +x "$tmp/tree/configure"
echo 'echo ${PLAYED_UID:-0}' | tool id

play_debian () {
  tool dpkg-query <<END
for package; do :; done
grep -qx "\$package" '$tmp/installed' && echo 'install ok installed'
END
  tool apt-cache <<END
grep -qx "\$2" '$tmp/release' && echo '  Candidate: 1'
END
  tool apt-get <<END
echo apt-get "\$@" >>'$tmp/ran'
case \$1 in
  update)
    test ! -e '$tmp/mirror' || cat '$tmp/mirror' >>'$tmp/release' ;;
  install)
    for package; do
      case \$package in
        install | -* | *=*) continue ;;
      esac
      grep -qx "\$package" '$tmp/release' || exit 100
      test "\$package" != "\${PLAYED_BROKEN-}" || exit 100
    done
    for package; do
      echo "\$package" >>'$tmp/installed'
    done ;;
esac
END
}

play_fedora () {
  rm "$tmp/tools/dpkg-query" "$tmp/tools/apt-get" "$tmp/tools/apt-cache"
  tool rpm <<END
grep -qx "\$3" '$tmp/installed'
END
  tool dnf <<END
grep -x "\$3" '$tmp/release'
END
}

# system INSTALLED RELEASE: the names of packages.
system () {
  : >"$tmp/ran"
  printf '%s\n' $1 >"$tmp/installed"
  printf '%s\n' $2 >"$tmp/release"
}

bootstrap () {
  (PATH=$tmp/tools; export PATH; exec /bin/sh "$tmp/tree/bootstrap" "$@")
}

# built ARGUMENTS: configure was run with these, and then make.
built () {
  grep -qx "configure${1:+ $1}" "$tmp/ran" || fail "configure was not run with '$1'"
  test "$(tail -n 1 "$tmp/ran")" = make || fail "make was not run"
}

not_built () {
  ! grep -qx make "$tmp/ran" || fail "make was run"
}

has () {
  for package in "$@"; do
    grep -qx "$package" "$tmp/installed" || fail "$package was not installed"
  done
}

play_debian

# Everything is there: nothing is installed, and arguments go to configure.
system 'cc new python shell gone' ''
expect_status 0 bootstrap --prefix=/usr
built --prefix=/usr
! grep -q apt-get "$tmp/ran" || fail "apt-get was run for nothing"

# One package has another name in this release, one is not in it.
system cc 'cc new python shell'
expect_status 0 bootstrap
built ''
has new python shell
expect_error 'their tests are skipped: gone'

# The lists of packages were never fetched.
system '' ''
printf '%s\n' cc old python shell gone >"$tmp/mirror"
expect_status 0 bootstrap
built ''
has cc old python shell gone
rm "$tmp/mirror"

# A package for tests that cannot be installed does not keep others away.
system 'cc new python' 'shell gone'
PLAYED_BROKEN=gone expect_status 0 bootstrap
built ''
has shell
expect_error 'their tests are skipped: gone'

# A package for the build that cannot be installed ends it.
system new 'cc shell'
expect_status 1 bootstrap
expect_error 'apt-get install --no-install-recommends cc python'
not_built

# Who may not install is told the command.
system cc 'cc new python shell'
PLAYED_UID=1000 expect_status 1 bootstrap
expect_error 'sudo apt-get install --no-install-recommends new python shell'
test ! -s "$tmp/ran" || fail "something was run: $(cat "$tmp/ran")"

# Packages for tests do not keep anybody from building.
system 'cc old python' shell
PLAYED_UID=1000 expect_status 0 bootstrap
built ''
expect_error 'their tests are skipped: shell gone'

# Fedora has names of its own.
play_fedora
system fcc 'fnew fpython fshell'
expect_status 1 bootstrap
expect_error 'sudo dnf install fnew fpython fshell'
not_built
system 'fcc fnew fpython fshell' ''
expect_status 0 bootstrap
built ''

# Any other system gets the list, and a try.
rm "$tmp/tools/dnf"
expect_status 0 bootstrap
expect_error 'build  cc' 'test  shell'
built ''
