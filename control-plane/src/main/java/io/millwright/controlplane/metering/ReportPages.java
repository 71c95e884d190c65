package io.millwright.controlplane.metering;

import io.millwright.controlplane.runtime.RuntimeAnswer;
import java.time.Duration;

/** What is made of a runtime's answer when it reports page by page: nothing of a page is taken that cannot be believed. */
public final class ReportPages {

    private static final int LONGEST_CURSOR = 512;
    private static final Duration AFTER_A_LIE = Duration.ofMinutes(1);
    private static final Duration AFTER_SILENCE = Duration.ofSeconds(5);

    /**
     * Why there is no page.
     *
     * @param answer any but {@link RuntimeAnswer.Known}
     * @param absent what it means that the runtime knows nothing
     */
    public static Collected.Failed none(RuntimeAnswer<?> answer, String absent) {
        return switch (answer) {
            case RuntimeAnswer.Known<?> _ -> throw new IllegalArgumentException("there is a page");
            case RuntimeAnswer.Unavailable<?>(String reason, Duration wait) -> new Collected.Failed(reason, wait);
            case RuntimeAnswer.Busy<?>(Duration wait) -> new Collected.Failed("it has too much to do", wait);
            case RuntimeAnswer.Refused<?>(String sentence) -> new Collected.Failed(sentence, AFTER_A_LIE);
            case RuntimeAnswer.Absent<?> _ -> new Collected.Failed(absent, AFTER_SILENCE);
        };
    }

    /** Of a page that nobody may believe. */
    public static Collected.Failed lie(String reason) {
        return new Collected.Failed(reason, AFTER_A_LIE);
    }

    /** Whether a page has more rows than were asked for, or no cursor that leads on from the one it was asked with. */
    public static boolean isEndless(String cursor, String next, int rows, int most) {
        return next.equals(cursor)
                || next.isEmpty()
                || next.length() > LONGEST_CURSOR
                || next.indexOf('\0') >= 0
                || rows > most;
    }

    private ReportPages() {}
}
