/** Fleets of a tenant: the custom resource over HTTP. */
@NullMarked
package io.millwright.controlplane.fleet;

import org.jspecify.annotations.NullMarked;
