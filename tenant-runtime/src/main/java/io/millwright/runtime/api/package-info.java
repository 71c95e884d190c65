/**
 * The runtime's API for the control plane: HTTPS with client certificates, a tenant in every path. It decides who may ask and
 * what a question may cost; the answers come from the packages it calls.
 */
@NullMarked
package io.millwright.runtime.api;

import org.jspecify.annotations.NullMarked;
