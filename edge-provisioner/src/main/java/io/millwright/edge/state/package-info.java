/** What the agent keeps between two runs, and how a file of it is written so that a crash leaves the old or the new one. */
@NullMarked
package io.millwright.edge.state;

import org.jspecify.annotations.NullMarked;
