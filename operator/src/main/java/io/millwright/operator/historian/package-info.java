/**
 * Creates a tenant's database and its three roles on a PostgreSQL server over JDBC, and repairs what drifted.
 *
 * <p>Owns: database, schema, roles, their attributes, passwords, settings and who may connect. Does not own: tables and
 * their grants beyond the default privileges (the tenant's runtime migrates as the owner), the server itself, backups.
 * Drops nothing, ever. Knows no Kubernetes and no custom resource.
 *
 * <p>Failure: what a server can be expected to do (away, starting, refusing) is a {@link HistorianOutcome}; only a
 * programming error is thrown.
 *
 * <p>Bounds that PostgreSQL does not offer: a role can always change its own {@code statement_timeout}; names of other
 * databases and roles of a shared server can be read from shared catalogs. What does hold against a hostile reader is the
 * connection limit and, when the administrator is a superuser, {@code temp_file_limit}.
 */
@NullMarked
package io.millwright.operator.historian;

import org.jspecify.annotations.NullMarked;
