/** What the runtime tells the edge to forget, and the tracking of sequence numbers that it derives this from. */
@NullMarked
package io.millwright.wire.receipt;

import org.jspecify.annotations.NullMarked;
