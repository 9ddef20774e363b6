# Writes option_rows.h from what read_def.awk reads: one OPTION () for each
# option, which option_table.h and option_table.c define as they need it.

function string(text)
{
  gsub (/[\\"]/, "\\\\&", text)
  return "\"" text "\""
}

function member(name, value)
{
  printf ",\n        .%s = %s", name, value
}

function row(    id, type)
{
  id = toupper (field["Option"])
  gsub (/-/, "_", id)
  printf "OPTION (%s,\n        .name = %s", id, string(field["Option"])
  if ("Letter" in field)
    member("letter", "'" field["Letter"] "'")
  if ("Argument" in field)
    member("argument", string(field["Argument"]))
  if (field["Optional"] == "yes")
    member("argument_is_optional", "true")
  if (field["Kind"] == "library")
    member("is_library", "true")
  if (field["Kind"] == "action")
    member("is_action", "true")
  if (field["Run"] == "yes")
    member("is_for_run", "true")
  if (field["Several"] == "yes")
    member("is_list", "true")
  if ("Type" in field) {
    split (field["Type"], type, " ")
    member("type", "OPTION_TYPE_" toupper (type[1]))
    if (sub (/^choices? /, "", field["Type"]))
      member("choices", string(field["Type"]))
  }
  if ("Bit" in field)
    member("bit", field["Bit"])
  if ("Variable" in field)
    member("variable", string(field["Variable"]))
  if ("Excludes" in field)
    member("excludes", string(field["Excludes"]))
  member("group", string(field["Group"]))
  member("help", string(field["Help"]))
  print ")"
}

function finish()
{
}
