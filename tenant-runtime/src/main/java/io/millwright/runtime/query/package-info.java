/**
 * What is read of a tenant's historian: points, usage, traffic. Every statement runs as the tenant's reader, read-only and for a
 * bounded time; the same statements serve plain PostgreSQL and TimescaleDB.
 */
@NullMarked
package io.millwright.runtime.query;

import org.jspecify.annotations.NullMarked;
