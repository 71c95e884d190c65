/** What happens by itself: garbage collection, the end of namespaces and of custom resource definitions. */
@NullMarked
package io.millwright.embeddedkubernetes.controllers;

import org.jspecify.annotations.NullMarked;
