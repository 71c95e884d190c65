package io.millwright.operator.tenant;

/**
 * Something about a part that works, and that its administrator should know.
 *
 * @param reason that its condition shows, although it is True
 * @param sentence what is so, and the way out
 */
record Remark(String reason, String sentence) {}
