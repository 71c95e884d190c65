/** Structural schemas of custom resources and built-in kinds: pruning, defaults, validation, rules. */
@NullMarked
package io.millwright.embeddedkubernetes.schema;

import org.jspecify.annotations.NullMarked;
