/** Tiers as data: which stack a tier gets, how large, and within which bounds a tenant may choose. */
@NullMarked
package io.millwright.operator.tier;

import org.jspecify.annotations.NullMarked;
