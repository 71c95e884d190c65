/**
 * From a device's message to its receipt: decode, deduplicate, and store points, positions and usage in one transaction;
 * acknowledge and answer only after its commit. Failure: nothing is acknowledged, the batch is tried again for ever, and
 * data that no try can store are quarantined alone.
 */
@NullMarked
package io.millwright.runtime.ingest;

import org.jspecify.annotations.NullMarked;
