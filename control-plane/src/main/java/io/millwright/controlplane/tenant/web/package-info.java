/** Tenants over HTTP. */
@NullMarked
package io.millwright.controlplane.tenant.web;

import org.jspecify.annotations.NullMarked;
