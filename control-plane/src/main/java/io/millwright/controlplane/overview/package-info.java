/** What the first page of a tenant needs, in one answer. Reads what other features know and keeps nothing. */
@NullMarked
package io.millwright.controlplane.overview;

import org.jspecify.annotations.NullMarked;
