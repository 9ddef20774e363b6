# Reads options.def and what it includes for rows.awk and manual.awk, which define
# row() and finish().  row() is called for each option, with its fields and the name of
# its group in "field", finish() at the end.  The lines of other files go to "page".

function complain(text)
{
  printf "%s:%d: %s\n", source, number, text > "/dev/stderr"
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

function read_field(line,    value)
{
  last = value = line
  sub (/:.*/, "", last)
  sub (/^[^:]*: */, "", value)
  sub (/@ACTIVATORS@/, activators, value)
  if (last == "Group")
    group = value
  else if (!(last in known) || last in field)
    complain("unknown or second field '" last "'")
  else
    field[last] = value
}

function read_line(line)
{
  number++
  if (line ~ /^#/)
    return
  if (line == "")
    close_option()
  else if (line !~ /^ /)
    read_field(line)
  else if (last == "Manual")
    field[last] = field[last] substr (line, 2) "\n"
  else
    complain("only Manual has more lines than one")
}

# Reads the file NAME beside options.def.
function include(name,    line, status)
{
  source = FILENAME
  sub (/[^\/]*$/, name, source)
  number = 0
  while ((status = (getline line < source)) > 0)
    read_line(line)
  if (status < 0)
    complain("cannot be read")
  close (source)
  close_option()
}

BEGIN {
  split ("Option Letter Argument Optional Kind Run Several Type Bit Variable " \
         "Excludes Help Manual", names, " ")
  for (i in names)
    known[names[i]] = 1
}

FILENAME !~ /options\.def$/ { page[++lines] = $0; next }
/^Include: / { include($2); next }
/^[^#]/ { source = FILENAME; number = FNR; complain("neither a comment nor Include") }

END {
  if (!failed)
    finish()
}
