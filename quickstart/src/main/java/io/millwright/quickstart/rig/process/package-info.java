/** Parts of the platform as processes of their own, which can be killed, stopped and started again. */
@NullMarked
package io.millwright.quickstart.rig.process;

import org.jspecify.annotations.NullMarked;
