/** People: their passwords, how they come in by mail, and what they are members of. */
@NullMarked
package io.millwright.controlplane.account;

import org.jspecify.annotations.NullMarked;
