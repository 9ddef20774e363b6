# Reads options.def for rows.awk and manual.awk, which define row() and finish().
# row() is called for each option, with its fields and the name of its group in
# "field", finish() at the end.  The lines of other files go to "page".

function complain(text)
{
  printf "%s:%d: %s\n", FILENAME, FNR, text > "/dev/stderr"
  failed = 1
  exit 1
}

function close_option()
{
  if ("Option" in field) {
    if (field["Kind"] !~ /^(library|program|action)$/ || field["Help"] == "" \
        || field["Manual"] == "")
      complain("the option above lacks Kind, Help or Manual")
    field["Group"] = group
    row()
  }
  split ("", field)
  last = ""
}

BEGIN {
  split ("Option Letter Argument Kind Run Type Bit Variable Excludes Help " \
         "Manual", names, " ")
  for (i in names)
    known[names[i]] = 1
}

FILENAME !~ /options\.def$/ { page[++lines] = $0; next }
/^#/ { next }
/^$/ { close_option(); next }

/^ / {
  if (last != "Manual")
    complain("only Manual has more lines than one")
  field[last] = field[last] substr ($0, 2) "\n"
  next
}

{
  last = $0
  sub (/:.*/, "", last)
  value = $0
  sub (/^[^:]*: */, "", value)
  if (last == "Group")
    group = value
  else if (!(last in known) || last in field)
    complain("unknown or second field '" last "'")
  else
    field[last] = value
}

END {
  if (!failed) {
    close_option()
    finish()
  }
}
