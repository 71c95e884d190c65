package io.millwright.operator.broker;

import io.fabric8.kubernetes.api.model.gatewayapi.v1alpha2.TLSRoute;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;

/** A TLSRoute as clusters with Gateway API 1.5 or newer serve it: what is said of a broker is the same in every version. */
@Group("gateway.networking.k8s.io")
@Version("v1")
@Kind("TLSRoute")
@Singular("tlsroute")
@Plural("tlsroutes")
public final class TlsRouteV1 extends TLSRoute {

    public TlsRouteV1() {
        setApiVersion("gateway.networking.k8s.io/v1");
    }
}
