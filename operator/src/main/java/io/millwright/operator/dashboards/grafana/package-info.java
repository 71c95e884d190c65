/** A client of Grafana's HTTP API, no more of it than dashboards need. Knows neither Kubernetes nor tenants. */
@NullMarked
package io.millwright.operator.dashboards.grafana;

import org.jspecify.annotations.NullMarked;
