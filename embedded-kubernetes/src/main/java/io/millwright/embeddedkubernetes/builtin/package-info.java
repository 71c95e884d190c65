/** The built-in kinds, described by data files and the few rules that data cannot say. */
@NullMarked
package io.millwright.embeddedkubernetes.builtin;

import org.jspecify.annotations.NullMarked;
