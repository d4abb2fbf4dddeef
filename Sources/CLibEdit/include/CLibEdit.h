/// What Swift can't call by itself: libedit's variadic functions, stdio, signal handlers, `wcwidth`.
///
/// Text crosses as Unicode scalars (`uint32_t`), because that is what libedit edits: its `wchar_t` is UTF-32 here.
/// Nothing is decided in this layer; every decision is Swift's, through the two callbacks of `CLECallbacks`.
#ifndef CLIBEDIT_H
#define CLIBEDIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// MARK: Locale, width, terminal

/// Makes `LC_CTYPE` a UTF-8 locale whatever the environment says, and leaves numbers alone. False if there is none.
bool cle_force_utf8_locale(void);

/// Cells that `scalar` takes in the current locale; -1 if it can't be printed.
int cle_width(uint32_t scalar);

/// The size that the terminal behind `descriptor` reports. False if it reports none.
bool cle_terminal_size(int descriptor, int *rows, int *columns);

/// Writes to the `FILE` that libedit and Swift's `print` share, so that order is kept, and flushes it.
void cle_write(const char *bytes, size_t count);

/// The environment for a program to start, which Swift takes for shared mutable state.
char *const *cle_environment(void);

// MARK: Signals

/// Why `cle_wait` came back.
typedef enum {
    CLE_WAKE_INPUT,
    CLE_WAKE_TIMEOUT,
    CLE_WAKE_INTERRUPTED,
    CLE_WAKE_RESIZED,
    CLE_WAKE_CONTINUED,
    CLE_WAKE_TERMINATED,
    CLE_WAKE_GONE,
} CLEWake;

/// SIGINT raises a flag and interrupts system calls (no `SA_RESTART`); SIGPIPE gets its default back.
void cle_interrupt_install(void);
bool cle_interrupt_is_raised(void);
void cle_interrupt_clear(void);

/// Between these two, SIGWINCH, SIGCONT, SIGTERM and SIGHUP wake `cle_wait`, and SIGQUIT is ignored.
void cle_watch_begin(void);
void cle_watch_end(void);

/// Waits for input or a signal; a negative `milliseconds` waits for ever.
CLEWake cle_wait(int descriptor, int milliseconds);

/// Forgets that the program was stopped or the window resized, for who has just drawn anew.
void cle_forget_changes(void);

/// Stops the foreground job as the terminal would on Ctrl-Z; comes back after `fg`.
void cle_suspend(void);

/// Dies of the signal that `CLE_WAKE_TERMINATED` told of, if there was one.
void cle_terminate_if_asked(void);

// MARK: Editor

typedef struct CLEEditor CLEEditor;

/// What libedit is to do after a key.
typedef enum {
    /// Nothing has changed.
    CLE_NOTHING,
    /// Only the cursor has moved.
    CLE_CURSOR,
    /// The line or the prompt has changed.
    CLE_REFRESH,
    CLE_BEEP,
    /// The line is over: the cursor goes below it and `cle_read` comes back.
    CLE_FINISH,
} CLEAction;

typedef struct {
    /// Gives the next scalar to insert, or `CLE_KEY` to have `handle` called. 1: given, 0: end of input.
    int (*next)(void *context, uint32_t *scalar);
    /// Carries out the key that `next` announced.
    CLEAction (*handle)(void *context);
} CLECallbacks;

/// Stands for "a key that isn't text"; Ctrl-\ is never typed into a line, so its place is free.
#define CLE_KEY 0x1cu

/// Gives NULL if the terminal can't be edited on.
CLEEditor *cle_open(CLECallbacks callbacks);

/// What the callbacks are handed. It must outlive the editor, and be set before the first `cle_read`.
void cle_set_context(CLEEditor *editor, void *context);

/// Puts the terminal back as `cle_open` found it.
void cle_close(CLEEditor *editor);

/// Sets the prompt; what stands between two U+0001 is sent as it is and takes no cells.
void cle_set_prompt(CLEEditor *editor, const uint32_t *scalars, size_t count);

/// Edits one line, and gives false if it ended for want of input.
bool cle_read(CLEEditor *editor);

/// The line as it stands; valid until the next call.
const uint32_t *cle_line(CLEEditor *editor, size_t *count, size_t *cursor);

/// Replaces the line. `scalars` must not hold U+0000.
void cle_set_line(CLEEditor *editor, const uint32_t *scalars, size_t count, size_t cursor);

/// Draws prompt and line from where the terminal's cursor stands, which must be the first cell of a blank row.
void cle_redraw(CLEEditor *editor);

/// Has libedit ask for the terminal's size again.
void cle_resize(CLEEditor *editor);

/// Whether keys come one by one (true) or the terminal is as commands expect it (false).
void cle_set_raw(CLEEditor *editor, bool raw);

// MARK: History

typedef struct CLEHistory CLEHistory;

CLEHistory *cle_history_open(int capacity);
void cle_history_close(CLEHistory *history);
void cle_history_enter(CLEHistory *history, const char *text);
void cle_history_clear(CLEHistory *history);
int cle_history_count(CLEHistory *history);

/// The entry `age` steps back (0 is the newest), or NULL. Costs `age` steps.
const char *cle_history_entry(CLEHistory *history, int age);

/// Calls `visit` with each entry, newest first, until it gives false.
void cle_history_each(CLEHistory *history, bool (*visit)(void *context, const char *text), void *context);

#ifdef __cplusplus
}
#endif

#endif
