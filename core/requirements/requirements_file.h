/* requirements_file.h: requirements files, as `pip install -r` reads them.
 *
 * Source: "Requirements File Format" of pip's documentation and what pip does
 * where that is silent: relative paths of other files are meant from the file
 * that names them, --find-links too if something is there, and paths of wheels
 * from the working directory. */
#ifndef PYVENV_REQUIREMENTS_FILE_H
#define PYVENV_REQUIREMENTS_FILE_H

#include "report.h"
#include "requirement.h"
#include "vector.h"

#include <stdbool.h>

/* Where a requirement or an option was read. */
struct requirements_place {
  const char *file;             /* as it was given, or absolute */
  unsigned line;                /* its first, where it is continued */
};

/* One requirement.  URL or PATH says where it is; where neither does, it is
 * looked for by its name. */
struct requirements_item {
  const struct requirement *requirement; /* NULL: its name is not known before it
                                          * is built.  Of a wheel it is made
                                          * from the file's name. */
  const char *url;              /* with a scheme, and not of this machine */
  const char *path;             /* absolute, of a file or a folder */
  bool is_folder;
  bool is_wheel;                /* URL or PATH is one, by its name */
  bool is_editable;             /* -e; then only TEXT says what and where */
  bool is_constraint;           /* from a file that -c names: not asked for, but
                                 * if it is installed, then so */
  struct string_vector hashes;  /* "sha256=HEX", and 384 and 512; one must fit.
                                 * Of --hash and of the address's fragment. */
  bool has_hash_option;         /* there is a --hash */
  const char *text;             /* what was written, without the options */
  struct requirements_place place;
};

DEFINE_VECTOR (requirements_items, struct requirements_item);

/* What a file says, together with those that it names.  Options count for all of
 * it, wherever they stand. */
struct requirements {
  struct requirements_items items;
  bool no_index;
  bool replaces_index;          /* INDEX_URLS takes the place of the index that is
                                 * configured; else it is added */
  struct string_vector index_urls;
  struct string_vector find_links; /* addresses, or paths */
  struct string_vector trusted_hosts; /* "host" or "host:port" */
  struct string_vector only_binary; /* projects, in the spelling of PEP 503, or */
  struct string_vector no_binary; /* ":all:", which the other's names restrict */
  bool pre;                     /* pre-releases too */
  bool require_hashes;          /* --require-hashes is there, or any --hash */
  const char *only_pip;         /* what in it only pip can follow, with its place;
                                 * NULL: nothing */
  bool changes_builds;          /* it says how something is to be built */
  bool is_remote;               /* a part of it has to be fetched, and is not read */
  struct string_vector digests; /* SHA-256 of each file that was read, in
                                 * hexadecimal */
};

/* Reads the file at PATH and those that it names with -r and -c.  All of *RET
 * lives in ARENA.  Returns 0, or -1 with REPORT set: to what open says, or to
 * EINVAL with the file, the line and what is wrong there.  Nothing is fetched:
 * where a file names another by an address, ONLY_PIP says so. */
int requirements_file_read (struct requirements *ret, struct arena *arena,
                            const char *path, struct report *report);

/* The same for the LENGTH bytes at BYTES, as if PATH had them. */
int requirements_file_parse (struct requirements *ret, struct arena *arena,
                             const char *path, const char *bytes, size_t length,
                             struct report *report);

#endif
