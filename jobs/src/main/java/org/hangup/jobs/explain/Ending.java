package org.hangup.jobs.explain;

/** Why something ended, as the columns of these names say; each but the cause may be null. */
record Ending(String cause, String subcause, String endedBy, String confidence, String reason) {
    static Ending of(TableRow row) {
        String cause = row.text("cause");
        return cause == null
                ? null
                : new Ending(
                        cause, row.text("subcause"), row.text("ended_by"), row.text("confidence"), row.text("reason"));
    }
}
