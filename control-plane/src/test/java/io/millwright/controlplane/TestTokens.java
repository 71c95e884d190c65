package io.millwright.controlplane;

import io.millwright.controlplane.identity.BearerTokens;
import io.millwright.controlplane.identity.Caller;
import io.millwright.controlplane.identity.Grant;
import io.millwright.controlplane.identity.UserId;
import io.millwright.wire.TenantId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/** Tokens that a test hands out for whom it likes; real ones are left to who issues them. */
public final class TestTokens implements BearerTokens {

    private static final String PREFIX = "test.";

    private final ObjectProvider<BearerTokens> all;
    private final Map<String, Caller> given = new ConcurrentHashMap<>();
    private final AtomicLong numbers = new AtomicLong();

    private TestTokens(ObjectProvider<BearerTokens> all) {
        this.all = all;
    }

    /** A source for {@link TestPlatform}. */
    @Configuration(proxyBeanMethods = false)
    public static class Source {

        @Bean
        @Primary
        TestTokens testTokens(ObjectProvider<BearerTokens> all) {
            return new TestTokens(all);
        }
    }

    /** A token of a person who is that in those tenants. */
    public String member(Map<TenantId, Grant> grants) {
        long number = numbers.incrementAndGet();
        UserId id = new UserId("u-%026d".formatted(number));
        return of(new Caller.Member(id, "person-" + number + "@example.com", grants));
    }

    public String of(Caller caller) {
        String token = PREFIX + numbers.incrementAndGet();
        given.put(token, caller);
        return token;
    }

    public void end(String token) {
        given.remove(token);
    }

    @Override
    public Optional<Caller> callerOf(String token) {
        return token.startsWith(PREFIX)
                ? Optional.ofNullable(given.get(token))
                : all.stream()
                        .filter(other -> other != this)
                        .flatMap(other -> other.callerOf(token).stream())
                        .findFirst();
    }

    @Override
    public boolean stillOpens(Caller caller) {
        return given.containsValue(caller)
                || all.stream().filter(other -> other != this).anyMatch(other -> other.stillOpens(caller));
    }
}
