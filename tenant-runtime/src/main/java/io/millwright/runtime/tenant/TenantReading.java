package io.millwright.runtime.tenant;

/** What came of reading one tenant's directory. */
public sealed interface TenantReading {

    record Valid(TenantConfiguration configuration) implements TenantReading {}

    /** @param sentence what is wrong, naming file and field, quoting no secret */
    record Invalid(String sentence) implements TenantReading {}
}
