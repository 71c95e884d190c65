/** What policy Delete does after the grace period: destroys what is a tenant's, in order, and records what it destroyed. */
@NullMarked
package io.millwright.operator.erasure;

import org.jspecify.annotations.NullMarked;
