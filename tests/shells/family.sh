# The tests of "activate" that all shells of the sh family share.

mkdir "$tmp/outside"
printf '#!/bin/sh\nprintf outside\n' >"$tmp/outside/python"
chmod +x "$tmp/outside/python"

# family COMMAND...: runs all checks in the shell COMMAND.
family () {
  each "$@" "$shells/sh.sh" names
  (
    want_dir=$tmp/envs/plain want_prompt=plain script=$tmp/1/activate
    export want_dir want_prompt script
    cd "$tmp/cwd"
    "$@" "$shells/sh.sh" nested "$tmp/2/activate"
    "$@" "$shells/sh.sh" no-prompt
    "$@" "$shells/sh.sh" empty
    "$@" "$shells/sh.sh" hashed "$tmp/outside"
  ) >"$tmp/out" 2>&1 || fail "$*: $(cat "$tmp/out")"
  test ! -s "$tmp/out" || fail "$*: output: $(cat "$tmp/out")"
}

# What is typed into an interactive shell: each environment in turn.
typed () {
  number=0
  while [ "$number" -lt "$count" ]; do
    number=$((number + 1))
    printf '. ../%d/activate\n:\ndeactivate\n' "$number"
  done
  printf '%s\n:\nexit\n' "${1:-PS1='\$(touch CONTROL)# '}"
}
