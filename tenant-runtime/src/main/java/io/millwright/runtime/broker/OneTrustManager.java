package io.millwright.runtime.broker;

import java.security.KeyStore;
import java.security.Provider;
import javax.net.ssl.ManagerFactoryParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.TrustManagerFactorySpi;

/** The MQTT client takes a factory where there is one manager only. */
final class OneTrustManager extends TrustManagerFactory {

    OneTrustManager(TrustManager manager) {
        super(new Spi(manager), new NoProvider(), "millwright-server");
    }

    /** A factory must name one; it provides nothing. */
    private static final class NoProvider extends Provider {

        private static final long serialVersionUID = 1L;

        NoProvider() {
            super("Millwright", "1", "trust of servers");
        }
    }

    private static final class Spi extends TrustManagerFactorySpi {

        private final TrustManager manager;

        Spi(TrustManager manager) {
            this.manager = manager;
        }

        @Override
        protected void engineInit(KeyStore store) {
            // Whom to trust is given at construction.
        }

        @Override
        protected void engineInit(ManagerFactoryParameters parameters) {
            // Likewise.
        }

        @Override
        protected TrustManager[] engineGetTrustManagers() {
            return new TrustManager[] {manager};
        }
    }
}
