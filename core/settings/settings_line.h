/* settings_line.h: the lines of an INI file, before and after inih. */
#ifndef PYVENV_SETTINGS_LINE_H
#define PYVENV_SETTINGS_LINE_H

#include "arena.h"
#include "report.h"

#include <stddef.h>

/* inih cuts longer lines without a word: its buffer of 200 bytes holds the
 * newline and the final NUL as well. */
#define LINE_LIMIT 198

/* The same for the name of a section. */
#define SECTION_LIMIT 49

/* Refuses what inih would misread without a word in the file PATH, whose content is
 * BYTES: a line or the name of a section that is too long is cut, and what
 * continues nothing is lost.  Returns 0, or -1 after report_fail. */
int settings_line_check (struct report *report, struct arena *arena,
                         const char *path, const char *bytes);

/* Changes LINE, with its newline, so that inih takes for a comment only what is
 * one: not a ";" in double quotes.  On a line that continues a value inih knows no
 * comments, so that it is cut off here. */
void settings_line_prepare (char *line);

/* Takes back what settings_line_prepare did to a value, and its quotes: within
 * them \" is a quote and \\ a backslash.  *JOINS is whether a backslash at the end
 * has the next line follow without a blank.  In the arena; NULL after
 * report_fail. */
const char *settings_line_value (struct report *report, struct arena *arena,
                                 const char *value, bool *joins);

#endif
