/* toml.cc: reads and writes TOML with toml++ (https://marzer.github.io/tomlplusplus).
 *
 * The one file in C++.  Nothing is thrown out of it. */
#include <config.h>

/* What the library takes for impossible: some releases do, where "[" is
 * followed by what cannot begin a key.  They would end the process or, with
 * NDEBUG, go on. */
struct toml_impossible {};
#undef NDEBUG
#define TOML_ASSERT(expr) \
  do { if (!(expr)) throw toml_impossible (); } while (0)

/* In functions that cannot throw it is still the end, as assert is. */
#if defined __GNUC__ && !defined __clang__
#pragma GCC diagnostic ignored "-Wterminate"
#endif

#define TOML_HEADER_ONLY 1
#define TOML_EXCEPTIONS 0
#define TOML_ENABLE_FORMATTERS 1
#include <toml++/toml.h>

extern "C" {
#include "toml_private.h"
}

#include <cerrno>
#include <cstring>
#include <new>
#include <sstream>
#include <string>
#include <string_view>

/* Arrays and tables in each other; the library's own bound for values. */
#define TOML_DEPTH 256

namespace {

toml_value *toml_copy (arena *arena, const toml::node &node, unsigned depth,
                       toml_error *error);

/* A zeroed piece of the arena. */
template <typename T>
T *
toml_new (arena *arena)
{
  void *memory = arena_zeroed (arena, sizeof (T));
  if (memory == nullptr)
    throw std::bad_alloc ();
  return static_cast<T *> (memory);
}

const char *
toml_string (arena *arena, std::string_view text)
{
  const char *copy = arena_copy_bytes (arena, text.data (), text.size ());
  if (copy == nullptr)
    throw std::bad_alloc ();
  return copy;
}

/* Sets the error; answers NULL. */
toml_value *
toml_fail (const toml::source_position &at, const char *message,
           toml_error *error)
{
  error->line = static_cast<unsigned> (at.line);
  error->message = message;
  errno = EINVAL;
  return nullptr;
}

/* Hangs VALUE behind *END. */
void
toml_append (const toml_value **&end, toml_value *value)
{
  *end = value;
  end = &value->next;
}

bool
toml_copy_table (arena *arena, const toml::table &table, toml_value *value,
                 unsigned depth, toml_error *error)
{
  const toml_value **end = &value->first;
  for (auto &&[key, node] : table)
    {
      if (key.str ().find ('\0') != std::string_view::npos)
        return toml_fail (key.source ().begin, "a key has a NUL in it", error);
      toml_value *member = toml_copy (arena, node, depth + 1, error);
      if (member == nullptr)
        return false;
      member->key = toml_string (arena, key.str ());
      toml_append (end, member);
    }
  return true;
}

bool
toml_copy_array (arena *arena, const toml::array &array, toml_value *value,
                 unsigned depth, toml_error *error)
{
  const toml_value **end = &value->first;
  for (auto &&node : array)
    {
      toml_value *member = toml_copy (arena, node, depth + 1, error);
      if (member == nullptr)
        return false;
      toml_append (end, member);
    }
  return true;
}

/* NODE and all below it.  NULL after toml_fail. */
toml_value *
toml_copy (arena *arena, const toml::node &node, unsigned depth,
           toml_error *error)
{
  toml_value *value = toml_new<toml_value> (arena);
  value->line = static_cast<unsigned> (node.source ().begin.line);
  if (depth > TOML_DEPTH)
    return toml_fail (node.source ().begin, "tables are nested too deeply",
                      error);

  if (const toml::table *table = node.as_table ())
    {
      value->kind = TOML_TABLE;
      if (!toml_copy_table (arena, *table, value, depth, error))
        return nullptr;
    }
  else if (const toml::array *array = node.as_array ())
    {
      value->kind = TOML_ARRAY;
      if (!toml_copy_array (arena, *array, value, depth, error))
        return nullptr;
    }
  else if (const auto *string = node.as_string ())
    {
      value->kind = TOML_STRING;
      if (string->get ().find ('\0') != std::string::npos)
        return toml_fail (node.source ().begin, "a string has a NUL in it", error);
      value->string = toml_string (arena, string->get ());
    }
  else if (const auto *integer = node.as_integer ())
    {
      value->kind = TOML_INTEGER;
      value->integer = integer->get ();
    }
  else if (const auto *boolean = node.as_boolean ())
    {
      value->kind = TOML_BOOLEAN;
      value->boolean = boolean->get ();
    }
  else
    value->kind = TOML_OTHER;
  return value;
}

void toml_fill_array (toml::array &array, const toml_value *value);

/* A table in a table stands in one line. */
void
toml_fill_table (toml::table &table, const toml_value *value)
{
  for (const toml_value *member = value->first; member != nullptr;
       member = member->next)
    if (member->kind == TOML_TABLE)
      {
        toml::table below;
        toml_fill_table (below, member);
        below.is_inline (true);
        table.insert (member->key, std::move (below));
      }
    else if (member->kind == TOML_ARRAY)
      {
        toml::array below;
        toml_fill_array (below, member);
        table.insert (member->key, std::move (below));
      }
    else if (member->kind == TOML_INTEGER)
      table.insert (member->key, member->integer);
    else if (member->kind == TOML_BOOLEAN)
      table.insert (member->key, member->boolean);
    else
      table.insert (member->key, std::string (member->string));
}

/* VALUE holds tables. */
void
toml_fill_array (toml::array &array, const toml_value *value)
{
  for (const toml_value *member = value->first; member != nullptr;
       member = member->next)
    {
      toml::table table;
      toml_fill_table (table, member);
      array.push_back (std::move (table));
    }
}

} // namespace

const char *
toml_format (arena *arena, const toml_value *root)
{
  try
    {
      toml::table table;
      toml_fill_table (table, root);
      std::ostringstream out;
      out << toml::toml_formatter (table,
                                   toml::format_flags::allow_unicode_strings)
          << '\n';
      return toml_string (arena, out.str ());
    }
  catch (...)
    {
      errno = ENOMEM;
      return nullptr;
    }
}

const toml_value *
toml_parse (arena *arena, const char *bytes, size_t length, toml_error *error)
{
  try
    {
      toml::parse_result result
        = toml::parse (std::string_view (bytes, length));
      if (result)
        return toml_copy (arena, result.table (), 0, error);
      return toml_fail (result.error ().source ().begin,
                        toml_string (arena, result.error ().description ()),
                        error);
    }
  catch (const toml_impossible &)
    {
      error->message = "toml++ cannot make sense of it";
      errno = EINVAL;
      return nullptr;
    }
  catch (...)
    {
      errno = ENOMEM;
      return nullptr;
    }
}
