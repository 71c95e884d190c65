/** Waiting for what other processes do. */
@NullMarked
package io.millwright.quickstart.waiting;

import org.jspecify.annotations.NullMarked;
