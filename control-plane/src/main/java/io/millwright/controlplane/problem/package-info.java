/** What goes wrong, as RFC 9457 problem details: one enum of types, one advice, every field error at once. */
@NullMarked
package io.millwright.controlplane.problem;

import org.jspecify.annotations.NullMarked;
