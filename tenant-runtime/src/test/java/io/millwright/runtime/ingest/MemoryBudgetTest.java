package io.millwright.runtime.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MemoryBudgetTest {

    private final MemoryBudget budget = new MemoryBudget(1_200);

    private int fill() {
        int own = 0;
        while (budget.take(1, own)) {
            own++;
        }
        return own;
    }

    @Test
    void a_backlog_of_one_tenant_gets_half_and_further_ones_less_but_never_nothing() {
        assertThat(fill()).isEqualTo(600);
        assertThat(fill()).isEqualTo(300);
        assertThat(fill()).isEqualTo(150);
        for (int tenants = 0; tenants < 6; tenants++) {
            assertThat(fill()).isPositive();
        }
    }

    @Test
    void what_is_given_back_may_be_taken_again_by_anybody() {
        int own = fill();
        budget.giveBack(own);

        assertThat(fill()).isEqualTo(own);
    }
}
