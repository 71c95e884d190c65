/**
 * Points as they are committed, to whoever listens. Nothing here is durable: a listener that was away too long is told so and
 * asks the historian.
 */
@NullMarked
package io.millwright.runtime.live;

import org.jspecify.annotations.NullMarked;
