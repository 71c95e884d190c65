/** What is kept: objects by key, one revision counter, watch history, and the journal on disk. */
@NullMarked
package io.millwright.embeddedkubernetes.store;

import org.jspecify.annotations.NullMarked;
