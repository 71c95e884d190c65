package io.millwright.runtime.revocation;

import io.millwright.runtime.broker.BrokerConnection;
import io.millwright.wire.ServiceTopic;
import io.millwright.wire.TenantId;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionStage;

/** A broker with our extension: it takes a denial over the tenant's own connection and acknowledges it when it holds. */
public final class DenyTopic implements BrokerAdmin {

    private final TenantId tenant;
    private final BrokerConnection broker;

    public DenyTopic(TenantId tenant, BrokerConnection broker) {
        this.tenant = tenant;
        this.broker = broker;
    }

    @Override
    public CompletionStage<Void> deny(BigInteger serial) {
        byte[] document = ("{\"serial\":\"" + serial.toString(16) + "\"}").getBytes(StandardCharsets.US_ASCII);
        return broker.publish(ServiceTopic.deny(tenant), document, 1, false);
    }
}
