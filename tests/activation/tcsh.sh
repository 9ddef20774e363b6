#!/bin/sh
# The activation script in tcsh.
# package: tcsh tcsh
. "$(dirname "$0")/../functions.sh"
. "$top_srcdir/tests/activation/common/lib.sh"
requires tcsh -f -c :
envs_make activate.csh

mkdir "$tmp/tools"
cat >"$tmp/tools/same" <<'END'
#!/bin/sh
# same WHAT IS WANTED
test "$2" = "$3" || { printf '%s is [%s], not [%s]\n' "$@"; exit 1; }
END
# The prompt is the name itself unless tcsh would give a part of it a meaning.
cat >"$tmp/tools/prompt_is" <<'END'
#!/bin/sh
# prompt_is IS END
case $want_prompt in
  *[%!\\^]*) want='(%$VIRTUAL_ENV_PROMPT) '$2 ;;
  *) want="($want_prompt) $2" ;;
esac
exec same prompt "$1" "$want"
END
chmod +x "$tmp/tools/same" "$tmp/tools/prompt_is"
PATH=$tmp/tools:$PATH

each tcsh -f "$shells/case.csh" names
one tcsh -f -e "$shells/case.csh" script
one tcsh -f "$shells/case.csh" nested
one tcsh -f "$shells/case.csh" no-prompt

# An empty PATH, or none, must not become one with the working directory in it.
for make_empty in 'setenv PATH ""' 'unsetenv PATH'; do
  cat >"$tmp/empty.csh" <<END
set old_path = "\$PATH:q"
$make_empty
source "\$script:q"
set inside = "\$PATH:q"
deactivate
set after = "\$PATH:q"
setenv PATH "\$old_path:q"
same PATH "\$inside:q" "\$want_dir:q"/bin || exit 1
same 'PATH afterwards' "\$after:q" '' || exit 1
END
  one tcsh -f "$tmp/empty.csh"
done

# tcsh runs nothing to show a prompt, so a command does what shown_in expects.
number=0
while [ "$number" -lt "$count" ]; do
  number=$((number + 1))
  printf 'source ../%d/activate.csh\n:\ndeactivate\n' "$number"
done >"$tmp/typed"
printf 'touch CONTROL\nexit\n' >>"$tmp/typed"
shown_in 'tcsh -f -i' '' <"$tmp/typed"
