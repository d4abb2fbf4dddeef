/// libpq, found when a server is first asked for and not when the program starts.
///
/// These are declarations of our own of the few functions of its documented interface that zhiku calls, so that the build needs
/// neither its headers nor the library, and a start on a local graph doesn't load it. Nothing is decided here.
#ifndef CPOSTGRES_H
#define CPOSTGRES_H

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct pg_conn CPQConnection;
typedef struct pg_result CPQResult;
typedef struct pg_cancel CPQCancel;

/// Values of libpq's own enumerations, which its interface keeps.
enum {
    CPQ_CONNECTION_OK = 0,
    CPQ_CONNECTION_BAD = 1,

    CPQ_POLLING_FAILED = 0,
    CPQ_POLLING_READING = 1,
    CPQ_POLLING_WRITING = 2,
    CPQ_POLLING_OK = 3,

    CPQ_COMMAND_OK = 1,
    CPQ_TUPLES_OK = 2,
    CPQ_COPY_OUT = 3,
    CPQ_COPY_IN = 4,
    CPQ_FATAL_ERROR = 7,
    CPQ_SINGLE_TUPLE = 9,

    CPQ_TRANSACTION_IDLE = 0,
};

/// Loads the library; null if it is there, else why it is not.
///
/// `path` may name another file than the usual one. What was loaded stays; a further call costs nothing.
const char *cpq_load(const char *path);

/// Begins to connect. Null without memory.
CPQConnection *cpq_connect_start(const char *const *keywords, const char *const *values);
/// Goes on; one of `CPQ_POLLING_…`.
int cpq_connect_poll(CPQConnection *connection);
int cpq_status(const CPQConnection *connection);
int cpq_transaction_status(const CPQConnection *connection);
/// What went wrong last, in words of libpq or the server.
const char *cpq_error(const CPQConnection *connection);
/// Whether the server wanted a password and got none.
bool cpq_needs_password(const CPQConnection *connection);
int cpq_socket(const CPQConnection *connection);
/// 150018 for 15.18.
int cpq_server_version(const CPQConnection *connection);
/// `server_encoding` and such; null if the server didn't say.
const char *cpq_parameter(const CPQConnection *connection, const char *name);
const char *cpq_host(const CPQConnection *connection);
const char *cpq_port(const CPQConnection *connection);
const char *cpq_database(const CPQConnection *connection);
void cpq_finish(CPQConnection *connection);

/// Sends one statement; its parameters are text, null for a missing one.
bool cpq_send(CPQConnection *connection, const char *text, int count, const char *const *values);
/// Rows come one by one; to be said right after sending.
bool cpq_row_by_row(CPQConnection *connection);
/// 0 when all is sent, 1 when the server must be waited for, -1 when it failed.
int cpq_flush(CPQConnection *connection);
bool cpq_consume(CPQConnection *connection);
bool cpq_is_busy(CPQConnection *connection);
CPQResult *cpq_result(CPQConnection *connection);
int cpq_result_status(const CPQResult *result);
/// The five letters of SQLSTATE; null for an error that isn't the server's.
const char *cpq_result_code(const CPQResult *result);
/// The server's first line on an error.
const char *cpq_result_message(const CPQResult *result);
int cpq_row_count(const CPQResult *result);
int cpq_column_count(const CPQResult *result);
bool cpq_is_null(const CPQResult *result, int row, int column);
const char *cpq_value(const CPQResult *result, int row, int column);
int cpq_length(const CPQResult *result, int row, int column);
void cpq_clear(CPQResult *result);

/// A line of COPY … TO STDOUT: its length, 0 to wait, -1 at the end, -2 when it failed. To be freed.
int cpq_copied(CPQConnection *connection, char **line);
void cpq_free(void *memory);
/// Bytes of COPY … FROM STDIN: 1 when taken, 0 to wait, -1 when it failed.
int cpq_copy(CPQConnection *connection, const char *bytes, int count);
/// Ends it; with a reason nothing is kept. The same values.
int cpq_copy_end(CPQConnection *connection, const char *reason);

/// Asks the server to give up what it does. False if it couldn't be asked.
bool cpq_cancel(CPQConnection *connection);

/// Waits for a socket, to read or also to write: 1 when there is something, 0 after the time, -1 after a signal.
int cpq_wait(int socket, bool writing, int milliseconds);

#ifdef __cplusplus
}
#endif

#endif
