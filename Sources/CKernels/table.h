#ifndef TABLE_H
#define TABLE_H

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

// Lists of the numbers of texts in a hash table of open addressing, while an index is made.

/// A piece of a list; each is twice as long as the one before it, up to a limit, so that none is ever copied to grow.
typedef struct block {
    struct block *next;
    uint8_t bytes[];
} block;

typedef struct {
    uint64_t key;
    block *first;
    block *current;
    /// The number of the last text.
    uint32_t last;
    uint32_t count;
    /// In bytes, and how many of them are in the current block.
    uint32_t length;
    uint16_t used;
    uint16_t room;
    /// Of a pair: it is frequent, so that its triples are wanted. Of a triple: it isn't wanted, being nearly as frequent as its pairs.
    uint32_t is_marked;
} list;

enum { first_room = 24, most_room = 4088 };

/// How many bytes the block behind one of `room` bytes holds.
static inline uint32_t room_behind(uint32_t room) {
    uint32_t next = 2 * (room + sizeof(block)) - sizeof(block);
    return room == 0 ? first_room : next < most_room ? next : most_room;
}

/// Memory for blocks, which is given back at once.
typedef struct {
    struct slab *slabs;
    uint8_t *free;
    size_t free_count;
} block_store;

/// The lists by their keys.
typedef struct {
    list *lists;
    size_t list_count;
    size_t list_capacity;
    /// Numbers of lists, plus 1; 0 is free.
    uint32_t *slots;
    unsigned shift;
    block_store blocks;
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

/// Sorts the lists by their keys and leaves out those without texts. Lists can't be looked for any more.
void table_sort(table *table);

/// A further block for a list; 0 if there is no memory.
int list_extend(list *list, block_store *blocks);

/// Copies all bytes of a list.
void list_copy(const list *list, uint8_t *to);

/// Adds a text that comes behind the others; 0 if there is no list or no memory.
static inline int append(list *list, uint32_t text, block_store *blocks) {
    if (!list) return 0;
    if (list->count && list->last == text) return 1;
    uint32_t difference = text - list->last;
    for (;;) {
        if (list->used == list->room && !list_extend(list, blocks)) return 0;
        list->length++;
        if (difference < 0x80) break;
        list->current->bytes[list->used++] = (uint8_t)(difference | 0x80);
        difference >>= 7;
    }
    list->current->bytes[list->used++] = (uint8_t)difference;
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
