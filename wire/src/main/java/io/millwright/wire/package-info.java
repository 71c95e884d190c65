/** What crosses a wire: topics, certificate identity, the rule class for broker rights. */
@NullMarked
package io.millwright.wire;

import org.jspecify.annotations.NullMarked;
