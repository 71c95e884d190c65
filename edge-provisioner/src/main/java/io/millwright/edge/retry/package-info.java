/** How long to wait before trying again. */
@NullMarked
package io.millwright.edge.retry;

import org.jspecify.annotations.NullMarked;
