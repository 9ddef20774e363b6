# Checks "activate" in the shell that runs this file, which is one of the sh
# family; each file of that name gives it its environment.  $1 says what to do.

die () {
  printf '%s\n' "$*" >&2
  exit 1
}

# same WHAT IS WANTED
same () {
  [ "$2" = "$3" ] || die "$1 is [$2], not [$3]"
}

assert_active () {
  same VIRTUAL_ENV "$VIRTUAL_ENV" "$want_dir"
  same VIRTUAL_ENV_PROMPT "$VIRTUAL_ENV_PROMPT" "$want_prompt"
  same "exported VIRTUAL_ENV" "$(printenv VIRTUAL_ENV; echo .)" "$want_dir
."
  same "exported VIRTUAL_ENV_PROMPT" \
    "$(printenv VIRTUAL_ENV_PROMPT; echo .)" "$want_prompt
."
  same PATH "$PATH" "$want_dir/bin:$old_path"
  same python "$(python)" inside
}

# The environment is left, and so are all variables and functions of ours.
assert_left () {
  same PATH "$PATH" "$old_path"
  same VIRTUAL_ENV "${VIRTUAL_ENV-none}" none
  same VIRTUAL_ENV_PROMPT "${VIRTUAL_ENV_PROMPT-none}" none
  same variables "$(set | grep -i '^_[a-z_]*v[ei][nr]t*[uv]' || :)" ""
  if (deactivate) 2>/dev/null; then
    die "deactivate is still there"
  fi
}

old_path=$PATH

case $1 in
  names)
    old_ps1='old " $ \\ \$ '
    PS1=$old_ps1
    PYTHONHOME='/some where'
    export PYTHONHOME
    . "$script"
    assert_active
    same PYTHONHOME "${PYTHONHOME-none}" none
    same "end of PS1" "${PS1#"${PS1%"$old_ps1"}"}" "$old_ps1"
    same "PS1 of children" "$(printenv PS1 || :)" ""
    deactivate
    assert_left
    same PYTHONHOME "$PYTHONHOME" '/some where'
    same "exported PYTHONHOME" "$(printenv PYTHONHOME)" '/some where'
    same PS1 "$PS1" "$old_ps1"
    ;;

  nested)
    # $2 is the script of an environment that $script is activated over.
    PS1='$ '
    PYTHONHOME=/home
    . "$2"
    outer=$VIRTUAL_ENV
    . "$script"
    [ "$outer" != "$VIRTUAL_ENV" ] || die "the other environment is active"
    assert_active
    same PS1 "$PS1" "($want_prompt) \$ "
    . "$script"
    assert_active
    same PS1 "$PS1" "($want_prompt) \$ "
    deactivate
    assert_left
    same PS1 "$PS1" '$ '
    same PYTHONHOME "$PYTHONHOME" /home
    ;;

  no-prompt)
    VIRTUAL_ENV_DISABLE_PROMPT=1
    PS1='$ '
    . "$script"
    assert_active
    same PS1 "$PS1" '$ '
    # What was done is undone, whatever the variable says now.
    unset VIRTUAL_ENV_DISABLE_PROMPT
    deactivate
    assert_left
    same PS1 "$PS1" '$ '
    VIRTUAL_ENV_DISABLE_PROMPT=
    . "$script"
    same PS1 "$PS1" "($want_prompt) \$ "
    ;;

  empty)
    # Empty and unset are not the same, before and after.
    PS1=
    PYTHONHOME=
    . "$script"
    same PS1 "$PS1" "($want_prompt) "
    same PYTHONHOME "${PYTHONHOME-none}" ""
    deactivate
    same PS1 "${PS1-none}" ""
    same PYTHONHOME "${PYTHONHOME-none}" ""
    unset PS1 PYTHONHOME
    . "$script"
    same PS1 "$PS1" "($want_prompt) "
    deactivate
    same PS1 "${PS1-none}" none
    same PYTHONHOME "${PYTHONHOME-none}" none
    ;;

  empty-path)
    PATH=
    . "$script"
    same PATH "$PATH" "$want_dir/bin"
    deactivate
    same PATH "$PATH" ""
    ;;

  aliased)
    # ksh reads this whole file first, so the alias cannot change it.
    alias deactivate='echo alias'
    . "$script"
    assert_active
    ! alias deactivate >/dev/null 2>&1 || die "the alias is still there"
    deactivate
    assert_left
    ;;

  hashed)
    # The shell forgets where it found python, both ways.
    PATH=$2:$PATH
    old_path=$PATH
    python >/dev/null
    . "$script"
    same python "$(python)" inside
    python >/dev/null
    deactivate
    same python "$(python)" outside
    ;;
esac
