#include "table.h"
#include <stdlib.h>
#include <string.h>

static const unsigned first_bits = 14;

int table_make(table *made) {
    made->shift = 64 - first_bits;
    made->slots = calloc((size_t)1 << first_bits, sizeof *made->slots);
    made->list_capacity = (size_t)1 << (first_bits - 1);
    made->lists = malloc(made->list_capacity * sizeof *made->lists);
    return made->slots && made->lists;
}

struct slab {
    struct slab *next;
    uint64_t bytes[];
};

static const size_t slab_size = (size_t)1 << 20;

void table_clear(table *table) {
    for (struct slab *slab = table->blocks.slabs; slab;) {
        struct slab *next = slab->next;
        free(slab);
        slab = next;
    }
    free(table->lists);
    free(table->slots);
}

int list_extend(list *list, block_store *blocks) {
    uint32_t room = room_behind(list->room);
    size_t size = sizeof(block) + room;
    if (blocks->free_count < size) {
        struct slab *slab = malloc(slab_size);
        if (!slab) return 0;
        slab->next = blocks->slabs;
        blocks->slabs = slab;
        blocks->free = (uint8_t *)slab->bytes;
        blocks->free_count = slab_size - sizeof *slab;
    }
    block *fresh = (block *)blocks->free;
    blocks->free += size;
    blocks->free_count -= size;
    fresh->next = NULL;
    if (list->current) {
        list->current->next = fresh;
    } else {
        list->first = fresh;
    }
    list->current = fresh;
    list->used = 0;
    list->room = (uint16_t)room;
    return 1;
}

void list_copy(const list *list, uint8_t *to) {
    uint32_t rest = list->length;
    uint32_t room = 0;
    for (const block *block = list->first; rest; block = block->next) {
        room = room_behind(room);
        uint32_t count = rest < room ? rest : room;
        memcpy(to, block->bytes, count);
        to += count;
        rest -= count;
    }
}

static int by_key(const void *left, const void *right) {
    uint64_t a = ((const list *)left)->key;
    uint64_t b = ((const list *)right)->key;
    return (a > b) - (a < b);
}

void table_sort(table *table) {
    size_t kept = 0;
    for (size_t i = 0; i < table->list_count; i++) {
        if (table->lists[i].count) table->lists[kept++] = table->lists[i];
    }
    table->list_count = kept;
    qsort(table->lists, kept, sizeof *table->lists, by_key);
}

static int grow(table *table) {
    unsigned bits = 64 - table->shift + 1;
    size_t mask = ((size_t)1 << bits) - 1;
    uint32_t *slots = calloc(mask + 1, sizeof *slots);
    list *lists = realloc(table->lists, table->list_capacity * 2 * sizeof *lists);
    if (lists) table->lists = lists;
    if (!slots || !lists) {
        free(slots);
        return 0;
    }
    table->list_capacity *= 2;
    table->shift--;
    free(table->slots);
    table->slots = slots;
    for (size_t i = 0; i < table->list_count; i++) {
        size_t at = table_place(table, lists[i].key);
        while (slots[at]) at = (at + 1) & mask;
        slots[at] = (uint32_t)i + 1;
    }
    return 1;
}

list *table_add(table *table, uint64_t key) {
    if (table->list_count == table->list_capacity && !grow(table)) return NULL;
    size_t mask = ((size_t)1 << (64 - table->shift)) - 1;
    size_t at = table_place(table, key);
    while (table->slots[at]) at = (at + 1) & mask;
    list *fresh = table->lists + table->list_count++;
    *fresh = (list){.key = key};
    table->slots[at] = (uint32_t)table->list_count;
    return fresh;
}
