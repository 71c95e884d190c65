/** CustomResourceDefinitions: what makes one valid, and the resource types that it defines. */
@NullMarked
package io.millwright.embeddedkubernetes.customresource;

import org.jspecify.annotations.NullMarked;
