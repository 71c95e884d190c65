/** The page on the main port until the control plane takes it over. */
@NullMarked
package io.millwright.quickstart.home;

import org.jspecify.annotations.NullMarked;
