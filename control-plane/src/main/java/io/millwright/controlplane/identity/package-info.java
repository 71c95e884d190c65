/** Who calls, by API key, and which tenant they may see; another tenant's object cannot be told from an absent one. */
@NullMarked
package io.millwright.controlplane.identity;

import org.jspecify.annotations.NullMarked;
