/* hash_table.c: finds values by their names.
 *
 * Open addressing with linear probing; at most half of the slots are in use. */
#include <config.h>

#include "hash_table.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { HASH_TABLE_FIRST_ROOM = 16 };

struct hash_table_slot {
  uint64_t hash;
  const char *name;             /* NULL: not in use */
  const void *value;
};

uint64_t
hash_table_hash (const char *string)
{
  uint64_t hash = UINT64_C (0xcbf29ce484222325);
  for (const unsigned char *s = (const unsigned char *) string; *s != '\0'; s++)
    hash = (hash ^ *s) * UINT64_C (0x100000001b3);
  return hash;
}

/* The slot that NAME has, or gets if it is added.  Names chosen to share a slot
 * make this slow, so that whole hashes are compared before names. */
static struct hash_table_slot *
hash_table_slot (struct hash_table_slot *slots, size_t room, uint64_t hash,
                 const char *name)
{
  for (size_t i = (size_t) hash;; i++)
    {
      struct hash_table_slot *slot = &slots[i & (room - 1)];
      if (slot->name == NULL
          || (slot->hash == hash && strcmp (slot->name, name) == 0))
        return slot;
    }
}

static int
hash_table_grow (struct hash_table *table)
{
  size_t room = table->room == 0 ? HASH_TABLE_FIRST_ROOM : table->room * 2;
  struct hash_table_slot *slots = calloc (room, sizeof *slots);
  if (slots == NULL)
    return -1;
  for (size_t i = 0; i < table->room; i++)
    if (table->slots[i].name != NULL)
      *hash_table_slot (slots, room, table->slots[i].hash,
                        table->slots[i].name) = table->slots[i];
  free (table->slots);
  table->slots = slots;
  table->room = room;
  return 0;
}

int
hash_table_add (struct hash_table *table, const char *name, const void *value)
{
  if (table->count >= table->room / 2 && hash_table_grow (table) != 0)
    return -1;

  uint64_t hash = hash_table_hash (name);
  struct hash_table_slot *slot = hash_table_slot (table->slots, table->room,
                                                  hash, name);
  if (slot->name != NULL)
    return 1;
  *slot = (struct hash_table_slot) { hash, name, value };
  table->count++;
  return 0;
}

const void *
hash_table_find (const struct hash_table *table, const char *name)
{
  if (table->count == 0)
    return NULL;
  return hash_table_slot (table->slots, table->room, hash_table_hash (name),
                          name)->value;
}

void
hash_table_release (struct hash_table *table)
{
  int saved = errno;
  free (table->slots);
  *table = (struct hash_table) { 0 };
  errno = saved;
}
