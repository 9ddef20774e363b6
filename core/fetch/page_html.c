/* page_html.c: the page of a project in HTML (PEP 503, PEP 592). */
#include <config.h>

#include "page.h"

#include <libxml/HTMLparser.h>
#include <limits.h>
#include <pthread.h>
#include <string.h>
#include <strings.h>

static pthread_once_t page_html_once = PTHREAD_ONCE_INIT;

/* The value of an attribute, with entities decoded, in the arena; "" for one
 * without a value.  NULL where the node does not have it. */
static const char *
page_html_attribute (struct page_reader *reader, xmlNode *node,
                     const char *name)
{
  if (xmlHasProp (node, (const xmlChar *) name) == NULL)
    return NULL;
  xmlChar *value = xmlGetProp (node, (const xmlChar *) name);
  const char *copy = page_copy (reader, value != NULL ? (const char *) value
                                : "");
  xmlFree (value);
  return copy;
}

static void
page_html_link (struct page_reader *reader, xmlNode *node)
{
  const char *url = page_html_attribute (reader, node, "href");
  if (url != NULL)
    page_add (reader, NULL, url + strspn (url, " \t\r\n"), NULL,
              page_html_attribute (reader, node, "data-requires-python"), 0,
              page_html_attribute (reader, node, "data-yanked") != NULL);
}

static void
page_html_meta (struct page_reader *reader, xmlNode *node)
{
  const char *name = page_html_attribute (reader, node, "name");
  const char *content = page_html_attribute (reader, node, "content");
  if (name != NULL && content != NULL
      && strcmp (name, "pypi:repository-version") == 0)
    page_set_version (reader, content);
}

/* The next node in document order. */
static xmlNode *
page_html_next (xmlNode *node)
{
  if (node->children != NULL && node->type == XML_ELEMENT_NODE)
    return node->children;
  while (node != NULL && node->next == NULL)
    node = node->parent;
  return node != NULL ? node->next : NULL;
}

static bool
page_html_is (const xmlNode *node, const char *name)
{
  return node->type == XML_ELEMENT_NODE
    && strcmp ((const char *) node->name, name) == 0;
}

/* Uses the first <base> with an href; it holds for links before it, too. */
static void
page_html_base (struct page_reader *reader, xmlNode *root)
{
  for (xmlNode *node = root; node != NULL; node = page_html_next (node))
    {
      const char *base = page_html_is (node, "base")
        ? page_html_attribute (reader, node, "href") : NULL;
      if (base != NULL)
        {
          page_set_base (reader, base);
          return;
        }
    }
}

/* The charset to read a page as: CHARSET if it is one in which all of ASCII is as in
 * ASCII, which page_html_tags.c relies on. */
static const char *
page_html_charset (const char *charset)
{
  static const char *const known[] = { "us-ascii", "iso-8859-", "windows-125" };
  for (size_t i = 0; charset != NULL && i < sizeof known / sizeof known[0]; i++)
    if (strncasecmp (charset, known[i], strlen (known[i])) == 0)
      return charset;
  return "utf-8";
}

/* An empty page is one without links, but libxml refuses it. */
void
page_read_html (struct page_reader *reader, const char *body, size_t length,
                const char *charset)
{
  pthread_once (&page_html_once, xmlInitParser);
  if (length == 0)
    return;
  if (length > INT_MAX || !page_html_is_tame (body, length))
    {
      reader->error = length > INT_MAX ? "its answer is too long"
        : "its answer has a tag with more than a thousand attributes";
      return;
    }
  xmlDoc *page = htmlReadMemory (body, (int) length, NULL,
                                 page_html_charset (charset),
                                 HTML_PARSE_RECOVER | HTML_PARSE_NOERROR
                                 | HTML_PARSE_NOWARNING | HTML_PARSE_NONET
                                 | HTML_PARSE_IGNORE_ENC);
  if (page == NULL)
    {
      reader->error = "its answer cannot be read as HTML";
      return;
    }
  xmlNode *root = xmlDocGetRootElement (page);
  page_html_base (reader, root);
  for (xmlNode *node = root; node != NULL && reader->error == NULL;
       node = page_html_next (node))
    {
      if (page_html_is (node, "a"))
        page_html_link (reader, node);
      else if (page_html_is (node, "meta"))
        page_html_meta (reader, node);
    }
  xmlFreeDoc (page);
}
