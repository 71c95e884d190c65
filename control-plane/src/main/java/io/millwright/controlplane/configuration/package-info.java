/** What devices are told to do: the fleet's configuration, filled in for one device and signed with its tenant's key. */
@NullMarked
package io.millwright.controlplane.configuration;

import org.jspecify.annotations.NullMarked;
