-- The queue is the table deliveries itself: what waits there is found without the jobs that pg-boss kept beside it.
DROP SCHEMA IF EXISTS pgboss CASCADE;
