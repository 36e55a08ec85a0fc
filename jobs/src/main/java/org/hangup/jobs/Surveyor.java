package org.hangup.jobs;

import org.apache.spark.sql.SparkSession;
import org.hangup.jobs.archive.Ledger;
import org.hangup.jobs.archive.Survey;

/** Looks the input of a run over. */
@FunctionalInterface
public interface Surveyor {
    /**
     * Looks it over.
     *
     * @param ledger what earlier runs found, which is not read again
     */
    Survey survey(SparkSession spark, AnalyzeOptions options, Ledger ledger);
}
