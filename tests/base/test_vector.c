/* test_vector.c: arrays that grow, and the table of names. */
#include <config.h>

#include "hash_table.h"
#include "vector.h"
#include "tests/units.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct wide {
  uint64_t number;
  char filling[200];
};

DEFINE_VECTOR (wides, struct wide);
DEFINE_VECTOR (bytes, char);

/* From the arena (ARENA) and from malloc (NULL). */
static void
check_growth (struct arena *arena)
{
  struct wides vector = { .arena = arena };
  for (uint64_t i = 0; i < 1000; i++)
    assert_int_equal (wides_append (&vector, (struct wide) { .number = i }), 0);
  assert_int_equal (vector.count, 1000);
  for (uint64_t i = 0; i < 1000; i++)
    assert_int_equal (vector.items[i].number, i);
  wides_release (&vector);
  assert_null (vector.items);
  assert_int_equal (vector.count, 0);
  assert_int_equal (vector.room, 0);
  assert_ptr_equal (vector.arena, arena);
  assert_int_equal (wides_append (&vector, (struct wide) { .number = 7 }), 0);
  assert_int_equal (vector.items[0].number, 7);
  wides_release (&vector);
}

static void
test_vector_grows (void **state)
{
  (void) state;
  struct arena arena = { NULL };
  check_growth (NULL);
  check_growth (&arena);
  arena_release (&arena);
}

static void
test_vector_reserve (void **state)
{
  (void) state;
  struct bytes vector = { 0 };
  assert_int_equal (bytes_reserve (&vector, 0), 0);
  assert_null (vector.items);
  assert_int_equal (bytes_reserve (&vector, 5000), 0);
  assert_true (vector.room >= 5000);
  const char *items = vector.items;
  for (int i = 0; i < 5000; i++)
    assert_int_equal (bytes_append (&vector, (char) i), 0);
  assert_ptr_equal (vector.items, items);
  bytes_release (&vector);
}

/* No size is so large that the product wraps around to a small one. */
static void
test_vector_too_large (void **state)
{
  (void) state;
  struct wides vector = { 0 };
  assert_int_equal (wides_append (&vector, (struct wide) { .number = 1 }), 0);
  errno = 0;
  assert_int_equal (wides_reserve (&vector, SIZE_MAX), -1);
  assert_int_equal (errno, ENOMEM);
  errno = 0;
  assert_int_equal (wides_reserve (&vector, SIZE_MAX / sizeof (struct wide)),
                    -1);
  assert_int_equal (errno, ENOMEM);
  assert_int_equal (vector.count, 1);
  assert_int_equal (vector.items[0].number, 1);
  wides_release (&vector);
}

static void
test_vector_release_keeps_errno (void **state)
{
  (void) state;
  struct string_vector vector = { 0 };
  assert_int_equal (string_vector_append (&vector, "a"), 0);
  errno = EDOM;
  string_vector_release (&vector);
  assert_int_equal (errno, EDOM);
}

static void
test_hash_table (void **state)
{
  (void) state;
  enum { COUNT = 5000 };
  static char names[COUNT][16];
  struct hash_table table = { 0 };
  assert_null (hash_table_find (&table, "a"));
  for (size_t i = 0; i < COUNT; i++)
    {
      snprintf (names[i], sizeof names[i], "name%zu", i);
      assert_int_equal (hash_table_add (&table, names[i], &names[i]), 0);
    }
  assert_int_equal (table.count, COUNT);
  for (size_t i = 0; i < COUNT; i++)
    assert_ptr_equal (hash_table_find (&table, names[i]), &names[i]);
  assert_null (hash_table_find (&table, "name"));
  assert_null (hash_table_find (&table, ""));
  hash_table_release (&table);
  assert_null (hash_table_find (&table, "name1"));
}

static void
test_hash_table_keeps_first (void **state)
{
  (void) state;
  int first = 1, second = 2;
  char copy[] = "twice";
  struct hash_table table = { 0 };
  assert_int_equal (hash_table_add (&table, "twice", &first), 0);
  assert_int_equal (hash_table_add (&table, copy, &second), 1);
  assert_int_equal (hash_table_add (&table, "", &second), 0);
  assert_int_equal (table.count, 2);
  assert_ptr_equal (hash_table_find (&table, copy), &first);
  assert_ptr_equal (hash_table_find (&table, ""), &second);
  errno = EDOM;
  hash_table_release (&table);
  assert_int_equal (errno, EDOM);
}

/* The test vectors of the hash's authors: names in the cache depend on it. */
static void
test_hash (void **state)
{
  (void) state;
  assert_true (hash_table_hash ("") == UINT64_C (0xcbf29ce484222325));
  assert_true (hash_table_hash ("a") == UINT64_C (0xaf63dc4c8601ec8c));
  assert_true (hash_table_hash ("foobar") == UINT64_C (0x85944171f73967e8));
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_vector_grows),
    cmocka_unit_test (test_vector_reserve),
    cmocka_unit_test (test_vector_too_large),
    cmocka_unit_test (test_vector_release_keeps_errno),
    cmocka_unit_test (test_hash_table),
    cmocka_unit_test (test_hash_table_keeps_first),
    cmocka_unit_test (test_hash),
  };
  return cmocka_run_group_tests (tests, NULL, NULL);
}
