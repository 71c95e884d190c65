package io.millwright.controlplane;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class ModulesTest {

    @Test
    void features_use_only_each_others_roots_and_form_no_cycle() {
        ApplicationModules.of(ControlPlaneApplication.class).verify();
    }
}
