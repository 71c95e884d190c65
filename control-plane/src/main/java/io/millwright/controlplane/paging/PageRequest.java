package io.millwright.controlplane.paging;

import io.millwright.controlplane.problem.FieldError;
import io.millwright.controlplane.problem.ProblemException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a list is asked for.
 *
 * @param after key of the last row of the page before; empty for the first page. It is only a position: a cursor of
 *     another tenant's list opens nothing.
 * @param limit rows, 1 to 200
 */
public record PageRequest(String after, int limit) {

    public static final int MOST = 200;
    private static final int USUAL = 50;
    private static final int LONGEST = 400;
    private static final String FORM = "v1:";

    /** @throws ProblemException 400 that says what is wrong with either */
    public static PageRequest of(@Nullable Integer limit, @Nullable String cursor) {
        List<FieldError> errors = new ArrayList<>();
        if (limit != null && (limit < 1 || limit > MOST)) {
            errors.add(new FieldError("limit", "must be from 1 to " + MOST));
        }
        String after = cursor == null ? "" : decoded(cursor);
        if (after == null) {
            errors.add(new FieldError("cursor", "is not a cursor that a list has given"));
        }
        if (!errors.isEmpty() || after == null) {
            throw ProblemException.invalid(errors);
        }
        return new PageRequest(after, limit == null ? USUAL : limit);
    }

    static String cursor(String key) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString((FORM + key).getBytes(StandardCharsets.UTF_8));
    }

    private static @Nullable String decoded(String cursor) {
        if (cursor.length() > LONGEST) {
            return null;
        }
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(cursor);
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            boolean ours = text.startsWith(FORM) && text.chars().noneMatch(Character::isISOControl);
            return ours ? text.substring(FORM.length()) : null;
        } catch (IllegalArgumentException | CharacterCodingException e) {
            return null;
        }
    }
}
