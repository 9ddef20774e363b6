/* options_parser.h: what options.c and options_act.c share. */
#ifndef PYVENV_OPTIONS_PARSER_H
#define PYVENV_OPTIONS_PARSER_H

#include "getopt_table.h"
#include "options.h"

/* The command line while it is read. */
struct options_parser {
  pyvenv_builder *builder;
  struct options *options;
  struct getopt_table table;
  bool loading;                 /* the first pass */
  bool helping;                 /* --help is given: nothing else is an error */
  bool unknown;                 /* it met an option that is not known yet */
  bool on[OPTION_COUNT];        /* the flags that are turned on */
  const char **configs;         /* the files of --config; malloc'd */
  size_t config_count;
  const char *taker;            /* the option whose value is the last argument,
                                 * or NULL */
};

/* Says what is wrong with the command line, TEXT and behind it WHAT, on stderr;
 * returns the exit status. */
int options_usage_error (const struct options_parser *parser, const char *text,
                         const char *what);

/* Notes a file of --config for later.  Returns 0 or the exit status. */
int options_add_config (struct options_parser *parser, const char *path);

/* The same with the last error of the builder; for --help it is a warning and
 * returns 0. */
int options_builder_failed (const struct options_parser *parser);

/* options_act.c: does what an option asks for, by its place (see
 * getopt_table_place); VALUE is NULL where none is given.  Returns 0, or the exit
 * status after saying why. */
int options_act (struct options_parser *parser, size_t place,
                 const char *value);

#endif
