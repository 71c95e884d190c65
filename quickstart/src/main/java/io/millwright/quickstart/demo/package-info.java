/** A tenant with two simulated machines and their edge agents, set up through the same API that customers use. */
@NullMarked
package io.millwright.quickstart.demo;

import org.jspecify.annotations.NullMarked;
