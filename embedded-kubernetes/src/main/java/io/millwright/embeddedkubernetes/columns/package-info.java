/** What fills the cells of {@code kubectl get}: JSON paths and ages. */
@NullMarked
package io.millwright.embeddedkubernetes.columns;

import org.jspecify.annotations.NullMarked;
