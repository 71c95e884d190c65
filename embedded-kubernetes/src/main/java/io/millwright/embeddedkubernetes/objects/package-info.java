/** The life of objects: create, read, update, patch, delete and watch, with the rules common to all kinds. */
@NullMarked
package io.millwright.embeddedkubernetes.objects;

import org.jspecify.annotations.NullMarked;
