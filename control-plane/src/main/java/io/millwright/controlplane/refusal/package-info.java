/** Reads what brokers refused from the tenants' runtimes into the tenants' trails. */
@NullMarked
package io.millwright.controlplane.refusal;

import org.jspecify.annotations.NullMarked;
