/** Reads what Sparkplug B edge nodes publish, and remembers of each what its messages cannot be read without. */
@NullMarked
package io.millwright.wire.sparkplug;

import org.jspecify.annotations.NullMarked;
