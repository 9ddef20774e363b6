/* page.h: the page of a project, as an index sends it. */
#ifndef PYVENV_PAGE_H
#define PYVENV_PAGE_H

#include "fetch.h"

#include "vector.h"

DEFINE_VECTOR (project_files, struct project_file);

/* Collects the wheels of a page. */
struct page_reader {
  struct arena *arena;
  const char *base;             /* URL that those of the page are relative to */
  struct project_files files;
  const char *error;            /* why the page cannot be used, or NULL */
};

/* Adds one file of the page.  NAME NULL stands for the last part of URL.  HASH
 * is as in struct project_file; NULL stands for that in the fragment of URL.
 * Files that are not wheels, or that cannot be used, are left out. */
void page_add (struct page_reader *reader, const char *name, const char *url,
               const char *hash, const char *requires_python, uint64_t size,
               bool yanked);

/* Copies STRING to the arena.  On out of memory sets the error and returns
 * NULL: a page with a link less must not be kept. */
const char *page_copy (struct page_reader *reader, const char *string);

/* Sets the base to URL of the element <base>, which may be relative itself. */
void page_set_base (struct page_reader *reader, const char *url);

/* Checks VERSION of the index ("1.1", PEP 629): sets the error unless its major
 * version is 1. */
void page_set_version (struct page_reader *reader, const char *version);

/* Reads the LENGTH bytes of BODY, a page in JSON (PEP 691). */
void page_read_json (struct page_reader *reader, const char *body,
                     size_t length);

/* Whether libxml reads the LENGTH bytes of BODY, HTML in a charset like ASCII, in a
 * time that they deserve. */
bool page_html_is_tame (const char *body, size_t length);

/* Reads a page in HTML (PEP 503).  CHARSET is that of Content-Type, or NULL. */
void page_read_html (struct page_reader *reader, const char *body,
                     size_t length, const char *charset);

#endif
