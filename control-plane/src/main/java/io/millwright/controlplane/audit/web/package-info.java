/** The audit chain over HTTP. */
@NullMarked
package io.millwright.controlplane.audit.web;

import org.jspecify.annotations.NullMarked;
