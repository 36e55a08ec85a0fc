package org.hangup.jobs.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.hangup.jobs.TestSpark;
import org.junit.jupiter.api.Test;

/** What inspect says of small archives. */
class InspectionTest extends SmallArchive {
    @Test
    void inspectTellsWhatIsNotUnderstood() throws IOException {
        write(
                "ejabberd.log",
                loading("09:00:00"),
                started("09:00:01", "a@b"),
                accepted("09:00:02", 9),
                at("09:00:03", "mod_x:y/1:1 odd 17"));
        String report = Inspection.report(TestSpark.session(), options());
        assertThat(report)
                .contains("Log ejabberd.log, node a@b", "version   23.01-1", "zone      printed: +00:00")
                .contains("3 of a catalogue row (75.0 %)", "mod_x odd #");
    }
}
