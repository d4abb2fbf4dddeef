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
