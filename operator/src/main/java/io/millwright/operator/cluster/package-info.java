/** Reads from the caches of a controller and writes what differs, by server-side apply. */
@NullMarked
package io.millwright.operator.cluster;

import org.jspecify.annotations.NullMarked;
