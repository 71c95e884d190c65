/** Which optional APIs the cluster has, and that a change of them is noticed. */
@NullMarked
package io.millwright.operator.discovery;

import org.jspecify.annotations.NullMarked;
