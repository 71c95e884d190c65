/** Whether every resource is looked at as it is now, and who calls up one that is not. */
@NullMarked
package io.millwright.operator.attention;

import org.jspecify.annotations.NullMarked;
