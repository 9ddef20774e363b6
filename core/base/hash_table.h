/* hash_table.h: finds values by their names. */
#ifndef PYVENV_HASH_TABLE_H
#define PYVENV_HASH_TABLE_H

#include <stddef.h>
#include <stdint.h>

/* Begins as { 0 }.  Names and values belong to the caller and must outlive the
 * table. */
struct hash_table {
  struct hash_table_slot *slots;
  size_t count;                 /* of the names in it */
  size_t room;                  /* of the slots; a power of two, or 0 */
};

/* Adds NAME with VALUE, which is not NULL.  Returns 0; 1 where NAME is in the
 * table already, which then keeps its value; -1 with errno ENOMEM. */
int hash_table_add (struct hash_table *table, const char *name,
                    const void *value);

/* The value of NAME, or NULL where the table does not have it. */
const void *hash_table_find (const struct hash_table *table, const char *name);

/* Frees the table, not its names and values, and keeps errno.  It is empty
 * afterwards. */
void hash_table_release (struct hash_table *table);

/* The 64-bit FNV-1a hash of STRING.  Names of files in the cache are made from
 * it, so it has to stay as it is.  It is not made to resist an attacker. */
uint64_t hash_table_hash (const char *string);

#endif
