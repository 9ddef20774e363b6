# Makes core/scripts/activation.c of the files named as arguments: the activation
# scripts, as strings with one line of C for each line of theirs.  Those in the folder
# relocatable are parts of the scripts that have the same names.

BEGIN {
  count = 0

  # The first minor version of Python 3 whose venv installs a script on POSIX; of
  # those in the folder extra no venv does.
  since["Activate.ps1"] = 8

  # Python's own is signed, so that nothing can be added to its head.
  activator["Activate.ps1"] = "powershell"

  print "/* Made of core/scripts/ by core/scripts/embed.awk. */"
  print "#include <config.h>"
  print ""
  print "#include \"activation.h\""
}

FNR == 1 {
  if (count)
    print "  ;"
  name[count] = FILENAME
  sub (/.*\//, "", name[count])
  if (FILENAME ~ /\/relocatable\//)
    part[name[count]] = count
  else
    whole[count]
  if (FILENAME ~ /\/extra\//)
    since[name[count]] = "ACTIVATION_NEVER"
  print "\nstatic const char script_" count "[] ="
  count++
}

# The head of a script says what the option "activators" calls it.
FNR < 10 && /^# For .*--activators=[a-z]+\.$/ {
  activator[name[count - 1]] = $0
  sub (/.*=/, "", activator[name[count - 1]])
  sub (/\.$/, "", activator[name[count - 1]])
}

{
  # "?" could begin a trigraph.
  gsub (/[\\"?]/, "\\\\&")
  gsub (/\t/, "\\t")
  print "  \"" $0 "\\n\""
}

END {
  print "  ;\n"
  print "const struct activation_script activation_scripts[] = {"
  for (i = 0; i < count; i++)
    if (i in whole)
      printf "  { \"%s\", \"%s\", script_%d, sizeof script_%d - 1, %s, %s },\n", \
        name[i], activator[name[i]], i, i, \
        name[i] in part ? "script_" part[name[i]] : "NULL", \
        name[i] in since ? since[name[i]] : 0
  print "  { NULL, NULL, NULL, 0, NULL, 0 }"
  print "};"
}
