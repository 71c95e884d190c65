package io.millwright.controlplane.metering;

import io.millwright.controlplane.device.TenantLife;
import io.millwright.controlplane.tenant.TenantAccounts;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Gives every tenant that lives its turn, several at once. One round at a time over all processes. */
public final class TenantTurns {

    private final TenantAccounts tenants;
    private final AdvisoryLock lock;
    private final Patience patience;
    private final int atOnce;

    /** @param patience forgets the lives that have ended */
    public TenantTurns(TenantAccounts tenants, AdvisoryLock lock, Patience patience, int atOnce) {
        this.tenants = tenants;
        this.lock = lock;
        this.patience = patience;
        this.atOnce = atOnce;
    }

    /**
     * Returns when everybody has had a turn, or at once when another process is at it.
     *
     * @param name of the round, which keeps it apart from others
     * @param turn throws nothing: one tenant's trouble is its own
     */
    public void round(String name, Consumer<TenantLife> turn) {
        lock.attempt(name, () -> all(turn));
    }

    private void all(Consumer<TenantLife> turn) {
        List<TenantLife> lives = tenants.livingOnes().stream()
                .flatMap(account -> account.incarnation() == null
                        ? Stream.empty()
                        : Stream.of(new TenantLife(account.tenant(), account.incarnation())))
                .toList();
        patience.forgetAllBut(lives.stream().map(TenantLife::incarnation).collect(Collectors.toSet()));
        Semaphore places = new Semaphore(atOnce);
        try (ExecutorService runs = Executors.newVirtualThreadPerTaskExecutor()) {
            for (TenantLife life : lives) {
                runs.execute(() -> {
                    places.acquireUninterruptibly();
                    try {
                        turn.accept(life);
                    } finally {
                        places.release();
                    }
                });
            }
        }
    }
}
