-- What hit many at once? (The table `incidents`.)
SELECT i.from AS since, i.to AS until, i.kind, i.node, i.scope, i.connections, i.users, i.baseline, i.cause, i.evidence, i.file
FROM incidents i ORDER BY i.from, i.node
