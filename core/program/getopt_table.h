/* getopt_table.h: the options that the command line takes, ours and the keys of
 * plugins, as getopt_long wants them. */
#ifndef PYVENV_GETOPT_TABLE_H
#define PYVENV_GETOPT_TABLE_H

#include "option_table.h"

#include <getopt.h>
#include <pyvenv.h>

/* A key of a plugin as an option.  OTHER is a second plugin that has it, which
 * leaves only --set. */
struct getopt_key {
  const char *plugin, *other;
  const struct pyvenv_key *key;
};

struct getopt_table {
  struct option *options;       /* ends with zeros */
  size_t count;
  struct getopt_key *keys;
  size_t key_count;
  char letters[2 * OPTION_COUNT + 2];   /* the short options */
};

/* Fills an empty table with our own options; false: out of memory. */
bool getopt_table_add_options (struct getopt_table *table);

/* Adds the keys of the plugins that BUILDER has loaded, whose strings stay the
 * plugins'; false: out of memory.  A key with the name of one of our options gets
 * none. */
bool getopt_table_add_keys (struct getopt_table *table,
                            const pyvenv_builder *builder);

void getopt_table_release (struct getopt_table *table);

/* What getopt_long's ANSWER, not '?' or ':', stands for: a place in option_table,
 * or OPTION_COUNT and a place in the table's keys. */
size_t getopt_table_place (int answer);

#endif
