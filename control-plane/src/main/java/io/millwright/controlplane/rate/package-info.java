/** How often somebody may ask: token buckets by caller or address. */
@NullMarked
package io.millwright.controlplane.rate;

import org.jspecify.annotations.NullMarked;
