package org.hangup.jobs;

import java.io.IOException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import org.hangup.jobs.people.Privacy;
import org.hangup.jobs.publish.Publication;
import org.hangup.people.PeopleKey;
import org.hangup.people.Pseudonyms;
import org.hangup.xmpp.Jid;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code hangup forget}. */
@Command(
        name = "forget",
        description =
                "Takes a person out of every table and state of an output. The rows stay, so that sums hold, without user,"
                        + " resource, address, port, reason and client. Later runs leave the name out, too.",
        mixinStandardHelpOptions = true,
        versionProvider = Hangup.Versions.class,
        sortOptions = false,
        abbreviateSynopsis = true,
        footerHeading = "%n",
        footer = {
            "A run that was killed is finished by the next one, or by the next analyze. The logs stay as they are.",
            "",
            "Example:",
            "  hangup forget --user romeo@example.net --output tables",
            "",
            "Exit status: 0 done; 1 failed; 2 wrong arguments."
        })
final class ForgetCommand implements Callable<Integer> {
    @Option(
            names = "--user",
            required = true,
            paramLabel = "JID",
            description = "The person: USER@SERVER, as the tables show it or, with --pseudonyms, as the logs do.")
    private String user;

    @Option(names = "--output", required = true, paramLabel = "DIR", description = "Folder of the tables.")
    private String output;

    @Option(
            names = "--pseudonyms",
            paramLabel = "KEYFILE",
            description = "The key of the tables' pseudonyms, where they hold pseudonyms.")
    private String pseudonyms;

    @Override
    public Integer call() throws IOException {
        Jid jid = person(user);
        SparkConf conf = SparkSessions.settings();
        SparkSessions.quiet();
        Collection<LocalDate> days;
        try (Progress progress = Progress.start()) {
            progress.say("starting Spark");
            try (SparkSession spark = SparkSessions.start(conf)) {
                days = forget(spark, jid, output, pseudonyms, progress::say);
            }
        }
        System.out.println(Printable.line(days.size() + (days.size() == 1 ? " day" : " days") + " of the tables in "
                + output + " named the person, and do no longer; later runs leave the name out, too"));
        return Hangup.DONE;
    }

    /** A user and a server, in lower case as servers keep them. */
    static Jid person(String text) {
        Jid jid = Jid.parse(text.toLowerCase(Locale.ROOT));
        if (jid.user() == null || jid.user().isEmpty() || jid.server().isEmpty() || jid.resource() != null) {
            throw new UsageException(
                    "--user: give a user with its server and without a resource, such as romeo@example.net");
        }
        return jid;
    }

    /**
     * Takes a person out.
     *
     * @param keyFile the key of the tables' pseudonyms, null without
     * @return the days that named the person
     */
    static Collection<LocalDate> forget(
            SparkSession spark, Jid person, String output, String keyFile, Consumer<String> say) throws IOException {
        Configuration conf = spark.sparkContext().hadoopConfiguration();
        PeopleKey key = Privacy.key(keyFile, conf);
        String keyId = key == null ? null : key.id();
        try (Publication publication = Publication.existing(output, keyId, conf, say)) {
            String shown = key == null ? person.user() : new Pseudonyms(key).name(person.user());
            Forgetting.remember(publication, shown, person.server());
            Privacy privacy = Privacy.of(key, output, List.of(), conf);
            return new Forgetting(spark, publication, privacy, say).finish();
        }
    }
}
