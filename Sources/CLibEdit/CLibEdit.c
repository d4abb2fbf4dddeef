#define _GNU_SOURCE
#include "CLibEdit.h"

#include <errno.h>
#include <fcntl.h>
#include <histedit.h>
#include <langinfo.h>
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>

_Static_assert(sizeof(wchar_t) == sizeof(uint32_t), "libedit's text is expected to be UTF-32");

// MARK: - Locale, width, terminal

static bool is_utf8(void) {
    return strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
}

bool cle_force_utf8_locale(void) {
    // libedit drops every Chinese byte, silently, unless LC_CTYPE is UTF-8. LC_NUMERIC stays "C": 0.5 is 0.5 everywhere.
    static const char *const fallbacks[] = {"C.UTF-8", "C.utf8", "en_US.UTF-8", "zh_CN.UTF-8"};
    setlocale(LC_CTYPE, "");
    for (size_t i = 0; !is_utf8() && i < sizeof fallbacks / sizeof *fallbacks; i++)
        setlocale(LC_CTYPE, fallbacks[i]);
    return is_utf8();
}

int cle_width(uint32_t scalar) {
    return wcwidth((wchar_t)scalar);
}

bool cle_terminal_size(int descriptor, int *rows, int *columns) {
    struct winsize size;
    if (ioctl(descriptor, TIOCGWINSZ, &size) != 0 || size.ws_row == 0 || size.ws_col == 0)
        return false;
    *rows = size.ws_row;
    *columns = size.ws_col;
    return true;
}

void cle_write(const char *bytes, size_t count) {
    fwrite(bytes, 1, count, stdout);
    fflush(stdout);
}

char *const *cle_environment(void) {
    return environ;
}

// MARK: - Signals

static atomic_int interrupted, resized, continued, terminated;

// A pipe rather than ppoll's mask: a signal may be delivered to any thread, and must still wake the one that waits.
static atomic_int wake_in = -1, wake_out = -1;

static void wake(void) {
    int saved = errno, out = atomic_load(&wake_out);
    if (out >= 0 && write(out, "", 1) < 0) {
        // The pipe is full, so the reader wakes anyway.
    }
    errno = saved;
}

static void on_interrupt(int number) {
    (void)number;
    atomic_store(&interrupted, 1);
    wake();
}

static void on_watched(int number) {
    switch (number) {
    case SIGWINCH: atomic_store(&resized, 1); break;
    case SIGCONT: atomic_store(&continued, 1); break;
    default: atomic_store(&terminated, number); break;
    }
    wake();
}

static void open_wake_pipe(void) {
    int ends[2];
    if (atomic_load(&wake_out) >= 0 || pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0)
        return;
    atomic_store(&wake_in, ends[0]);
    atomic_store(&wake_out, ends[1]);
}

void cle_interrupt_install(void) {
    open_wake_pipe();
    struct sigaction action = {.sa_handler = on_interrupt};
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, NULL);
    // A parent that ignores SIGPIPE (Python's subprocess, nohup) hands that on; then nothing would end `zhiku | head`.
    signal(SIGPIPE, SIG_DFL);
    // Past the limit of file sizes a write fails, which is told, instead of ending the program.
    signal(SIGXFSZ, SIG_IGN);
}

bool cle_interrupt_is_raised(void) {
    return atomic_load_explicit(&interrupted, memory_order_relaxed) != 0;
}

void cle_interrupt_clear(void) {
    atomic_store(&interrupted, 0);
}

static const int watched[] = {SIGWINCH, SIGCONT, SIGTERM, SIGHUP, SIGQUIT};
enum { watched_count = sizeof watched / sizeof *watched };
static struct sigaction unwatched[watched_count];

void cle_watch_begin(void) {
    open_wake_pipe();
    atomic_store(&resized, 0);
    atomic_store(&continued, 0);
    for (int i = 0; i < watched_count; i++) {
        struct sigaction action = {.sa_handler = watched[i] == SIGQUIT ? SIG_IGN : on_watched};
        sigemptyset(&action.sa_mask);
        sigaction(watched[i], NULL, &unwatched[i]);
        // What nohup has switched off stays off.
        if (unwatched[i].sa_handler != SIG_IGN)
            sigaction(watched[i], &action, NULL);
    }
}

void cle_watch_end(void) {
    for (int i = 0; i < watched_count; i++)
        sigaction(watched[i], &unwatched[i], NULL);
}

void cle_terminate_if_asked(void) {
    int number = atomic_exchange(&terminated, 0);
    if (number)
        raise(number);
}

CLEWake cle_wait(int descriptor, int milliseconds) {
    for (;;) {
        if (atomic_load(&terminated)) return CLE_WAKE_TERMINATED;
        if (atomic_load(&interrupted)) return CLE_WAKE_INTERRUPTED;
        if (atomic_exchange(&continued, 0)) return CLE_WAKE_CONTINUED;
        if (atomic_exchange(&resized, 0)) return CLE_WAKE_RESIZED;

        struct pollfd polled[2] = {{.fd = descriptor, .events = POLLIN}, {.fd = atomic_load(&wake_in), .events = POLLIN}};
        int ready = poll(polled, 2, milliseconds);
        if (ready < 0 && errno != EINTR) return CLE_WAKE_GONE;
        if (ready == 0) return CLE_WAKE_TIMEOUT;
        if (ready > 0 && polled[1].revents) {
            char drained[64];
            while (read(polled[1].fd, drained, sizeof drained) > 0) {
            }
        } else if (ready > 0) {
            // POLLHUP with bytes left is still input; read() tells when there are none.
            return polled[0].revents & (POLLIN | POLLHUP) ? CLE_WAKE_INPUT : CLE_WAKE_GONE;
        }
    }
}

void cle_forget_changes(void) {
    atomic_store(&resized, 0);
    atomic_store(&continued, 0);
}

void cle_suspend(void) {
    struct sigaction stop = {.sa_handler = SIG_DFL}, before;
    sigaction(SIGTSTP, &stop, &before);
    // The whole group, as the terminal does it: a script around us must stop with us, or the shell never gets the job.
    kill(0, SIGTSTP);
    sigaction(SIGTSTP, &before, NULL);
    atomic_store(&continued, 0);
}

// MARK: - Editor

struct CLEEditor {
    EditLine *el;
    FILE *silent;
    wchar_t *prompt;
    CLECallbacks callbacks;
    void *context;
    struct termios found;
};

static CLEEditor *editor_of(EditLine *el) {
    void *editor = NULL;
    el_wget(el, EL_CLIENTDATA, &editor);
    return editor;
}

static wchar_t *give_prompt(EditLine *el) {
    return editor_of(el)->prompt;
}

static int give_character(EditLine *el, wchar_t *character) {
    CLEEditor *editor = editor_of(el);
    uint32_t scalar = 0;
    int given = editor->callbacks.next(editor->context, &scalar);
    *character = (wchar_t)scalar;
    return given;
}

static unsigned char handle_key(EditLine *el, int character) {
    (void)character;
    CLEEditor *editor = editor_of(el);
    switch (editor->callbacks.handle(editor->context)) {
    case CLE_NOTHING: return CC_NORM;
    case CLE_CURSOR: return CC_CURSOR;
    case CLE_REFRESH: return CC_REFRESH;
    case CLE_BEEP: return CC_REFRESH_BEEP;
    case CLE_FINISH: break;
    }
    // CC_NEWLINE would print over the rows below the cursor; only libedit's own ed-newline goes to the last one first.
    const LineInfoW *line = el_wline(el);
    el_cursor(el, (int)(line->lastchar - line->cursor));
    el_wpush(el, L"\n");
    return CC_REFRESH;
}

/// Whether libedit knows how to move up on this terminal, which all editing over several rows needs.
static bool can_move_up(EditLine *el) {
    char *up = NULL;
    return el_get(el, EL_GETTC, "up", &up) == 0 && up != NULL && *up != '\0';
}

static bool set_up(CLEEditor *editor) {
    EditLine *el = editor->el;
    // A terminal without an entry (kitty, ghostty on a bare server) is nearly always an xterm at heart.
    if (!can_move_up(el)) el_set(el, EL_TERMINAL, "xterm");
    if (!can_move_up(el)) return false;

    // Inserting or deleting in front of a wide character, libedit steps back one cell instead of two and garbles the
    // row. Without these capabilities it rewrites the rest of the row, which is always right.
    static const char *const garbling[] = {"ic", "IC", "im", "ei", "ip", "dc", "DC", "dm", "ed"};
    for (size_t i = 0; i < sizeof garbling / sizeof *garbling; i++)
        el_set(el, EL_SETTC, garbling[i], "", NULL);

    el_set(el, EL_EDITOR, "emacs");
    // While a line is edited Ctrl-C, Ctrl-Z and Ctrl-S are keys, and a pasted CR LF arrives as it was sent.
    // Queries run in cooked mode, where Ctrl-C is SIGINT.
    el_set(el, EL_SETTY, "-d", "-isig", "-ixon", "-icrnl", "-inlcr", NULL);
    el_wset(el, EL_CLIENTDATA, editor);
    el_wset(el, EL_PROMPT_ESC, give_prompt, 1);
    el_wset(el, EL_GETCFN, give_character);
    el_wset(el, EL_ADDFN, L"zhiku-key", L"Carries out a key that is not text", handle_key);
    el_wset(el, EL_BIND, L"\\034", L"zhiku-key", NULL);
    return true;
}

CLEEditor *cle_open(CLECallbacks callbacks) {
    if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO)) return NULL;
    CLEEditor *editor = calloc(1, sizeof *editor);
    if (!editor) return NULL;
    editor->callbacks = callbacks;
    editor->prompt = wcsdup(L"> ");
    tcgetattr(STDIN_FILENO, &editor->found);
    // libedit complains of unknown terminals on its error stream; we fall back without a word.
    editor->silent = fopen("/dev/null", "we");
    if (editor->prompt && editor->silent)
        editor->el = el_init("zhiku", stdin, stdout, editor->silent);
    if (editor->el && set_up(editor)) return editor;
    cle_close(editor);
    return NULL;
}

void cle_set_context(CLEEditor *editor, void *context) {
    editor->context = context;
}

void cle_close(CLEEditor *editor) {
    if (editor->el) el_end(editor->el);
    tcsetattr(STDIN_FILENO, TCSADRAIN, &editor->found);
    if (editor->silent) fclose(editor->silent);
    free(editor->prompt);
    free(editor);
}

/// A copy that ends in U+0000.
static wchar_t *copied(const uint32_t *scalars, size_t count) {
    wchar_t *copy = malloc((count + 1) * sizeof *copy);
    if (!copy) return NULL;
    if (count > 0) memcpy(copy, scalars, count * sizeof *copy);
    copy[count] = L'\0';
    return copy;
}

void cle_set_prompt(CLEEditor *editor, const uint32_t *scalars, size_t count) {
    wchar_t *prompt = copied(scalars, count);
    if (!prompt) return;
    free(editor->prompt);
    editor->prompt = prompt;
}

bool cle_read(CLEEditor *editor) {
    int count = 0;
    const wchar_t *line = el_wgets(editor->el, &count);
    // libedit's cooked mode is nearly what it found; a program that ends while a query runs leaves exactly that.
    tcsetattr(STDIN_FILENO, TCSADRAIN, &editor->found);
    return line != NULL;
}

const uint32_t *cle_line(CLEEditor *editor, size_t *count, size_t *cursor) {
    const LineInfoW *line = el_wline(editor->el);
    *count = (size_t)(line->lastchar - line->buffer);
    *cursor = (size_t)(line->cursor - line->buffer);
    return (const uint32_t *)line->buffer;
}

void cle_set_line(CLEEditor *editor, const uint32_t *scalars, size_t count, size_t cursor) {
    EditLine *el = editor->el;
    const LineInfoW *line = el_wline(el);
    el_cursor(el, (int)(line->lastchar - line->cursor));
    el_deletestr(el, (int)(line->lastchar - line->buffer));
    wchar_t *text = count > 0 ? copied(scalars, count) : NULL;
    if (!text) return;
    el_winsertstr(el, text);
    free(text);
    line = el_wline(el);
    el_cursor(el, (int)cursor - (int)(line->cursor - line->buffer));
}

void cle_redraw(CLEEditor *editor) {
    el_wset(editor->el, EL_REFRESH);
}

void cle_resize(CLEEditor *editor) {
    el_resize(editor->el);
}

void cle_set_raw(CLEEditor *editor, bool raw) {
    el_wset(editor->el, EL_PREP_TERM, (int)raw);
    if (!raw) tcsetattr(STDIN_FILENO, TCSADRAIN, &editor->found);
}

// MARK: - History

CLEHistory *cle_history_open(int capacity) {
    History *list = history_init();
    HistEvent event;
    if (!list) return NULL;
    history(list, &event, H_SETSIZE, capacity);
    history(list, &event, H_SETUNIQUE, 1);
    return (CLEHistory *)list;
}

void cle_history_close(CLEHistory *list) {
    history_end((History *)list);
}

void cle_history_enter(CLEHistory *list, const char *text) {
    HistEvent event;
    history((History *)list, &event, H_ENTER, text);
}

void cle_history_clear(CLEHistory *list) {
    HistEvent event;
    history((History *)list, &event, H_CLEAR);
}

int cle_history_count(CLEHistory *list) {
    HistEvent event;
    return history((History *)list, &event, H_GETSIZE) < 0 ? 0 : event.num;
}

const char *cle_history_entry(CLEHistory *list, int age) {
    HistEvent event;
    int found = history((History *)list, &event, H_FIRST);
    for (; found >= 0 && age > 0; age--)
        found = history((History *)list, &event, H_NEXT);
    return found < 0 ? NULL : event.str;
}

void cle_history_each(CLEHistory *list, bool (*visit)(void *, const char *), void *context) {
    HistEvent event;
    int found = history((History *)list, &event, H_FIRST);
    while (found >= 0 && visit(context, event.str))
        found = history((History *)list, &event, H_NEXT);
}
