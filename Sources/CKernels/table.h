#ifndef TABLE_H
#define TABLE_H

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

// Lists of the numbers of texts in a hash table of open addressing, while an index is made.

typedef struct {
    uint64_t key;
    uint8_t *bytes;
    uint32_t last;
    uint32_t count;
    uint32_t length;
    uint32_t capacity;
    /// Of a pair: it is frequent, so that its triples are wanted. Of a triple: it isn't wanted, being nearly as frequent as its pairs.
    uint32_t is_marked;
} list;

/// The lists by their keys.
typedef struct {
    list *lists;
    size_t list_count;
    size_t list_capacity;
    /// Numbers of lists, plus 1; 0 is free.
    uint32_t *slots;
    unsigned shift;
} table;

/// 0 if there is no memory.
int table_make(table *made);
void table_clear(table *table);

/// A new list for a key that has none; NULL if there is no memory. Other lists may move.
list *table_add(table *table, uint64_t key);

/// Where looking for a key begins.
static inline size_t table_place(const table *table, uint64_t key) {
    return (size_t)(key * 0x9E3779B97F4A7C15ull >> table->shift);
}

/// NULL if there is none.
static inline list *table_known(const table *table, uint64_t key) {
    size_t mask = ((size_t)1 << (64 - table->shift)) - 1;
    for (size_t at = table_place(table, key); table->slots[at]; at = (at + 1) & mask) {
        list *candidate = table->lists + table->slots[at] - 1;
        if (candidate->key == key) return candidate;
    }
    return NULL;
}

/// The list of a key, a new one if there is none; NULL if there is no memory.
static inline list *table_found(table *table, uint64_t key) {
    list *found = table_known(table, key);
    return found ? found : table_add(table, key);
}

/// Adds a text that comes behind the others; 0 if there is no list or no memory.
static inline int append(list *list, uint32_t text) {
    if (!list) return 0;
    if (list->count && list->last == text) return 1;
    if (list->capacity - list->length < 5) {
        uint32_t capacity = list->capacity ? list->capacity * 2 : 16;
        uint8_t *bytes = realloc(list->bytes, capacity);
        if (!bytes) return 0;
        list->bytes = bytes;
        list->capacity = capacity;
    }
    uint32_t difference = text - list->last;
    while (difference >= 0x80) {
        list->bytes[list->length++] = (uint8_t)(difference | 0x80);
        difference >>= 7;
    }
    list->bytes[list->length++] = (uint8_t)difference;
    list->last = text;
    list->count++;
    return 1;
}

/// Counts a text that comes behind the others; 0 if there is no list.
static inline int count_once(list *list, uint32_t text) {
    if (!list) return 0;
    if (!list->count || list->last != text) list->count++;
    list->last = text;
    return 1;
}

#endif
