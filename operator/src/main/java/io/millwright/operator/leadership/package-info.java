/** Which of several operators is the one that acts. */
@NullMarked
package io.millwright.operator.leadership;

import org.jspecify.annotations.NullMarked;
