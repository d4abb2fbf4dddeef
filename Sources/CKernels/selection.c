// Rows of columns that pass a test: every row is written down, and the place moves on where it passes, so that there is no branch.
#include "CKernels.h"

size_t ck_select_amounts(
    const double *amounts, size_t first, size_t end, double low, double high, uint32_t *rows) {
    size_t found = 0;
    for (size_t row = first; row < end; row++) {
        rows[found] = (uint32_t)row;
        found += (amounts[row] >= low) & (amounts[row] <= high);
    }
    return found;
}

size_t ck_select_entries(
    const uint32_t *entries, size_t first, size_t end, const uint8_t *verdicts, uint32_t *rows) {
    size_t found = 0;
    for (size_t row = first; row < end; row++) {
        rows[found] = (uint32_t)row;
        found += verdicts[entries[row]];
    }
    return found;
}

size_t ck_refine_amounts(const double *amounts, double low, double high, uint32_t *rows, size_t count) {
    size_t found = 0;
    for (size_t place = 0; place < count; place++) {
        uint32_t row = rows[place];
        rows[found] = row;
        found += (amounts[row] >= low) & (amounts[row] <= high);
    }
    return found;
}

size_t ck_refine_entries(const uint32_t *entries, const uint8_t *verdicts, uint32_t *rows, size_t count) {
    size_t found = 0;
    for (size_t place = 0; place < count; place++) {
        uint32_t row = rows[place];
        rows[found] = row;
        found += verdicts[entries[row]];
    }
    return found;
}

size_t ck_refine_bits(const uint8_t *bits, uint32_t *rows, size_t count) {
    size_t found = 0;
    for (size_t place = 0; place < count; place++) {
        uint32_t row = rows[place];
        rows[found] = row;
        found += bits[row >> 3] >> (row & 7) & 1;
    }
    return found;
}

size_t ck_refine_unmarked(const uint64_t *words, uint32_t *rows, size_t count) {
    size_t found = 0;
    for (size_t place = 0; place < count; place++) {
        uint32_t row = rows[place];
        rows[found] = row;
        found += ~(words[row >> 6] >> (row & 63)) & 1;
    }
    return found;
}

size_t ck_part_marked(
    const uint64_t *words, uint32_t first, uint32_t limit, const uint32_t *nodes, size_t count, uint32_t *unmarked,
    uint32_t *marked) {
    size_t others = 0;
    for (size_t place = 0; place < count; place++) {
        uint32_t node = nodes[place], row = node - first;
        size_t is_marked = row >= limit || words[row >> 6] >> (row & 63) & 1;
        unmarked[others] = node;
        marked[place - others] = node;
        others += !is_marked;
    }
    return others;
}

size_t ck_find_marked(
    const uint64_t *words, uint32_t first, uint32_t limit, const uint32_t *nodes, size_t count, uint32_t *places) {
    size_t found = 0;
    for (size_t place = 0; place < count; place++) {
        uint32_t row = nodes[place] - first;
        places[found] = (uint32_t)place;
        found += row >= limit || words[row >> 6] >> (row & 63) & 1;
    }
    return found;
}
