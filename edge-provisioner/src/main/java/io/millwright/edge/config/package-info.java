/** What the platform signed for this device to read, from the text to the tags. */
@NullMarked
package io.millwright.edge.config;

import org.jspecify.annotations.NullMarked;
