package io.millwright.operator.plan;

/** The tenant's database and the logins of its three roles. */
public record DatabaseCredentials(String database, Credentials owner, Credentials writer, Credentials reader) {

    /** Longest part of a tenant's name that fits, with incarnation and role suffix, into PostgreSQL's 63 characters. */
    private static final int NAME_PART = 24;

    /** The name can be cut, the incarnation cannot: two tenants never share a database. */
    public static String databaseName(String tenant, Incarnation incarnation) {
        return tenant.substring(0, Math.min(NAME_PART, tenant.length())) + "_" + incarnation.lower();
    }
}
