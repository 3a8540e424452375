/**
 * What users of analysts read on a server: for each view `bi_NAME` of ours one of the same name in the schema `analysts`,
 * with the rights of whoever owns the tables. Such a user needs no right on any table, and sees the rows of the one
 * organisation that `analyst_roles` names beside it. No setting of a session widens that: it goes by `current_user`.
 */

/** Has the right to read them; every user of analysts is a member of it. It can't log in. */
export const analystsRole = 'empty_chair_analysts';

/** Migrations change tables, which no view may hang by then. Nothing where no analyst has a user. */
export const lowerAnalystViewsSql = `DO $$
DECLARE candidate record;
BEGIN
  FOR candidate IN SELECT c.oid::regclass AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = 'analysts' AND c.relkind = 'v' AND pg_has_role(c.relowner, 'USAGE')
  LOOP
    EXECUTE format('DROP VIEW %s', candidate.name);
  END LOOP;
END $$`;

/** Makes those that are missing, where the schema is there. They repeat the words of `bi_NAME`: over it, their reader would need its rights. */
export const raiseAnalystViewsSql = `DO $$
DECLARE candidate record; words record;
BEGIN
  IF NOT EXISTS (SELECT FROM pg_namespace WHERE nspname = 'analysts' AND pg_has_role(nspowner, 'USAGE'))
    -- A database that came from another server by pg_dump has the schema and no users.
    OR NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${analystsRole}') THEN RETURN; END IF;
  FOR candidate IN
    SELECT c.oid, c.relname AS name, rtrim(pg_get_viewdef(c.oid), '; ') AS text FROM pg_class c
    WHERE c.relkind = 'v' AND c.relnamespace = 'public'::regnamespace AND c.relname ~ '^bi_'
      AND to_regclass(format('analysts.%I', c.relname)) IS NULL
  LOOP
    EXECUTE format('CREATE VIEW analysts.%I WITH (security_barrier = true) AS SELECT v.* FROM (%s) v
      WHERE v.organisation_id = (SELECT r.organisation_id FROM public.analyst_roles r WHERE r.name = current_user)',
      candidate.name, candidate.text);
    EXECUTE format('GRANT SELECT ON analysts.%I TO ${analystsRole}', candidate.name);
    FOR words IN SELECT a.attname AS name, col_description(candidate.oid, a.attnum) AS about FROM pg_attribute a
      WHERE a.attrelid = candidate.oid AND a.attnum > 0 AND col_description(candidate.oid, a.attnum) IS NOT NULL
    LOOP
      EXECUTE format('COMMENT ON COLUMN analysts.%I.%I IS %L', candidate.name, words.name, words.about);
    END LOOP;
    EXECUTE format('COMMENT ON VIEW analysts.%I IS %L', candidate.name, obj_description(candidate.oid, 'pg_class'));
  END LOOP;
END $$`;

/** Makes the role and the schema, where they are not there. */
export const openAnalystsSql = `DO $$
BEGIN
  BEGIN
    CREATE ROLE ${analystsRole} NOLOGIN NOBYPASSRLS;
  EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
  END;
  CREATE SCHEMA IF NOT EXISTS analysts;
  GRANT USAGE ON SCHEMA analysts TO ${analystsRole};
  IF NOT has_database_privilege('${analystsRole}', current_database(), 'CONNECT') THEN
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO ${analystsRole}', current_database());
  END IF;
END $$`;
