package io.millwright.operator.historian;

/** One statement that brings a server nearer to what is wanted, and what it changes, in words without secrets. */
record Repair(String change, String sql) {}
