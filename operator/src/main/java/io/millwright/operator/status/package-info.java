/** What people and programs read of a Tenant: conditions, phase, endpoints, and the events of a phase change. */
@NullMarked
package io.millwright.operator.status;

import org.jspecify.annotations.NullMarked;
