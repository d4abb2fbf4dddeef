#include "table.h"
#include <stdlib.h>

static const unsigned first_bits = 14;

int table_make(table *made) {
    made->shift = 64 - first_bits;
    made->slots = calloc((size_t)1 << first_bits, sizeof *made->slots);
    made->list_capacity = (size_t)1 << (first_bits - 1);
    made->lists = malloc(made->list_capacity * sizeof *made->lists);
    return made->slots && made->lists;
}

void table_clear(table *table) {
    for (size_t i = 0; i < table->list_count; i++) free(table->lists[i].bytes);
    free(table->lists);
    free(table->slots);
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
