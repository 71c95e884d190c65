package io.millwright.controlplane.telemetry.web;

import java.util.Map;
import org.springframework.http.MediaType;

/** What the description of the API says of telemetry at length. */
final class HistoryExamples {

    static final String CSV = "text/csv";

    static final MediaType CSV_AS_SENT = new MediaType("text", "csv", Map.of("header", "present", "charset", "utf-8"));

    static final String DESCRIPTION = """
        `bucket=auto` answers raw points if each tag has at most `points` of them and they are still kept, and else the finest \\
        buckets that are no more than that. Buckets of whole minutes are read from roll-ups and are exact all the same. \\
        `fill` answers the whole range at once. An answer that is cut off was not finished: ask again. A file that holds as \\
        many rows as it may ends with a row that says from where to ask on; its texts are no formulas to a spreadsheet.\\
        """;

    static final String LATEST = """
        {"points": [{"device": "press-1", "tag": "temperature", "unit": "Cel", "ts": "2026-11-21T10:59:59.123Z", \\
        "value": 25.5, "quality": 192}]}\\
        """;

    static final String ONE = """
        {"device": "press-1", "tag": "temperature", "unit": "Cel", "from": "2026-11-21T10:00:00.000Z", \\
        "to": "2026-11-21T11:00:00.000Z", "bucket": "10m", "aggregate": "avg", "resolution": "minutes", \\
        "points": [{"ts": "2026-11-21T10:00:00.000Z", "value": 25.5, "count": 600}]}\\
        """;

    static final String SEVERAL = """
        {"from": "2026-11-21T10:00:00.000Z", "to": "2026-11-21T11:00:00.000Z", "bucket": "1m", \\
        "aggregates": ["min", "max"], "resolution": "minutes", "series": [{"device": "press-1", "tag": "temperature", \\
        "unit": "Cel", "points": [{"ts": "2026-11-21T10:00:00.000Z", "min": 24.5, "max": 26.5, "count": 60}]}]}\\
        """;

    static final String FILE = """
        time,device,tag,unit,value,quality
        2026-11-21T10:00:00.000Z,press-1,temperature,Cel,25.5,192
        """;

    private HistoryExamples() {}
}
