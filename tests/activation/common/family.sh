# The tests of "activate" that all shells of the sh family share.

mkdir "$tmp/outside"
printf '#!/bin/sh\nprintf outside\n' >"$tmp/outside/python"
chmod +x "$tmp/outside/python"

# family COMMAND...: runs all checks in the shell COMMAND.
family () {
  each "$@" "$shells/case.sh" names
  one "$@" "$shells/case.sh" nested ../2/activate
  one "$@" "$shells/case.sh" no-prompt
  one "$@" "$shells/case.sh" empty
  # yash has no "[" where PATH is empty, depending on its version and its mode.
  ! "$@" -c 'PATH=; [ a = a ]' 2>/dev/null || one "$@" "$shells/case.sh" empty-path
  one "$@" "$shells/case.sh" aliased
  one "$@" "$shells/case.sh" hashed "$tmp/outside"
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
