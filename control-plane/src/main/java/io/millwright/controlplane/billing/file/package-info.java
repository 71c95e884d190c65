/** A bill with all that it follows from in one file, and re-adding such a file without any platform. */
@NullMarked
package io.millwright.controlplane.billing.file;

import org.jspecify.annotations.NullMarked;
