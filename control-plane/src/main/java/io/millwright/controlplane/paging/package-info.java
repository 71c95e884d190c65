/** Lists in pages: a limit, a cursor, a stable order. */
@NullMarked
package io.millwright.controlplane.paging;

import org.jspecify.annotations.NullMarked;
