package io.millwright.controlplane.billing.file;

import io.millwright.controlplane.billing.Bills;
import io.millwright.controlplane.billing.TierHistories;
import io.millwright.controlplane.metering.Usage;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Lets the platform hand out bill files. */
@Configuration(proxyBeanMethods = false)
class BillFileConfiguration {

    @Bean
    BillFiles billFiles(DataSource database, Bills bills, Usage usage, TierHistories histories) {
        return new BillFiles(database, bills, usage, histories);
    }
}
