#!/bin/sh
# A hook in sh, by the protocol of pyvenv-hooks(7): each environment gets a pip.conf, and
# a variable when it is activated.  The words behind "key" come in the first call; what is
# compared here are the beginnings of calls, which are always written like this.
say () {
  printf '%s\n' "$1"
}

# A request that fails makes pyvenv refuse the answer, so nothing has to be done about it.
ask () {
  say "$1"
  IFS= read -r answer || exit 1
}

while IFS= read -r call; do
  case $call in
    '{"call":"hello",'*)
      ask '{"request":"set_variable","name":"CORP_SITE","value":"berlin"}'
      say '{"return":{"protocol":1,"phases":{"post_setup":"after"}}}'
      ;;
    '{"call":"after","phase":"post_setup"}')
      ask '{"request":"write_file","path":"pip.conf","text":"[global]\nno-input = true\n"}'
      say '{"return":{}}'
      ;;
    *)
      say '{"return":{}}'
      ;;
  esac
done
