@NullMarked
package io.millwright.crd.definition;

import org.jspecify.annotations.NullMarked;
