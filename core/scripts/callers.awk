# Makes core/program/caller_rows.h of the heads of the activation scripts, which
# shells.awk describes: how --activate has the shell that asks read each of them.
#
#   CALLER (NAMES, SCRIPT, BEFORE, AFTER, ACTIVATOR)
#
# NAMES are those of the shell's program, with a blank around each.  The command of
# the head is BEFORE, the path of SCRIPT, and AFTER.

FNR == 1 {
  command = ""
  script = FILENAME
  sub (/.*\//, "", script)
}

FNR < 10 && command == "" && /^#     [^ ]/ { command = substr($0, 7) }

FNR < 10 && /^# For .*; --activators=[a-z]+\.$/ {
  split ($0, half, "; --activators=")
  sub (/\.$/, "", half[2])
  names = substr(half[1], 7)
  gsub (/[,()]/, " ", names)
  gsub (/ +/, " ", names)
  # Other names of the same shells.
  if (script == "activate")
    names = names " ash ksh93 lksh"
  place = index(command, "bin/" script)
  if (script != "activate_this.py" && place > 0)
    printf "CALLER (\" %s \", \"%s\", \"%s\", \"%s\", \"%s\")\n", names, script, \
      substr(command, 1, place - 1), \
      substr(command, place + length("bin/" script)), half[2]
}

END {
  # Its head is no comment.
  print "CALLER (\" pwsh powershell \", \"Activate.ps1\", \". \", \"\", \"powershell\")"
}
