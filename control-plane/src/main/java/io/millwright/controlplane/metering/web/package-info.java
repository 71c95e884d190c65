/** Usage over HTTP. */
@NullMarked
package io.millwright.controlplane.metering.web;

import org.jspecify.annotations.NullMarked;
