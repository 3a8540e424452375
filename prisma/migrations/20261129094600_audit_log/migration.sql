-- AlterTable
ALTER TABLE "api_keys" ADD COLUMN     "is_admin" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "audit" (
    "organisation_id" UUID NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "what" TEXT NOT NULL,
    "actor_id" UUID,
    "surface" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "before" JSONB,
    "after" JSONB,

    CONSTRAINT "audit_pkey" PRIMARY KEY ("organisation_id","id")
);

-- AddForeignKey
ALTER TABLE "audit" ADD CONSTRAINT "audit_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Append-only. Forgetting empties the values of an entry, and nothing else of it; what an organisation has goes with it.
CREATE FUNCTION refuse_changing_audit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND pg_trigger_depth() > 1 THEN RETURN OLD; END IF;
  IF TG_OP = 'UPDATE' AND current_setting('chair.forgetting', true) = 'on'
    AND (NEW.organisation_id, NEW.id, NEW.at, NEW.what, NEW.surface)
      = (OLD.organisation_id, OLD.id, OLD.at, OLD.what, OLD.surface)
    AND NEW.actor_id IS NOT DISTINCT FROM OLD.actor_id THEN RETURN NEW;
  END IF;
  RAISE EXCEPTION 'The audit log is append-only.';
END $$;

CREATE TRIGGER refuse_changing_audit BEFORE UPDATE OR DELETE ON "audit"
FOR EACH ROW EXECUTE FUNCTION refuse_changing_audit();

-- What was changed until now stood among the histories: a setting each, what else as it was noted.
INSERT INTO audit (organisation_id, at, what, actor_id, surface, subject, before, after)
SELECT h.organisation_id, h.at, h.what, h.actor_id, h.surface, s.key, s.value -> 'from', s.value -> 'to'
FROM history h CROSS JOIN LATERAL jsonb_each(h.details) s
WHERE h.subject LIKE 'organisation:%' AND h.what = 'people.changeSettings' ORDER BY h.id;
INSERT INTO audit (organisation_id, at, what, actor_id, surface, subject, after)
SELECT organisation_id, at, what, actor_id, surface, coalesce(details ->> 'name', ''), details FROM history
WHERE subject LIKE 'organisation:%' AND what IN ('people.nameChampion', 'people.nameManager', 'people.join', 'people.part',
  'people.inviteWorkspace', 'people.joinOrganisation', 'feedback.addRule', 'feedback.removeRule', 'customers.addSegment',
  'customers.removeSegment', 'customers.changeField', 'customers.merge', 'customers.takeMergeBack') ORDER BY id;
DELETE FROM history WHERE subject LIKE 'organisation:%' AND what IN ('people.changeSettings', 'people.nameChampion',
  'people.nameManager', 'people.join', 'people.part', 'people.inviteWorkspace', 'people.joinOrganisation',
  'feedback.addRule', 'feedback.removeRule', 'customers.addSegment', 'customers.removeSegment', 'customers.changeField',
  'customers.merge', 'customers.takeMergeBack');
