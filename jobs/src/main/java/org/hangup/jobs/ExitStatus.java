package org.hangup.jobs;

import org.apache.spark.SparkConf;

/**
 * How a command ends. A process tells its status to whoever called it. The driver of an application that runs on a cluster by
 * itself tells none but success or failure: YARN takes a call of System.exit with any status but 0, and Kubernetes any exit of
 * the container with one, for a failure; so a command that is done returns from main there, even if something is left to look
 * at.
 */
final class ExitStatus {
    private ExitStatus() {}

    /** Whether this JVM must be ended with the status, instead of returning from main. */
    static boolean mustExit(int status, SparkConf conf) {
        boolean done = status == Hangup.DONE || status == Hangup.INCOMPLETE;
        return !(done && onCluster(conf));
    }

    /** In Kubernetes' pod, spark-submit starts the driver a second time, as a client's; another setting tells it from that. */
    private static boolean onCluster(SparkConf conf) {
        return conf.get("spark.submit.deployMode", "client").equals("cluster")
                || conf.getBoolean("spark.kubernetes.submitInDriver", false);
    }
}
