/** Telemetry over HTTP. */
@NullMarked
package io.millwright.controlplane.telemetry.web;

import org.jspecify.annotations.NullMarked;
