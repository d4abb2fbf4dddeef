#ifndef CKERNELS_H
#define CKERNELS_H

#include <stddef.h>
#include <stdint.h>

/// The offset of the first occurrence of the needle in the bytes, or -1.
/// glibc's memmem, which Swift's Glibc module does not show because it is a GNU extension.
ptrdiff_t ck_find(const uint8_t *bytes, size_t count, const uint8_t *needle, size_t needle_count);

/// Whether the bytes are well-formed UTF-8.
int ck_is_utf8(const uint8_t *bytes, size_t count);

/// Takes blocks of 64 bytes into the state of a SHA-256, with its constants; 0 if the processor has no instructions for it.
int ck_sha256_blocks(
    uint32_t state[8], const uint8_t *bytes, size_t block_count, const uint32_t constants[64]);

/// Where a field of a table stands: its first byte and its length, without quotes around it.
typedef struct {
    uint64_t start;
    /// The highest bit says that quotes within are doubled.
    uint32_t length;
} ck_field;

#define CK_DOUBLED_QUOTES 0x80000000u

/// Cuts rows of comma- or tab-separated text into fields.
///
/// `position` and `line` (from 1) are where the next row begins, and move on. Rows that are wholly empty are passed over.
/// Returns how many rows were cut, at most `most_rows`; -1 if something isn't as plain as that: another number of fields, a
/// quote out of place, a carriage return that no line feed follows, a field of 16 MB.
ptrdiff_t ck_cut_rows(
    const uint8_t *bytes, size_t count, uint8_t separator, int has_quotes, size_t field_count, size_t most_rows,
    uint64_t *position, uint32_t *line, ck_field *fields, uint32_t *lines);

/// The lists of an index of pairs of neighbouring characters, and of some triples, made of texts that are added in the order of
/// their numbers. A key has 21 bits for each code point.
typedef struct ck_bigrams ck_bigrams;

/// NULL if there is no memory, as 0 says of the functions below.
ck_bigrams *ck_bigrams_new(void);
void ck_bigrams_free(ck_bigrams *bigrams);

/// Before any text is added, if there are to be triples: counts the pairs of every `stride`th text from `first` to `end`, without it,
/// then, in the same texts, the triples of two pairs that at least `least` of them have. Text i is the bytes from offsets[i] to
/// offsets[i + 1].
int ck_bigrams_count_pairs(
    ck_bigrams *bigrams, const uint8_t *bytes, const uint32_t *offsets, uint32_t first, uint32_t end, uint32_t stride);
int ck_bigrams_count_triples(
    ck_bigrams *bigrams, const uint8_t *bytes, const uint32_t *offsets, uint32_t first, uint32_t end, uint32_t stride,
    uint32_t least);

/// Then: from now on triples of such pairs are collected, but for those that are in more than one of `ratio` of the texts with the
/// rarer of their pairs, as far as the sample tells.
void ck_bigrams_choose(ck_bigrams *bigrams, uint32_t least, uint32_t ratio);

/// Adds the texts `first` up to `end`, without it.
int ck_bigrams_add(
    ck_bigrams *bigrams, const uint8_t *bytes, const uint32_t *offsets, uint32_t first, uint32_t end);

/// When all are added: leaves out the triples that say little more than their pairs, by the counts of all texts.
void ck_bigrams_leave_out(ck_bigrams *bigrams, uint32_t ratio);

/// When no more are added, and before the lists are asked for: sorts them by their keys.
void ck_bigrams_finish(ck_bigrams *bigrams);

size_t ck_bigrams_key_count(const ck_bigrams *bigrams, int of_triples);

/// A list of an index.
typedef struct {
    uint64_t key;
    /// Of texts.
    uint32_t count;
    /// In bytes.
    uint32_t length;
} ck_list;

/// The list at a place in the order of the keys, and its bytes.
ck_list ck_bigrams_list(const ck_bigrams *bigrams, int of_triples, size_t place);
void ck_bigrams_copy(const ck_bigrams *bigrams, int of_triples, size_t place, uint8_t *postings);

/// Marks the numbers of a list that are below the limit, `first` further on, in a set of one bit each; says how many are new there.
size_t ck_list_mark(const uint8_t *bytes, size_t count, uint32_t limit, uint64_t first, uint64_t *words);

/// Leaves of ascending numbers those that are in a list, and says how many that are.
size_t ck_list_narrow(const uint8_t *bytes, size_t count, uint32_t *numbers, size_t number_count);

// Rows that pass a test, ascending, and how many they are; there is room for all that are asked.

/// Of the rows from `first` up to `end` those whose amount lies within the bounds, or whose entry's verdict is 1 (and not 0).
size_t ck_select_amounts(
    const double *amounts, size_t first, size_t end, double low, double high, uint32_t *rows);
size_t ck_select_entries(
    const uint32_t *entries, size_t first, size_t end, const uint8_t *verdicts, uint32_t *rows);

/// Keeps those of the given rows; the last two, those whose bit is set, or isn't.
size_t ck_refine_amounts(const double *amounts, double low, double high, uint32_t *rows, size_t count);
size_t ck_refine_entries(const uint32_t *entries, const uint8_t *verdicts, uint32_t *rows, size_t count);
size_t ck_refine_bits(const uint8_t *bits, uint32_t *rows, size_t count);
size_t ck_refine_unmarked(const uint64_t *words, uint32_t *rows, size_t count);

/// Parts nodes by their rows, their numbers less `first`: those whose row has a bit or isn't below the limit are marked, and how many
/// are not comes back. There is room for all nodes among either.
size_t ck_part_marked(
    const uint64_t *words, uint32_t first, uint32_t limit, const uint32_t *nodes, size_t count, uint32_t *unmarked,
    uint32_t *marked);

/// Writes the places of the marked ones among the nodes, and says how many they are.
size_t ck_find_marked(
    const uint64_t *words, uint32_t first, uint32_t limit, const uint32_t *nodes, size_t count, uint32_t *places);

/// The members of a set of one bit each, ascending; there is room for them all.
void ck_bits_members(const uint64_t *words, size_t count, uint32_t *members);

/// Adds to each group's number in the first of four tables, which are zeros, how many of the nodes it has: a node's group is the entry of
/// its number less `first`.
void ck_group_count(
    const uint32_t *entries, uint32_t first, const uint32_t *nodes, size_t count, size_t group_count, uint32_t *tables);

/// Puts each node where its group's next one goes, and moves that on.
void ck_group_place(
    const uint32_t *entries, uint32_t first, const uint32_t *nodes, size_t count, uint32_t *starts, uint32_t *members);

/// The edges of nodes that have others than the base says.
typedef struct {
    /// One bit for each node from `first` on, `count` of them, and how many such nodes come before a word that has any.
    const uint64_t *words;
    const uint32_t *ranks;
    uint64_t first;
    uint64_t count;
    /// By the place of a node among them; its targets may be read when `gathered` is 1.
    const uint32_t *offsets;
    const uint32_t *targets;
    const uint8_t *gathered;
} ck_changed;

/// The edges of nodes with consecutive numbers from `first` on: those of a node lead to `targets` from one of `offsets` up to the next.
typedef struct {
    const uint32_t *offsets;
    const uint32_t *targets;
    uint64_t first;
    uint64_t count;
    /// Nodes whose edges are others; NULL if there is no such node.
    const ck_changed *changed;
} ck_edges;

/// Of the entries from `first` up to `end` the targets of those whose edges have no bit among `removed`, of which there are so many: an
/// edge's number is that of `edges`, or the entry's own without these. Says how many they are; there is room for `room`, and more
/// aren't written.
size_t ck_edges_keep(
    const uint32_t *targets, const uint32_t *edges, size_t first, size_t end, const uint64_t *removed, size_t bit_count,
    uint32_t *kept, size_t room);

// What follows goes through nodes up to the first whose edges aren't among the given ones or aren't gathered, and says how many it
// went through.

/// Adds how many edges the nodes have.
size_t ck_edges_count(const ck_edges *edges, const uint32_t *nodes, size_t count, size_t *edge_count);

/// Marks their ends in a set of one bit each, less `least`, and adds how many were new. A number from `limit` on, for which there is a
/// bit too, is taken for `limit`.
size_t ck_edges_mark(
    const ck_edges *edges, const uint32_t *nodes, size_t count, uint64_t *words, uint64_t least, uint64_t limit,
    size_t *fresh);

/// Adds the number of each node to the sums of its ends; ends whose sum was 0 are appended to those found, for which there is room for as
/// many as there are edges, and one more.
size_t ck_edges_add(
    const ck_edges *edges, const uint32_t *nodes, const double *walks, size_t count, double *sums, uint32_t *found,
    size_t *found_count);

/// Adds the numbers of the ends of each node, times its own.
size_t ck_edges_sum(
    const ck_edges *edges, const uint32_t *nodes, const double *walks, size_t count, const double *numbers,
    double *total);

/// Has the memory at an address brought near, as it will be read soon. Any address will do.
static inline void ck_prefetch(const void *address) { __builtin_prefetch(address); }

/// From now on blocks of up to so many bytes are cut from memory that is kept when they are freed, up to so many bytes of it.
void ck_keep_freed_memory(int largest_block, int most);

/// Whether an open file is on a file system that is memory itself. Swift's Glibc module doesn't show `fstatfs`.
int ck_is_in_memory(int file);

/// Has the system begin to write what a file got to the disk, without waiting for it.
void ck_begin_writing(int file);

/// A name of a node while names are sorted.
typedef struct {
    const uint8_t *text;
    uint64_t key;
    uint32_t length;
    uint32_t node;
    uint32_t role;
} ck_name;

/// Sorts by the bytes of the texts, equal ones by their nodes. Asks now and then whether to stop, if there is whom to ask; 0 if it
/// stopped, and the names are then in any order.
int ck_sort_names(ck_name *names, size_t count, int (*is_to_stop)(void *), void *context);

#endif
