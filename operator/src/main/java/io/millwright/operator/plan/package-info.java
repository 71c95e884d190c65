/** The immutable plan of one tenant, and what every class that renders an object of it shares: names, labels, pod safety. */
@NullMarked
package io.millwright.operator.plan;

import org.jspecify.annotations.NullMarked;
