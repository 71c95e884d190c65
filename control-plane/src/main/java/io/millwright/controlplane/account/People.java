package io.millwright.controlplane.account;

import io.millwright.controlplane.identity.Caller;
import io.millwright.controlplane.identity.Grant;
import io.millwright.controlplane.identity.PersonNames;
import io.millwright.controlplane.identity.Role;
import io.millwright.controlplane.identity.UserId;
import io.millwright.controlplane.problem.ProblemException;
import io.millwright.wire.SiteId;
import io.millwright.wire.TenantId;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Who people are and what they may do now. */
@Service
public class People implements PersonNames {

    private final JdbcClient database;
    private final PersonTable table;
    private final ApplicationEventPublisher events;

    People(JdbcClient database, PersonTable table, ApplicationEventPublisher events) {
        this.database = database;
        this.table = table;
        this.events = events;
    }

    public Optional<Person> find(UserId id) {
        return table.byId(id).map(PersonTable.Known::person);
    }

    /**
     * The person as a caller, with its grants in the present lives of its tenants; empty for one that is unknown, unverified
     * or disabled. One statement, so it may be asked with every request.
     */
    public Optional<Caller> caller(UserId id) {
        List<Row> rows = database.sql("""
            SELECT p.email, p.administrator, m.tenant, m.role, m.sites
            FROM person p LEFT JOIN (membership m JOIN tenant_account a ON a.uid = m.tenant_uid AND a.removed_at IS NULL)
              ON m.person = p.id
            WHERE p.id = :id AND p.verified_at IS NOT NULL AND p.disabled_at IS NULL
            """)
                .param("id", id.value())
                .query((row, _) -> row(row))
                .list();
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        if (rows.getFirst().administrator()) {
            return Optional.of(new Caller.Administrator(Optional.of(id)));
        }
        Map<TenantId, Grant> grants = new HashMap<>();
        for (Row row : rows) {
            if (row.tenant() != null && row.grant() != null) {
                grants.put(row.tenant(), row.grant());
            }
        }
        return Optional.of(new Caller.Member(id, rows.getFirst().email(), grants));
    }

    @Override
    public Optional<Named> of(UserId person) {
        return find(person).map(found -> new Named(found.email(), found.name()));
    }

    /** Everybody with an account, by id. */
    public List<Person> list(String after, int limit) {
        return table.list(after, limit);
    }

    /**
     * Shuts somebody out: with the next request, and of everything they are signed in with.
     *
     * @throws ProblemException 404
     */
    @Transactional
    public Person disable(UserId id) {
        if (table.disable(id)) {
            events.publishEvent(new SessionsEnd(id));
        }
        return found(id);
    }

    /** @throws ProblemException 404 */
    @Transactional
    public Person enable(UserId id) {
        table.enable(id);
        return found(id);
    }

    private Person found(UserId id) {
        return find(id).orElseThrow(() -> ProblemException.notFound("person"));
    }

    private record Row(
            String email,
            boolean administrator,
            @Nullable TenantId tenant,
            @Nullable Grant grant) {}

    private static Row row(ResultSet row) throws SQLException {
        String tenant = row.getString("tenant");
        return new Row(
                row.getString("email"),
                row.getBoolean("administrator"),
                tenant == null ? null : new TenantId(tenant),
                tenant == null ? null : grant(row));
    }

    static Grant grant(ResultSet row) throws SQLException {
        return new Grant(Role.of(row.getString("role")).orElseThrow(), sites(row.getArray("sites")));
    }

    private static Set<SiteId> sites(Array column) throws SQLException {
        Set<SiteId> sites = new HashSet<>();
        for (String site : (String[]) column.getArray()) {
            sites.add(new SiteId(site));
        }
        return sites;
    }
}
