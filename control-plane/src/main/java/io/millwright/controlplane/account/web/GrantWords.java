package io.millwright.controlplane.account.web;

import io.millwright.controlplane.identity.Grant;
import io.millwright.wire.SiteId;
import java.util.List;

/** A grant as answers hold it. */
final class GrantWords {

    /** Sorted; none for the whole tenant. */
    static List<String> sites(Grant grant) {
        return grant.sites().stream().map(SiteId::value).sorted().toList();
    }

    private GrantWords() {}
}
