package io.millwright.runtime;

import io.millwright.runtime.historian.Migrations;
import io.millwright.runtime.ingest.Failpoint;
import io.millwright.runtime.ingest.MemoryBudget;
import io.millwright.runtime.ingest.Turns;
import io.millwright.runtime.live.CommittedPoints;
import java.time.Clock;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;

/**
 * What the tenants of a process share.
 *
 * @param holder by what name this process takes leases: the same after a restart
 * @param rollupTurns how many tenants' points are rolled up at once
 * @param threads may block
 * @param timer one thread, which nothing may block
 */
record RuntimeSurroundings(
        Clock clock,
        ServiceAddresses addresses,
        CommittedPoints live,
        MemoryBudget memory,
        Turns turns,
        Failpoint failpoint,
        String holder,
        Migrations migrations,
        Semaphore rollupTurns,
        Executor threads,
        ScheduledExecutorService timer) {}
