/** One tenant on real parts, each a process of its own, with a network between them that can be made to fail. */
@NullMarked
package io.millwright.quickstart.rig;

import org.jspecify.annotations.NullMarked;
