# Fills a manual page with what read_def.awk reads.  These lines are replaced:
#
#   @OPTIONS@    all options, items of a list
#   @SETTINGS@   what INI files take, items of a list
#   @RUN@        what they do not take, separated by commas
#   @VARIABLES@  the environment variables, items of a list

# One line as roff reads it as text, whatever it begins with.
function plain(text)
{
  gsub (/\\/, "\\e", text)
  return text ~ /^[.']/ ? "\\&" text : text
}

function argument(    text)
{
  text = field["Argument"]
  gsub (/=/, " Ns = Ns Ar ", text)
  return text
}

function row(    item)
{
  item = "Fl -" field["Option"]
  if (field["Optional"] == "yes")
    item = item " Ns Op Ns = Ns Ar " argument()
  else if ("Argument" in field)
    item = item " Ns = Ns Ar " argument()
  if ("Letter" in field)
    item = "Fl " field["Letter"] \
           ("Argument" in field ? " Ar " argument() : "") " , " item
  text["@OPTIONS@"] = text["@OPTIONS@"] ".It " item "\n" field["Manual"]

  if ("Variable" in field)
    text["@VARIABLES@"] = text["@VARIABLES@"] ".It Ev " field["Variable"] \
                          "\nas\n.Fl -" field["Option"] "\n"
  if (field["Run"] == "yes")
    text["@RUN@"] = text["@RUN@"] (text["@RUN@"] == "" ? ".Sy " : " , ") \
                    field["Option"]
  else if (field["Kind"] == "library")
    text["@SETTINGS@"] = text["@SETTINGS@"] ".It Sy " field["Option"] \
      ("Argument" in field ? " No = Ar " argument() : "") "\n" \
      plain(field["Help"]) "\n"
}

function finish()
{
  text["@RUN@"] = text["@RUN@"] " .\n"
  for (i = 1; i <= lines; i++)
    if (page[i] in text)
      printf "%s", text[page[i]]
    else
      print page[i]
}
