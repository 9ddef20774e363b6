# Fills a manual page with what phases.def says: the line @PHASES@ becomes the items
# of a list.

BEGIN {
  note["PHASE_NOT_IN_UPGRADE"] = ", not in an upgrade"
  note["PHASE_UPGRADE_DEPS"] = ", only with --upgrade-deps"
}

# The page comes after the definitions.
NR != FNR {
  if ($0 == "@PHASES@")
    printf "%s", items
  else
    print
  next
}

/^PHASE \(/ {
  split ($0, column, /[(),] */)
  name = column[3]
  when = column[5]
}

/^ +".*"\)$/ {
  text = $0
  sub (/^ +"/, "", text)
  sub (/"\)$/, "", text)
  text = text note[when]
  gsub (/-/, "\\-", text)
  items = items ".It Sy " name "\n" text "\n"
}
