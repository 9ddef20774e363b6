# Fills a manual page with what the heads of the activation scripts say: the line
# @SCRIPTS@ becomes the items of a list.  A head has these lines:
#
#     #     COMMAND that reads the script
#     # For SHELLS; --activators=NAME.
#
# The page comes after the scripts and is named by -v page=FILE.  Without one, the names
# are printed.

FNR == 1 { command = "" }

FNR < 10 && command == "" && /^#     [^ ]/ { command = substr($0, 7) }

FNR < 10 && /^# For .*; --activators=[a-z]+\.$/ {
  split ($0, half, "; --activators=")
  sub (/\.$/, "", half[2])
  # A dot alone would end the item.
  sub (/^\. /, "\\\\\\&. ", command)
  items = items ".It Ql " command "\n" substr(half[1], 7) \
          "\n.Pq Ql " half[2] "\n"
  names = names (names == "" ? "" : " ") half[2]
}

FILENAME != page { next }

$0 == "@SCRIPTS@" { printf "%s", items; next }

{ print }

END {
  if (page == "")
    print names
}
