/**
 * A tenant's one connection to its broker, as the tenant's runtime. Failure: it connects again by itself, for ever and
 * with jitter; what is published meanwhile fails and is told to whoever published it.
 */
@NullMarked
package io.millwright.runtime.broker;

import org.jspecify.annotations.NullMarked;
