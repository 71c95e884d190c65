/** Field ownership: field sets, managedFields and server-side apply. */
@NullMarked
package io.millwright.embeddedkubernetes.apply;

import org.jspecify.annotations.NullMarked;
