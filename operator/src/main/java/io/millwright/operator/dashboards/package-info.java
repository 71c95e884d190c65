/** What people look at: a Grafana of the tenant's own, or an organisation of its own in a pooled one; the same dashboards in both. */
@NullMarked
package io.millwright.operator.dashboards;

import org.jspecify.annotations.NullMarked;
