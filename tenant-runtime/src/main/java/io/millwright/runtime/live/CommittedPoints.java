package io.millwright.runtime.live;

import io.millwright.wire.TenantId;
import java.util.List;

/** Where ingestion tells what it has just committed. Thread-safe; never blocks and never throws. */
public interface CommittedPoints {

    /** Nobody ever listens. */
    CommittedPoints UNHEARD = new CommittedPoints() {
        @Override
        public boolean wanted(TenantId tenant) {
            return false;
        }

        @Override
        public void committed(TenantId tenant, List<CommittedPoint> points) {
            // As it says.
        }
    };

    /** Whether anybody would hear of it: asked before the list is made, which a batch that nobody watches need not pay for. */
    boolean wanted(TenantId tenant);

    /** @param points of one transaction that has been committed, in the order of their arrival */
    void committed(TenantId tenant, List<CommittedPoint> points);
}
