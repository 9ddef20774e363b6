#!/bin/sh
# Scripts run wherever the environment lies, and modes follow the umask.
. "$(dirname "$0")/../functions.sh"

python=$(find_python)
name=$(basename "$python")
xy=3.$(minor_of "$python")

# make DIRECTORY
make_env () {
  expect_status 0 "$pyvenv" --python "$python" --no-progress "$1"
}

runs () {
  "$1/bin/pip" --version >"$tmp/out" 2>&1 </dev/null \
    || { cat "$tmp/out"; head -n 3 "$1/bin/pip"; fail "bin/pip in '$1'"; }
}

# Long enough for the kernel to take the first line, and one byte longer.
pad () {
  long=$tmp/
  while test $((${#long} + 5 + ${#name})) -lt "$1"; do
    long=${long}x
  done
  echo "$long"
}
for length in 123 124 125 180; do
  env=$(pad $length)
  make_env "$env"
  runs "$env"
  first=$(head -n 1 "$env/bin/pip")
  if test $length -le 124; then
    test "$first" = "#!$env/bin/$name" || fail "$length bytes: $first"
  else
    test "$first" = '#!/bin/sh' || fail "$length bytes: $first"
  fi
  rm -rf "$env"
done

for env in "a b" "it's a b" "a \$HOME b" 'a "b" c' 'a `id` b' "a'''b c" \
    "é ü" "semi;colon&" 'back\slash' "a#b" "%s"; do
  make_env "$tmp/$env"
  runs "$tmp/$env"
  rm -rf "${tmp:?}/$env"
done
long=$(pad 140)
for env in "$long;x" "$long'x" "$long(x)" "$long x"; do
  make_env "$env"
  runs "$env"
  rm -rf "$env"
done

# Modes: of files, folders and scripts.
for row in 022:644:755:755 077:600:700:755 027:640:750:755 002:664:775:775 \
    000:666:777:777; do
  umask "${row%%:*}"
  make_env "$tmp/modes"
  site=$tmp/modes/lib/python$xy/site-packages
  found=$(stat -c %a "$site/pip/__init__.py"):$(stat -c %a "$site/pip"):$(stat -c %a "$tmp/modes/bin/pip")
  test "$found" = "${row#*:}" || fail "umask ${row%%:*}: $found"
  test -z "$(find "$site" -type f ! -perm "$(echo "${row#*:}" | cut -d: -f1)")" \
    || fail "umask ${row%%:*}: files of another mode"
  rm -rf "$tmp/modes"
done
