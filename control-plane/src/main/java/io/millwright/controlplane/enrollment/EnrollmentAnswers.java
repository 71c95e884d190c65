package io.millwright.controlplane.enrollment;

import io.millwright.controlplane.device.Device;
import io.millwright.controlplane.device.Place;
import io.millwright.controlplane.pki.Pem;
import io.millwright.wire.enrollment.EnrollmentResponse;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** The body that an enrolled device is given. */
@Component
class EnrollmentAnswers {

    EnrollmentOutcome enrolled(Device device, X509Certificate certificate, Place place) {
        List<X509Certificate> chain = new ArrayList<>();
        chain.add(certificate);
        chain.addAll(place.authority().chain());
        return new EnrollmentOutcome.Enrolled(new EnrollmentResponse(
                device.id().value(),
                Pem.encode(chain),
                new EnrollmentResponse.Broker(
                        place.broker(),
                        device.id().value(),
                        "mw/v1/" + device.life().tenant() + "/" + device.site() + "/" + device.id() + "/",
                        Pem.encode(List.of(place.authority().root()))),
                Objects.requireNonNull(device.told().jws()),
                place.configurationKey().certificatePem()));
    }
}
