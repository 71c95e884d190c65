/** Fleets over HTTP. */
@NullMarked
package io.millwright.controlplane.fleet.web;

import org.jspecify.annotations.NullMarked;
