#include "CPostgres.h"

#include <dlfcn.h>
#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>

typedef void (*NoticeProcessor)(void *, const char *);

/// The functions by the names of libpq.
static struct {
    CPQConnection *(*connectStartParams)(const char *const *, const char *const *, int);
    int (*connectPoll)(CPQConnection *);
    int (*status)(const CPQConnection *);
    int (*transactionStatus)(const CPQConnection *);
    char *(*errorMessage)(const CPQConnection *);
    int (*connectionNeedsPassword)(const CPQConnection *);
    int (*socket)(const CPQConnection *);
    int (*serverVersion)(const CPQConnection *);
    const char *(*parameterStatus)(const CPQConnection *, const char *);
    char *(*host)(const CPQConnection *);
    char *(*port)(const CPQConnection *);
    char *(*db)(const CPQConnection *);
    void (*finish)(CPQConnection *);
    int (*setnonblocking)(CPQConnection *, int);
    NoticeProcessor (*setNoticeProcessor)(CPQConnection *, NoticeProcessor, void *);
    int (*sendQueryParams)(CPQConnection *, const char *, int, const unsigned *, const char *const *, const int *,
                           const int *, int);
    int (*setSingleRowMode)(CPQConnection *);
    int (*flush)(CPQConnection *);
    int (*consumeInput)(CPQConnection *);
    int (*isBusy)(CPQConnection *);
    CPQResult *(*getResult)(CPQConnection *);
    int (*resultStatus)(const CPQResult *);
    char *(*resultErrorField)(const CPQResult *, int);
    int (*ntuples)(const CPQResult *);
    int (*nfields)(const CPQResult *);
    int (*getisnull)(const CPQResult *, int, int);
    char *(*getvalue)(const CPQResult *, int, int);
    int (*getlength)(const CPQResult *, int, int);
    void (*clear)(CPQResult *);
    int (*getCopyData)(CPQConnection *, char **, int);
    void (*freemem)(void *);
    int (*putCopyData)(CPQConnection *, const char *, int);
    int (*putCopyEnd)(CPQConnection *, const char *);
    CPQCancel *(*getCancel)(CPQConnection *);
    int (*cancel)(CPQCancel *, char *, int);
    void (*freeCancel)(CPQCancel *);
} pq;

static const struct {
    const char *name;
    void **place;
} names[] = {
    {"PQconnectStartParams", (void **)&pq.connectStartParams},
    {"PQconnectPoll", (void **)&pq.connectPoll},
    {"PQstatus", (void **)&pq.status},
    {"PQtransactionStatus", (void **)&pq.transactionStatus},
    {"PQerrorMessage", (void **)&pq.errorMessage},
    {"PQconnectionNeedsPassword", (void **)&pq.connectionNeedsPassword},
    {"PQsocket", (void **)&pq.socket},
    {"PQserverVersion", (void **)&pq.serverVersion},
    {"PQparameterStatus", (void **)&pq.parameterStatus},
    {"PQhost", (void **)&pq.host},
    {"PQport", (void **)&pq.port},
    {"PQdb", (void **)&pq.db},
    {"PQfinish", (void **)&pq.finish},
    {"PQsetnonblocking", (void **)&pq.setnonblocking},
    {"PQsetNoticeProcessor", (void **)&pq.setNoticeProcessor},
    {"PQsendQueryParams", (void **)&pq.sendQueryParams},
    {"PQsetSingleRowMode", (void **)&pq.setSingleRowMode},
    {"PQflush", (void **)&pq.flush},
    {"PQconsumeInput", (void **)&pq.consumeInput},
    {"PQisBusy", (void **)&pq.isBusy},
    {"PQgetResult", (void **)&pq.getResult},
    {"PQresultStatus", (void **)&pq.resultStatus},
    {"PQresultErrorField", (void **)&pq.resultErrorField},
    {"PQntuples", (void **)&pq.ntuples},
    {"PQnfields", (void **)&pq.nfields},
    {"PQgetisnull", (void **)&pq.getisnull},
    {"PQgetvalue", (void **)&pq.getvalue},
    {"PQgetlength", (void **)&pq.getlength},
    {"PQclear", (void **)&pq.clear},
    {"PQgetCopyData", (void **)&pq.getCopyData},
    {"PQfreemem", (void **)&pq.freemem},
    {"PQputCopyData", (void **)&pq.putCopyData},
    {"PQputCopyEnd", (void **)&pq.putCopyEnd},
    {"PQgetCancel", (void **)&pq.getCancel},
    {"PQcancel", (void **)&pq.cancel},
    {"PQfreeCancel", (void **)&pq.freeCancel},
};

const char *cpq_load(const char *path) {
    static bool isLoaded;
    if (isLoaded) return NULL;
    void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    if (!library) return dlerror();
    for (size_t place = 0; place < sizeof names / sizeof *names; place++) {
        *names[place].place = dlsym(library, names[place].name);
        if (!*names[place].place) return dlerror();
    }
    isLoaded = true;
    return NULL;
}

/// Notices would otherwise go to standard error, in the middle of what stands there.
static void ignore(void *context, const char *notice) {
    (void)context;
    (void)notice;
}

CPQConnection *cpq_connect_start(const char *const *keywords, const char *const *values) {
    CPQConnection *connection = pq.connectStartParams(keywords, values, 1);
    if (connection) pq.setNoticeProcessor(connection, ignore, NULL);
    return connection;
}

int cpq_connect_poll(CPQConnection *connection) {
    int state = pq.connectPoll(connection);
    if (state == CPQ_POLLING_OK) pq.setnonblocking(connection, 1);
    return state;
}

int cpq_status(const CPQConnection *connection) { return pq.status(connection); }
int cpq_transaction_status(const CPQConnection *connection) { return pq.transactionStatus(connection); }
const char *cpq_error(const CPQConnection *connection) { return pq.errorMessage(connection); }
bool cpq_needs_password(const CPQConnection *connection) { return pq.connectionNeedsPassword(connection); }
int cpq_socket(const CPQConnection *connection) { return pq.socket(connection); }
int cpq_server_version(const CPQConnection *connection) { return pq.serverVersion(connection); }
const char *cpq_parameter(const CPQConnection *connection, const char *name) {
    return pq.parameterStatus(connection, name);
}
const char *cpq_host(const CPQConnection *connection) { return pq.host(connection); }
const char *cpq_port(const CPQConnection *connection) { return pq.port(connection); }
const char *cpq_database(const CPQConnection *connection) { return pq.db(connection); }
void cpq_finish(CPQConnection *connection) { pq.finish(connection); }

bool cpq_send(CPQConnection *connection, const char *text, int count, const char *const *values) {
    return pq.sendQueryParams(connection, text, count, NULL, values, NULL, NULL, 0);
}

bool cpq_row_by_row(CPQConnection *connection) { return pq.setSingleRowMode(connection); }
int cpq_flush(CPQConnection *connection) { return pq.flush(connection); }
bool cpq_consume(CPQConnection *connection) { return pq.consumeInput(connection); }
bool cpq_is_busy(CPQConnection *connection) { return pq.isBusy(connection); }
CPQResult *cpq_result(CPQConnection *connection) { return pq.getResult(connection); }
int cpq_result_status(const CPQResult *result) { return pq.resultStatus(result); }
const char *cpq_result_code(const CPQResult *result) { return pq.resultErrorField(result, 'C'); }
const char *cpq_result_message(const CPQResult *result) { return pq.resultErrorField(result, 'M'); }
int cpq_row_count(const CPQResult *result) { return pq.ntuples(result); }
int cpq_column_count(const CPQResult *result) { return pq.nfields(result); }
bool cpq_is_null(const CPQResult *result, int row, int column) { return pq.getisnull(result, row, column); }
const char *cpq_value(const CPQResult *result, int row, int column) { return pq.getvalue(result, row, column); }
int cpq_length(const CPQResult *result, int row, int column) { return pq.getlength(result, row, column); }
void cpq_clear(CPQResult *result) { pq.clear(result); }

int cpq_copied(CPQConnection *connection, char **line) { return pq.getCopyData(connection, line, 1); }
void cpq_free(void *memory) { pq.freemem(memory); }
int cpq_copy(CPQConnection *connection, const char *bytes, int count) {
    return pq.putCopyData(connection, bytes, count);
}
int cpq_copy_end(CPQConnection *connection, const char *reason) { return pq.putCopyEnd(connection, reason); }

bool cpq_cancel(CPQConnection *connection) {
    CPQCancel *cancel = pq.getCancel(connection);
    if (!cancel) return false;
    char reason[256];
    bool isAsked = pq.cancel(cancel, reason, sizeof reason);
    pq.freeCancel(cancel);
    return isAsked;
}

int cpq_wait(int socket, bool writing, int milliseconds) {
    struct pollfd entry = {.fd = socket, .events = (short)(POLLIN | (writing ? POLLOUT : 0))};
    int count = poll(&entry, 1, milliseconds);
    return count < 0 ? (errno == EINTR ? -1 : 1) : count > 0;
}
