/* tasks - work on several documents side by side, with the results of one after the other.
 *
 * Tasks run in processes that are copies of this one and send back the messages and the result of
 * each. These are taken in the order of the tasks, whichever ends first, so that nothing of what
 * a run says or makes depends on how many ran at a time. */
#ifndef ETALASE_CLI_TASKS_H
#define ETALASE_CLI_TASKS_H

#include "cli/cli.h"

typedef struct Tasks {
    size_t n;
    void *context;
    /* Reports to cli->diag. What else the task comes to goes into `result`. */
    void (*run)(void *context, size_t task, StrBuf *result);
    /* Called here, in order of the tasks; `result` is gone after the call. */
    void (*take)(void *context, size_t task, Str result);
    /* Called instead where a process ended without a result: what it left may be taken away. */
    void (*lost)(void *context, size_t task);
    /* A guess at how much there is to do: what takes longest had better begin first. */
    uint64_t (*weight)(void *context, size_t task);
    Str (*name)(void *context, size_t task); /* for messages */
    /* What a process may do for the others when no task is left, or NULL; it asks now and then
     * whether there still is one at work. It reports nothing. */
    void (*idle)(void *context, bool (*others_work)(const void *crew), const void *crew);
} Tasks;

/* Runs all tasks, at most `at_once` at a time; with 1 they run in this process, as they do where no
 * process can be made. A process that ends in the middle of a task is reported, and costs that
 * task. */
void tasks_run(Cli *cli, const Tasks *tasks, int at_once);

/* As many as there are processors for this process. */
int tasks_at_once(void);

/* Results as bytes: numbers and texts, taken out in the order they were put in. Taking more than
 * there is gives 0 and empty texts. */
void result_number(StrBuf *result, uint64_t number);
void result_text(StrBuf *result, Str text);
uint64_t result_take_number(Str *rest);
Str result_take_text(Str *rest); /* borrowed from the result */

#endif
