package io.millwright.edge;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;

/** Failures of this machine in one sentence for whoever types commands. */
final class Sentences {

    static String of(Exception failure) {
        String said = failure.getMessage();
        return switch (failure) {
            case AccessDeniedException denied -> denied.getFile() + " may not be read or written by this user.";
            case FileSystemException file
            when file.getReason() == null -> file.getFile() + " cannot be read or written.";
            default -> said == null ? failure.getClass().getSimpleName() : said.endsWith(".") ? said : said + ".";
        };
    }

    private Sentences() {}
}
