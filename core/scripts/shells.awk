# Fills a manual page with what the activation scripts say of themselves: the line
# @SCRIPTS@ becomes the items of a list.  A script whose head has the lines
#
#     #     COMMAND that reads it
#     # For NAMES of shells.
#
# gets an item.  The page comes after the scripts.

FNR == 1 { command = "" }

FNR < 10 && /^#     [^ ]/ { command = substr($0, 7) }

FNR < 10 && /^# For / && command != "" {
  names = substr($0, 7)
  sub (/\.$/, "", names)
  # A dot alone would end the item.
  sub (/^\. /, "\\\\\\&. ", command)
  gsub (/-/, "\\-", names)
  items = items ".It Ql " command "\n" names "\n"
}

FILENAME != page { next }

$0 == "@SCRIPTS@" { printf "%s", items; next }

{ print }
