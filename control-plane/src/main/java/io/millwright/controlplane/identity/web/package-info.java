/** Who am I, and the API keys of a tenant, over HTTP. */
@NullMarked
package io.millwright.controlplane.identity.web;

import org.jspecify.annotations.NullMarked;
