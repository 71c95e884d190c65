package io.millwright.embeddedkubernetes.store;

import java.util.List;

/** Objects as they were together at one revision, in the order of their keys. */
public record Listing(List<Stored> objects, long revision) {}
