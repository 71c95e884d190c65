/** What each container image of the operator's becomes in this JVM. */
@NullMarked
package io.millwright.quickstart.images;

import org.jspecify.annotations.NullMarked;
