"""Asks a Spark of any version: ask_spark.py JAR LOGS, the SQL statements on standard input as a JSON list; their rows as JSON.

Run by the Python of the environment in which that version's pyspark is. The records of LOGS are the view `records`, its events
the view `events`.
"""

import json
import sys

from pyspark.sql import SparkSession

jar, logs = sys.argv[1:]
spark = (
    SparkSession.builder.master("local[2]")
    .config("spark.ui.enabled", "false")
    .config("spark.jars", jar)
    .config("spark.driver.extraJavaOptions", "-XX:TieredStopAtLevel=1")
    .config("spark.sql.session.timeZone", "UTC")
    .config("spark.sql.shuffle.partitions", "2")
    .config("spark.sql.catalog.ejabberd", "org.hangup.spark.EjabberdCatalog")
    .getOrCreate()
)
spark.read.format("ejabberd").load(logs).createOrReplaceTempView("records")
spark.read.format("ejabberd").option("rows", "events").load(logs).createOrReplaceTempView("events")
answers = [[list(row) for row in spark.sql(statement).collect()] for statement in json.load(sys.stdin)]
print(json.dumps({"version": spark.version, "answers": answers}))
spark.stop()
