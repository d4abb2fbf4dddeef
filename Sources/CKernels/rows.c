#include "CKernels.h"
#include <string.h>

int ck_is_utf8(const uint8_t *bytes, size_t count) {
    size_t i = 0;
    while (i < count) {
        if (i + 8 <= count) {
            uint64_t word;
            memcpy(&word, bytes + i, 8);
            if (!(word & 0x8080808080808080ull)) {
                i += 8;
                continue;
            }
        }
        uint8_t lead = bytes[i];
        if (lead < 0x80) {
            i++;
        } else if (lead >= 0xE0 && lead <= 0xEF) {
            if (i + 3 > count) return 0;
            uint8_t second = bytes[i + 1];
            if ((second & 0xC0) != 0x80 || (bytes[i + 2] & 0xC0) != 0x80) return 0;
            if ((lead == 0xE0 && second < 0xA0) || (lead == 0xED && second >= 0xA0)) return 0;
            i += 3;
        } else if (lead >= 0xC2 && lead <= 0xDF) {
            if (i + 2 > count || (bytes[i + 1] & 0xC0) != 0x80) return 0;
            i += 2;
        } else if (lead >= 0xF0 && lead <= 0xF4) {
            if (i + 4 > count) return 0;
            uint8_t second = bytes[i + 1];
            if ((second & 0xC0) != 0x80 || (bytes[i + 2] & 0xC0) != 0x80 || (bytes[i + 3] & 0xC0) != 0x80) return 0;
            if ((lead == 0xF0 && second < 0x90) || (lead == 0xF4 && second >= 0x90)) return 0;
            i += 4;
        } else {
            return 0;
        }
    }
    return 1;
}

static const size_t longest_field = 16u << 20;

ptrdiff_t ck_cut_rows(
    const uint8_t *bytes, size_t count, uint8_t separator, int has_quotes, size_t field_count, size_t most_rows,
    uint64_t *position, uint32_t *line, ck_field *fields, uint32_t *lines) {
    size_t at = *position;
    uint32_t number = *line;
    size_t rows = 0;
    while (rows < most_rows) {
        while (at < count && (bytes[at] == '\n' || (bytes[at] == '\r' && at + 1 < count && bytes[at + 1] == '\n'))) {
            at += bytes[at] == '\r' ? 2 : 1;
            number++;
        }
        if (at >= count) break;
        lines[rows] = number;
        for (size_t field = 0;; field++) {
            if (field == field_count) return -1;
            ck_field *cut = fields + rows * field_count + field;
            uint32_t doubled = 0;
            size_t end;
            if (has_quotes && at < count && bytes[at] == '"') {
                size_t start = ++at;
                for (;;) {
                    const uint8_t *quote = at < count ? memchr(bytes + at, '"', count - at) : NULL;
                    if (!quote) return -1;
                    end = (size_t)(quote - bytes);
                    at = end + 1;
                    if (at < count && bytes[at] == '"') {
                        doubled = CK_DOUBLED_QUOTES;
                        at++;
                        continue;
                    }
                    break;
                }
                for (size_t i = start; i < end; i++) {
                    if (bytes[i] == '\r' && bytes[i + 1] != '\n') return -1;
                    number += bytes[i] == '\n';
                }
                cut->start = start;
            } else {
                cut->start = at;
                while (at < count && bytes[at] != separator && bytes[at] != '\n' && bytes[at] != '\r') at++;
                end = at;
            }
            if (end - cut->start > longest_field) return -1;
            cut->length = (uint32_t)(end - cut->start) | doubled;
            if (at < count && bytes[at] == separator) {
                at++;
                continue;
            }
            if (at < count && bytes[at] == '\r') at++;
            if (at < count && bytes[at] != '\n') return -1;
            if (at == count && count > 0 && bytes[count - 1] == '\r') return -1;
            if (field + 1 != field_count) return -1;
            at += at < count;
            number++;
            break;
        }
        rows++;
    }
    *position = at;
    *line = number;
    return (ptrdiff_t)rows;
}
