/** What an agent is told to do: the signed configuration, as the control plane writes and the agent reads it. */
@NullMarked
package io.millwright.wire.configuration;

import org.jspecify.annotations.NullMarked;
