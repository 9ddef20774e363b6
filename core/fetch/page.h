/* page.h: the page of a project, as an index sends it. */
#ifndef PYVENV_PAGE_H
#define PYVENV_PAGE_H

#include "fetch.h"

#include "vector.h"

DEFINE_VECTOR (project_files, struct project_file);

/* Collects the wheels of a page. */
struct page_reader {
  struct arena *arena;
  const char *base;             /* what addresses on the page are relative to */
  struct project_files files;
  const char *error;            /* why the page cannot be used, or NULL */
};

/* One file as it stands on a page.  NAME NULL: the last part of URL.  HASH is as
 * in struct project_file, NULL: that in the fragment of URL, if there is one.  Files
 * that are no wheels, or cannot be used, are left out. */
void page_add (struct page_reader *reader, const char *name, const char *url,
               const char *hash, const char *requires_python, uint64_t size,
               bool yanked);

/* A copy in the arena.  NULL on out of memory, and then the page cannot be used:
 * with a link less it would be another one, and would be kept. */
const char *page_copy (struct page_reader *reader, const char *string);

/* What <base> says: URL may itself be relative. */
void page_set_base (struct page_reader *reader, const char *url);

/* "1.1": the version of the index.  Only major version 1 is known. */
void page_set_version (struct page_reader *reader, const char *version);

/* PEP 691. */
void page_read_json (struct page_reader *reader, const char *body,
                     size_t length);

/* PEP 503.  CHARSET is that of the header, or NULL. */
void page_read_html (struct page_reader *reader, const char *body,
                     size_t length, const char *charset);

#endif
