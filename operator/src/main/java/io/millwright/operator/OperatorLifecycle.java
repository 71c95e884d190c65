package io.millwright.operator;

import io.javaoperatorsdk.operator.Operator;
import io.millwright.operator.leadership.Leadership;
import org.springframework.context.SmartLifecycle;

/** Starts the controllers after every bean exists and stops them, finishing running reconciliations, before any is closed. */
class OperatorLifecycle implements SmartLifecycle {

    private final Operator operator;
    private final boolean elected;
    private final Leadership leadership;
    private volatile boolean running;

    /** @param elected a lease decides when this operator acts; otherwise it does as soon as it is started */
    OperatorLifecycle(Operator operator, boolean elected, Leadership leadership) {
        this.operator = operator;
        this.elected = elected;
        this.leadership = leadership;
    }

    @Override
    public void start() {
        operator.start();
        if (!elected) {
            leadership.begin();
        }
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        leadership.resign();
        operator.stop();
        // JOSDK 5.3.2 forgets this one, which holds on to every cache and goes on looking through them.
        operator.getConfigurationService()
                .getExecutorServiceManager()
                .scheduledExecutorService()
                .shutdownNow();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
