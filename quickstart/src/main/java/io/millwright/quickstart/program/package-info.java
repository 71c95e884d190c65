/** Programs of this installation that run as processes of their own and end with the one that started them. */
@NullMarked
package io.millwright.quickstart.program;

import org.jspecify.annotations.NullMarked;
