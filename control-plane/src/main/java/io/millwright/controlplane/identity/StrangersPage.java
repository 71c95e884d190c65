package io.millwright.controlplane.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** What somebody without a credential is shown in place of the problem, where that somebody looks with a browser. */
@FunctionalInterface
public interface StrangersPage {

    /** @return false if it is none of its business, and nothing was answered */
    boolean answer(HttpServletRequest request, HttpServletResponse response) throws IOException;
}
