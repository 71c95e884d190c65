/** The definitions that a Kubernetes API is given: how they are generated, and where they lie on the classpath. */
@NullMarked
package io.millwright.crd.definition;

import org.jspecify.annotations.NullMarked;
