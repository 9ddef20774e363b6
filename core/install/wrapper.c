/* wrapper.c: the scripts that call entry points. */
#include <config.h>

#include "wrapper.h"

#include "quote.h"
#include "version.h"

#include <string.h>

/* What the kernel reads of a first line; Linux takes 127 bytes since 2.6.28 to
 * be safe with older ones, as pip does. */
#ifdef __APPLE__
enum { WRAPPER_LINE_MAX = 512 };
#else
enum { WRAPPER_LINE_MAX = 127 };
#endif

/* What follows the first lines, exactly as pip writes it, since other tools
 * recognise it.  WRAPPER_PIP_19 is WRAPPER_PIP_10 without the empty line in
 * front of it. */
static const char *const wrapper_styles[] = {
  [WRAPPER_PIP_10] =
    "# -*- coding: utf-8 -*-\n"
    "import re\n"
    "import sys\n"
    "\n"
    "from @M import @I\n"
    "\n"
    "if __name__ == '__main__':\n"
    "    sys.argv[0] = re.sub(r'(-script\\.pyw?|\\.exe)?$', '', sys.argv[0])\n"
    "    sys.exit(@F())\n",
  [WRAPPER_PIP_19_3] =
    "# -*- coding: utf-8 -*-\n"
    "import re\n"
    "import sys\n"
    "from @M import @I\n"
    "if __name__ == '__main__':\n"
    "    sys.argv[0] = re.sub(r'(-script\\.pyw|\\.exe)?$', '', sys.argv[0])\n"
    "    sys.exit(@F())\n",
  [WRAPPER_PIP_25_2] =
    "import sys\n"
    "from @M import @I\n"
    "if __name__ == '__main__':\n"
    "    if sys.argv[0].endswith('.exe'):\n"
    "        sys.argv[0] = sys.argv[0][:-4]\n"
    "    sys.exit(@F())\n",
  [WRAPPER_PIP_26] =
    "import sys\n"
    "from @M import @I\n"
    "if __name__ == '__main__':\n"
    "    sys.argv[0] = sys.argv[0].removesuffix('.exe')\n"
    "    sys.exit(@F())\n",
};

enum wrapper_style
wrapper_style_of (const char *pip_version)
{
  if (pip_version == NULL)
    return WRAPPER_PIP_19_3;
  if (version_compare_text (pip_version, "19.0.dev0") < 0)
    return WRAPPER_PIP_10;
  if (version_compare_text (pip_version, "19.3.dev0") < 0)
    return WRAPPER_PIP_19;
  if (version_compare_text (pip_version, "25.2.dev0") < 0)
    return WRAPPER_PIP_19_3;
  if (version_compare_text (pip_version, "26.0.dev0") < 0)
    return WRAPPER_PIP_25_2;
  return WRAPPER_PIP_26;
}

static bool
wrapper_has (const char *string, const char *bytes)
{
  return strpbrk (string, bytes) != NULL;
}

/* Whether the path is one shell word as it stands. */
static bool
wrapper_is_bare_word (const char *path)
{
  for (const unsigned char *s = (const unsigned char *) path; *s; s++)
    if (*s < 0x80 && !(*s >= '0' && *s <= '9') && !(*s >= 'a' && *s <= 'z')
        && !(*s >= 'A' && *s <= 'Z') && strchr ("_@%+=:,./^{}~-", *s) == NULL)
      return false;
  return true;
}

/* Whether the form that pip writes works: it puts a path with a blank between
 * double quotes and leaves any other path bare. */
static bool
wrapper_pip_form_works (const char *path)
{
  if (wrapper_has (path, "\t"))
    return false;
  return strchr (path, ' ') != NULL
    ? !wrapper_has (path, "\"$`") && strstr (path, "'''") == NULL
    : wrapper_is_bare_word (path);
}

/* Whether the kernel runs the path from a first line, and Python, which reads
 * that line as a comment, can decode it. */
static bool
wrapper_is_plain (const char *path)
{
  size_t length = strlen (path);
  return *path == '/' && !wrapper_has (path, " \t") && length + 3 <= WRAPPER_LINE_MAX
    && string_is_utf8 (path, length);
}

/* Where the first line cannot hold the path, sh runs the script first and then
 * Python, for which the line with exec is a string: pip's form where it works,
 * the same with stronger quotes where that helps, else a search beside the
 * script. */
void
wrapper_add_shebang (struct text *out, const char *executable)
{
  if (wrapper_is_plain (executable))
    {
      text_addf (out, "#!%s\n", executable);
      return;
    }

  const struct quote_style *sh = quote_style_of ("");
  text_add (out, "#!/bin/sh\n'''exec' ");
  if (*executable != '/' || !string_is_utf8 (executable, strlen (executable))
      || strchr (executable, '\\') != NULL)
    {
      const char *slash = strrchr (executable, '/');
      text_add (out, "\"$(dirname -- \"$(realpath -- \"$0\")\")\"/");
      quote_add_quoted (out, slash == NULL ? executable : slash + 1, sh);
    }
  else if (wrapper_pip_form_works (executable))
    {
      const char *quote = strchr (executable, ' ') != NULL ? "\"" : "";
      text_addf (out, "%s%s%s", quote, executable, quote);
    }
  else
    quote_add_quoted (out, executable, sh);
  text_add (out, " \"$0\" \"$@\"\n' '''\n");
}

/* Fills in @M, the module, @F, the attribute, and @I, what is imported of
 * it. */
static void
wrapper_add_body (struct text *out, const char *body, const char *module,
                  const char *attribute)
{
  for (const char *s = body; *s != '\0'; s++)
    if (*s != '@')
      text_add_char (out, *s);
    else if (*++s == 'M')
      text_add (out, module);
    else if (*s == 'F')
      text_add (out, attribute);
    else
      text_add_bytes (out, attribute, strcspn (attribute, "."));
}

void
wrapper_add (struct text *out, const char *executable, enum wrapper_style style,
             const char *module, const char *attribute)
{
  wrapper_add_shebang (out, executable);
  if (style == WRAPPER_PIP_10 && wrapper_is_plain (executable))
    text_add_char (out, '\n');
  if (style == WRAPPER_PIP_19)
    style = WRAPPER_PIP_10;
  wrapper_add_body (out, wrapper_styles[style], module, attribute);
}
