# What the tests of the activation scripts share: environments with hostile
# names, each with a "python" that says where it was found.
#
# A test sources this file after functions.sh, requires its shell, then calls envs_make.
unset ENV BASH_ENV ZDOTDIR
TERM=dumb
export TERM

render=$top_builddir/tests/activation/render
shells=$top_srcdir/tests/activation/common

# Names of folders, which are prompts too.  Whatever runs a part of one as a
# command leaves a file PWNED.
names () {
  cat <<'END'
plain
a b
trailing  
"';&&$e|'"
$(touch PWNED)
`touch PWNED`
$(touch PWNED
`touch PWNED
;touch PWNED;
!x!
!touch
a!
é漢
-n
-e
~
~root
*
?
[a-z]
{a,b}
#x
%n
%d%~%%
%(?.a.b)
%$HOME
%{%}`touch PWNED`
\u\w
\$(touch PWNED)
\\$(touch PWNED)
\`touch PWNED\`
\044(touch PWNED)
a\
'
'''
"""
"$(touch PWNED)"
'$(touch PWNED)'
'"'"'`touch PWNED`
__VENV_PROMPT__
__VENV_DIR__
=ls
=nosuch
=1
${IFS}$x
${x=$(touch PWNED)}
$((1/0))
$[1/0]
$'\x41'
^a^b
@x
END
}

# Makes $tmp/envs/NAME for each name and SCRIPT for it, as $tmp/NUMBER/SCRIPT.
# Only that is numbered, so that tests need not quote what they test.
envs_make () {
  script=$1
  count=0
  mkdir "$tmp/envs" "$tmp/cwd"
  names >"$tmp/names"
  while IFS= read -r name; do
    count=$((count + 1))
    mkdir -p "$tmp/envs/$name/bin" "$tmp/$count"
    printf '#!/bin/sh\nprintf inside\n' >"$tmp/envs/$name/bin/python"
    chmod +x "$tmp/envs/$name/bin/python"
    "$render" "$tmp/envs/$name" "$name" bin "$script" >"$tmp/$count/$script"
  done <"$tmp/names"
  test "$count" -gt 40 || fail "only $count environments"
}

# each COMMAND...: runs COMMAND once for each environment, in $tmp/cwd, with
# these in its environment: want_dir, want_prompt, script.
each () {
  number=0
  while IFS= read -r name; do
    number=$((number + 1))
    (
      cd "$tmp/cwd"
      want_dir=$tmp/envs/$name want_prompt=$name script=$tmp/$number/$script
      export want_dir want_prompt script
      "$@" </dev/null
    ) >"$tmp/out" 2>&1 || fail "$* [$name]: exit status $?: $(cat "$tmp/out")"
    test ! -s "$tmp/out" || fail "$* [$name]: output: $(cat "$tmp/out")"
  done <"$tmp/names"
  not_pwned "$*"
}

# one COMMAND...: runs COMMAND for the environment named plain, as each does.
one () {
  (
    cd "$tmp/cwd"
    want_dir=$tmp/envs/plain want_prompt=plain script=$tmp/1/$script
    export want_dir want_prompt script
    "$@" </dev/null
  ) >"$tmp/out" 2>&1 || fail "$*: exit status $?: $(cat "$tmp/out")"
  test ! -s "$tmp/out" || fail "$*: output: $(cat "$tmp/out")"
}

# Fails if any name was run as a command.
not_pwned () {
  test -z "$(find "$tmp" -type f -name 'PWNED*')" || fail "$1: a name was run"
}

# shown_in COMMAND EXCEPT < INPUT: runs the interactive shell COMMAND on a
# terminal and expects the prompts of all environments in what it shows, but
# for names that match the pattern EXCEPT.  INPUT is typed; it has to make the
# file CONTROL by way of a prompt, so that we know that prompts are expanded.
shown_in () {
  script -qec true /dev/null >/dev/null 2>&1 </dev/null || return 0
  (cd "$tmp/cwd" && script -qec "$1" /dev/null) >"$tmp/shown" 2>&1 || :
  not_pwned "$1"
  test -e "$tmp/cwd/CONTROL" || fail "$1: prompts are not expanded"
  rm -f "$tmp/cwd/CONTROL"
  while IFS= read -r name; do
    case $name in
      $2) continue ;;
    esac
    grep -qF -e "($name) " "$tmp/shown" \
      || fail "$1: the prompt ($name) is not shown: $(cat "$tmp/shown")"
  done <"$tmp/names"
}
