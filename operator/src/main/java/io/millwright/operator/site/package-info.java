/** Site: whether a place can be used, and what its condition says. */
@NullMarked
package io.millwright.operator.site;

import org.jspecify.annotations.NullMarked;
