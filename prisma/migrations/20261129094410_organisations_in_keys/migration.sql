-- Every table of organisations has organisation_id, in every key. Copies of the release before write to these tables
-- without it, and name the columns of some keys (ON CONFLICT): their rows are filled by triggers, and those keys are
-- widened by the next release (test/storage/organisation-keys.test.ts lists them).

-- The organisation that a row belongs to by the row that it hangs by: TG_ARGV is its table, and the column with its id.
CREATE FUNCTION fill_organisation_of_parent() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('SELECT organisation_id FROM %I WHERE id = $1.%I', TG_ARGV[0], TG_ARGV[1]) INTO NEW.organisation_id USING NEW;
  RETURN NEW;
END $$;

-- Of `place:ID`, `member:ID` (or `inbox:`, `reply:`) and `workspace:PLATFORM/EXTERNAL_ID`.
CREATE FUNCTION organisation_of_destination(destination text) RETURNS uuid LANGUAGE sql STABLE AS $$
  SELECT CASE
    WHEN destination LIKE 'workspace:%' THEN
      (SELECT organisation_id FROM workspaces WHERE platform || '/' || external_id = substr(destination, 11) LIMIT 1)
    WHEN destination ~ ':[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN coalesce(
      (SELECT organisation_id FROM places WHERE id = split_part(destination, ':', 2)::uuid),
      (SELECT organisation_id FROM members WHERE id = split_part(destination, ':', 2)::uuid))
  END
$$;

CREATE FUNCTION fill_organisation_of_destination() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.organisation_id := organisation_of_destination(NEW.destination);
  RETURN NEW;
END $$;

ALTER TABLE "agenda_ticks" ADD COLUMN "organisation_id" UUID;
UPDATE "agenda_ticks" t SET organisation_id = p.organisation_id FROM "meetings" p WHERE p.id = t.meeting_id;
ALTER TABLE "agenda_ticks" ALTER COLUMN "organisation_id" SET NOT NULL;
CREATE TRIGGER fill_organisation BEFORE INSERT ON "agenda_ticks" FOR EACH ROW WHEN (NEW.organisation_id IS NULL)
  EXECUTE FUNCTION fill_organisation_of_parent('meetings', 'meeting_id');

ALTER TABLE "group_members" ADD COLUMN "organisation_id" UUID;
UPDATE "group_members" t SET organisation_id = p.organisation_id FROM "groups" p WHERE p.id = t.group_id;
ALTER TABLE "group_members" ALTER COLUMN "organisation_id" SET NOT NULL;
CREATE TRIGGER fill_organisation BEFORE INSERT ON "group_members" FOR EACH ROW WHEN (NEW.organisation_id IS NULL)
  EXECUTE FUNCTION fill_organisation_of_parent('groups', 'group_id');

ALTER TABLE "idempotent_answers" ADD COLUMN "organisation_id" UUID;
UPDATE "idempotent_answers" t SET organisation_id = p.organisation_id FROM "api_keys" p WHERE p.id = t.api_key_id;
ALTER TABLE "idempotent_answers" ALTER COLUMN "organisation_id" SET NOT NULL;
CREATE TRIGGER fill_organisation BEFORE INSERT ON "idempotent_answers" FOR EACH ROW WHEN (NEW.organisation_id IS NULL)
  EXECUTE FUNCTION fill_organisation_of_parent('api_keys', 'api_key_id');

ALTER TABLE "meeting_turns" ADD COLUMN "organisation_id" UUID;
UPDATE "meeting_turns" t SET organisation_id = p.organisation_id FROM "places" p WHERE p.id = t.place_id;
ALTER TABLE "meeting_turns" ALTER COLUMN "organisation_id" SET NOT NULL;
CREATE TRIGGER fill_organisation BEFORE INSERT ON "meeting_turns" FOR EACH ROW WHEN (NEW.organisation_id IS NULL)
  EXECUTE FUNCTION fill_organisation_of_parent('places', 'place_id');

ALTER TABLE "metric_values" ADD COLUMN "organisation_id" UUID;
UPDATE "metric_values" t SET organisation_id = p.organisation_id FROM "metrics" p WHERE p.id = t.metric_id;
ALTER TABLE "metric_values" ALTER COLUMN "organisation_id" SET NOT NULL;
CREATE TRIGGER fill_organisation BEFORE INSERT ON "metric_values" FOR EACH ROW WHEN (NEW.organisation_id IS NULL)
  EXECUTE FUNCTION fill_organisation_of_parent('metrics', 'metric_id');

ALTER TABLE "score_months" ADD COLUMN "organisation_id" UUID;
UPDATE "score_months" t SET organisation_id = p.organisation_id FROM "metrics" p WHERE p.id = t.metric_id;
ALTER TABLE "score_months" ALTER COLUMN "organisation_id" SET NOT NULL;
CREATE TRIGGER fill_organisation BEFORE INSERT ON "score_months" FOR EACH ROW WHEN (NEW.organisation_id IS NULL)
  EXECUTE FUNCTION fill_organisation_of_parent('metrics', 'metric_id');

ALTER TABLE "delivery_notices" ADD COLUMN "organisation_id" UUID;
UPDATE "delivery_notices" t SET organisation_id = found.id
  FROM (SELECT destination, organisation_of_destination(destination) AS id FROM (SELECT DISTINCT destination FROM "delivery_notices") d) found
  WHERE found.destination = t.destination;
DELETE FROM "delivery_notices" WHERE organisation_id IS NULL;
ALTER TABLE "delivery_notices" ALTER COLUMN "organisation_id" SET NOT NULL;
CREATE TRIGGER fill_organisation BEFORE INSERT ON "delivery_notices" FOR EACH ROW WHEN (NEW.organisation_id IS NULL)
  EXECUTE FUNCTION fill_organisation_of_destination();

ALTER TABLE "delivery_rests" ADD COLUMN "organisation_id" UUID;
UPDATE "delivery_rests" t SET organisation_id = found.id
  FROM (SELECT destination, organisation_of_destination(destination) AS id FROM (SELECT DISTINCT destination FROM "delivery_rests") d) found
  WHERE found.destination = t.destination;
DELETE FROM "delivery_rests" WHERE organisation_id IS NULL;
ALTER TABLE "delivery_rests" ALTER COLUMN "organisation_id" SET NOT NULL;
CREATE TRIGGER fill_organisation BEFORE INSERT ON "delivery_rests" FOR EACH ROW WHEN (NEW.organisation_id IS NULL)
  EXECUTE FUNCTION fill_organisation_of_destination();

ALTER TABLE "living_messages" ADD COLUMN "organisation_id" UUID;
UPDATE "living_messages" t SET organisation_id = found.id
  FROM (SELECT destination, organisation_of_destination(destination) AS id FROM (SELECT DISTINCT destination FROM "living_messages") d) found
  WHERE found.destination = t.destination;
DELETE FROM "living_messages" WHERE organisation_id IS NULL;
ALTER TABLE "living_messages" ALTER COLUMN "organisation_id" SET NOT NULL;
CREATE TRIGGER fill_organisation BEFORE INSERT ON "living_messages" FOR EACH ROW WHEN (NEW.organisation_id IS NULL)
  EXECUTE FUNCTION fill_organisation_of_destination();

-- What hangs by a foreign key now is deleted by it.
CREATE OR REPLACE FUNCTION delete_what_has_no_key() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  ids text[] := ARRAY(SELECT id::text FROM places WHERE organisation_id = OLD.id
    UNION ALL SELECT id::text FROM members WHERE organisation_id = OLD.id);
  channels text[] := ARRAY(SELECT kind || id FROM unnest(ids) AS id, unnest('{place:,member:,inbox:,reply:}'::text[]) AS kind);
BEGIN
  DELETE FROM scores WHERE organisation_id = OLD.id;
  DELETE FROM playground_messages WHERE channel = ANY(channels);
  DELETE FROM slack_grid_teams WHERE enterprise_id IN (SELECT key FROM slack_installations WHERE organisation_id = OLD.id);
  RETURN OLD;
END $$;

-- Statements name these keys, so that their columns can change under a running copy.
ALTER TABLE "members" ADD CONSTRAINT "members_workspace_id_external_id_key" UNIQUE USING INDEX "members_workspace_id_external_id_key";
ALTER TABLE "places" ADD CONSTRAINT "places_workspace_id_external_id_key" UNIQUE USING INDEX "places_workspace_id_external_id_key";

-- DropForeignKey
ALTER TABLE "agenda_ticks" DROP CONSTRAINT "agenda_ticks_meeting_id_fkey";

-- DropForeignKey
ALTER TABLE "briefs" DROP CONSTRAINT "briefs_customer_id_fkey";

-- DropForeignKey
ALTER TABLE "customer_events" DROP CONSTRAINT "customer_events_customer_id_fkey";

-- DropForeignKey
ALTER TABLE "customer_ids" DROP CONSTRAINT "customer_ids_customer_id_fkey";

-- DropForeignKey
ALTER TABLE "customer_keys" DROP CONSTRAINT "customer_keys_customer_id_fkey";

-- DropForeignKey
ALTER TABLE "customer_pairs" DROP CONSTRAINT "customer_pairs_one_id_fkey";

-- DropForeignKey
ALTER TABLE "customer_pairs" DROP CONSTRAINT "customer_pairs_other_id_fkey";

-- DropForeignKey
ALTER TABLE "customer_people" DROP CONSTRAINT "customer_people_customer_id_fkey";

-- DropForeignKey
ALTER TABLE "group_members" DROP CONSTRAINT "group_members_group_id_fkey";

-- DropForeignKey
ALTER TABLE "idempotent_answers" DROP CONSTRAINT "idempotent_answers_api_key_id_fkey";

-- DropForeignKey
ALTER TABLE "meeting_turns" DROP CONSTRAINT "meeting_turns_place_id_fkey";

-- DropForeignKey
ALTER TABLE "merged_customers" DROP CONSTRAINT "merged_customers_whole_id_fkey";

-- DropForeignKey
ALTER TABLE "metric_values" DROP CONSTRAINT "metric_values_metric_id_fkey";

-- DropForeignKey
ALTER TABLE "score_months" DROP CONSTRAINT "score_months_metric_id_fkey";

-- DropForeignKey
ALTER TABLE "tip_tellings" DROP CONSTRAINT "tip_tellings_customer_id_fkey";

-- DropForeignKey
ALTER TABLE "tip_tellings" DROP CONSTRAINT "tip_tellings_tip_id_fkey";

-- DropIndex
DROP INDEX "brief_calendars_member_id_key";

-- DropIndex
DROP INDEX "customer_keys_customer_id_key_alias_key";

-- DropIndex
DROP INDEX "customer_pairs_id_key";

-- DropIndex
DROP INDEX "customers_organisation_id_id_idx";

-- DropIndex
DROP INDEX "deliveries_sending_key";

-- DropIndex
DROP INDEX "experiments_running_key";

-- DropIndex
DROP INDEX "meeting_questions_meeting_id_member_id_kind_key";

-- DropIndex
DROP INDEX "meeting_series_alive_key";

-- DropIndex
DROP INDEX "reminders_kind_subject_id_round_step_repeat_role_recipient__key";

-- AlterTable
ALTER TABLE "api_keys" DROP CONSTRAINT "api_keys_pkey",
ADD CONSTRAINT "api_keys_pkey" PRIMARY KEY ("id", "organisation_id");

-- AlterTable
ALTER TABLE "briefs" DROP CONSTRAINT "briefs_pkey",
ADD CONSTRAINT "briefs_pkey" PRIMARY KEY ("id", "organisation_id");

-- AlterTable
ALTER TABLE "customer_keys" DROP CONSTRAINT "customer_keys_pkey",
ADD CONSTRAINT "customer_keys_pkey" PRIMARY KEY ("id", "organisation_id");

-- AlterTable
ALTER TABLE "customers" DROP CONSTRAINT "customers_pkey",
ADD CONSTRAINT "customers_pkey" PRIMARY KEY ("id", "organisation_id");

-- AlterTable
ALTER TABLE "deliveries" DROP CONSTRAINT "deliveries_pkey",
ADD CONSTRAINT "deliveries_pkey" PRIMARY KEY ("id", "organisation_id");

-- AlterTable
ALTER TABLE "experiments" DROP CONSTRAINT "experiments_pkey",
ADD CONSTRAINT "experiments_pkey" PRIMARY KEY ("id", "organisation_id");

-- AlterTable
ALTER TABLE "feedback" DROP CONSTRAINT "feedback_pkey",
ADD CONSTRAINT "feedback_pkey" PRIMARY KEY ("id", "organisation_id");

-- AlterTable
ALTER TABLE "follow_ups" DROP CONSTRAINT "follow_ups_pkey",
ADD CONSTRAINT "follow_ups_pkey" PRIMARY KEY ("id", "organisation_id");

-- AlterTable
ALTER TABLE "groups" DROP CONSTRAINT "groups_pkey",
ADD CONSTRAINT "groups_pkey" PRIMARY KEY ("id", "organisation_id");

-- AlterTable
ALTER TABLE "history" DROP CONSTRAINT "history_pkey",
ADD CONSTRAINT "history_pkey" PRIMARY KEY ("id", "organisation_id");

-- AlterTable
ALTER TABLE "idea_customers" DROP CONSTRAINT "idea_customers_pkey",
ADD CONSTRAINT "idea_customers_pkey" PRIMARY KEY ("idea_id", "customer_id", "organisation_id");

-- AlterTable
ALTER TABLE "idea_drafts" DROP CONSTRAINT "idea_drafts_pkey",
ADD CONSTRAINT "idea_drafts_pkey" PRIMARY KEY ("id", "organisation_id");

-- AlterTable
ALTER TABLE "idea_evidence" DROP CONSTRAINT "idea_evidence_pkey",
ADD CONSTRAINT "idea_evidence_pkey" PRIMARY KEY ("idea_id", "feedback_id", "organisation_id");

-- AlterTable
ALTER TABLE "idea_showings" DROP CONSTRAINT "idea_showings_pkey",
ADD CONSTRAINT "idea_showings_pkey" PRIMARY KEY ("idea_id", "meeting_id", "organisation_id");

-- AlterTable
ALTER TABLE "idea_supports" DROP CONSTRAINT "idea_supports_pkey",
ADD CONSTRAINT "idea_supports_pkey" PRIMARY KEY ("idea_id", "member_id", "organisation_id");

-- AlterTable
ALTER TABLE "ideas" DROP CONSTRAINT "ideas_pkey",
ADD CONSTRAINT "ideas_pkey" PRIMARY KEY ("id", "organisation_id");

-- AlterTable
ALTER TABLE "idempotent_answers" DROP CONSTRAINT "idempotent_answers_pkey",
ADD CONSTRAINT "idempotent_answers_pkey" PRIMARY KEY ("api_key_id", "key", "organisation_id");

-- AlterTable
ALTER TABLE "import_changes" DROP CONSTRAINT "import_changes_pkey",
ADD CONSTRAINT "import_changes_pkey" PRIMARY KEY ("id", "organisation_id");

-- AlterTable
ALTER TABLE "joined_accounts" DROP CONSTRAINT "joined_accounts_pkey",
ADD CONSTRAINT "joined_accounts_pkey" PRIMARY KEY ("account_id", "organisation_id");

-- AlterTable
ALTER TABLE "learnings" DROP CONSTRAINT "learnings_pkey",
ADD CONSTRAINT "learnings_pkey" PRIMARY KEY ("id", "organisation_id");

-- AlterTable
ALTER TABLE "meeting_questions" DROP CONSTRAINT "meeting_questions_pkey",
ADD CONSTRAINT "meeting_questions_pkey" PRIMARY KEY ("id", "organisation_id");

-- AlterTable
ALTER TABLE "meeting_series" DROP CONSTRAINT "meeting_series_pkey",
ADD CONSTRAINT "meeting_series_pkey" PRIMARY KEY ("id", "organisation_id");

-- AlterTable
ALTER TABLE "meetings" DROP CONSTRAINT "meetings_pkey",
ADD CONSTRAINT "meetings_pkey" PRIMARY KEY ("id", "organisation_id");

-- AlterTable
ALTER TABLE "members" DROP CONSTRAINT "members_pkey",
ADD CONSTRAINT "members_pkey" PRIMARY KEY ("id", "organisation_id");

-- AlterTable
ALTER TABLE "merged_customers" DROP CONSTRAINT "merged_customers_pkey",
ADD CONSTRAINT "merged_customers_pkey" PRIMARY KEY ("id", "organisation_id");

-- AlterTable
ALTER TABLE "metrics" DROP CONSTRAINT "metrics_pkey",
ADD CONSTRAINT "metrics_pkey" PRIMARY KEY ("id", "organisation_id");

-- AlterTable
ALTER TABLE "places" DROP CONSTRAINT "places_pkey",
ADD CONSTRAINT "places_pkey" PRIMARY KEY ("id", "organisation_id");

-- AlterTable
ALTER TABLE "reminders" DROP CONSTRAINT "reminders_pkey",
ADD CONSTRAINT "reminders_pkey" PRIMARY KEY ("id", "organisation_id");

-- AlterTable
ALTER TABLE "routing_rules" DROP CONSTRAINT "routing_rules_pkey",
ADD CONSTRAINT "routing_rules_pkey" PRIMARY KEY ("id", "organisation_id");

-- AlterTable
ALTER TABLE "segment_rules" DROP CONSTRAINT "segment_rules_pkey",
ADD CONSTRAINT "segment_rules_pkey" PRIMARY KEY ("id", "organisation_id");

-- AlterTable
ALTER TABLE "tip_tellings" DROP CONSTRAINT "tip_tellings_pkey",
ADD CONSTRAINT "tip_tellings_pkey" PRIMARY KEY ("id", "organisation_id");

-- AlterTable
ALTER TABLE "tips" DROP CONSTRAINT "tips_pkey",
ADD CONSTRAINT "tips_pkey" PRIMARY KEY ("id", "organisation_id");

-- AlterTable
ALTER TABLE "workspaces" DROP CONSTRAINT "workspaces_pkey",
ADD CONSTRAINT "workspaces_pkey" PRIMARY KEY ("id", "organisation_id");

-- CreateIndex
CREATE UNIQUE INDEX "brief_calendars_member_id_organisation_id_key" ON "brief_calendars"("member_id", "organisation_id");

-- CreateIndex
CREATE UNIQUE INDEX "customer_keys_customer_id_key_alias_organisation_id_key" ON "customer_keys"("customer_id", "key", "alias", "organisation_id");

-- CreateIndex
CREATE UNIQUE INDEX "customer_pairs_id_organisation_id_key" ON "customer_pairs"("id", "organisation_id");

-- CreateIndex
CREATE UNIQUE INDEX "deliveries_sending_key" ON "deliveries"("destination", "organisation_id") WHERE (state = 'sending');

-- CreateIndex
CREATE UNIQUE INDEX "experiments_running_key" ON "experiments"("idea_id", "organisation_id") WHERE (state = 'running');

-- CreateIndex
CREATE UNIQUE INDEX "meeting_questions_meeting_id_member_id_kind_organisation_id_key" ON "meeting_questions"("meeting_id", "member_id", "kind", "organisation_id");

-- CreateIndex
CREATE UNIQUE INDEX "meeting_series_alive_key" ON "meeting_series"("place_id", "organisation_id") WHERE (stopped_at IS NULL);

-- CreateIndex
CREATE UNIQUE INDEX "reminders_kind_subject_id_round_step_repeat_role_recipient__key" ON "reminders"("kind", "subject_id", "round", "step", "repeat", "role", "recipient_id", "organisation_id");

-- AddForeignKey
ALTER TABLE "briefs" ADD CONSTRAINT "briefs_customer_id_organisation_id_fkey" FOREIGN KEY ("customer_id", "organisation_id") REFERENCES "customers"("id", "organisation_id") ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE;

-- AddForeignKey
ALTER TABLE "customer_keys" ADD CONSTRAINT "customer_keys_customer_id_organisation_id_fkey" FOREIGN KEY ("customer_id", "organisation_id") REFERENCES "customers"("id", "organisation_id") ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE;

-- AddForeignKey
ALTER TABLE "customer_people" ADD CONSTRAINT "customer_people_customer_id_organisation_id_fkey" FOREIGN KEY ("customer_id", "organisation_id") REFERENCES "customers"("id", "organisation_id") ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE;

-- AddForeignKey
ALTER TABLE "tip_tellings" ADD CONSTRAINT "tip_tellings_tip_id_organisation_id_fkey" FOREIGN KEY ("tip_id", "organisation_id") REFERENCES "tips"("id", "organisation_id") ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE;

-- AddForeignKey
ALTER TABLE "tip_tellings" ADD CONSTRAINT "tip_tellings_customer_id_organisation_id_fkey" FOREIGN KEY ("customer_id", "organisation_id") REFERENCES "customers"("id", "organisation_id") ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE;

-- AddForeignKey
ALTER TABLE "customer_ids" ADD CONSTRAINT "customer_ids_customer_id_organisation_id_fkey" FOREIGN KEY ("customer_id", "organisation_id") REFERENCES "customers"("id", "organisation_id") ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE;

-- AddForeignKey
ALTER TABLE "customer_events" ADD CONSTRAINT "customer_events_customer_id_organisation_id_fkey" FOREIGN KEY ("customer_id", "organisation_id") REFERENCES "customers"("id", "organisation_id") ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE;

-- AddForeignKey
ALTER TABLE "customer_pairs" ADD CONSTRAINT "customer_pairs_one_id_organisation_id_fkey" FOREIGN KEY ("one_id", "organisation_id") REFERENCES "customers"("id", "organisation_id") ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE;

-- AddForeignKey
ALTER TABLE "customer_pairs" ADD CONSTRAINT "customer_pairs_other_id_organisation_id_fkey" FOREIGN KEY ("other_id", "organisation_id") REFERENCES "customers"("id", "organisation_id") ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE;

-- AddForeignKey
ALTER TABLE "merged_customers" ADD CONSTRAINT "merged_customers_whole_id_organisation_id_fkey" FOREIGN KEY ("whole_id", "organisation_id") REFERENCES "customers"("id", "organisation_id") ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE;

-- AddForeignKey
ALTER TABLE "living_messages" ADD CONSTRAINT "living_messages_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delivery_rests" ADD CONSTRAINT "delivery_rests_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delivery_notices" ADD CONSTRAINT "delivery_notices_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agenda_ticks" ADD CONSTRAINT "agenda_ticks_meeting_id_organisation_id_fkey" FOREIGN KEY ("meeting_id", "organisation_id") REFERENCES "meetings"("id", "organisation_id") ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE;

-- AddForeignKey
ALTER TABLE "agenda_ticks" ADD CONSTRAINT "agenda_ticks_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "meeting_turns" ADD CONSTRAINT "meeting_turns_place_id_organisation_id_fkey" FOREIGN KEY ("place_id", "organisation_id") REFERENCES "places"("id", "organisation_id") ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE;

-- AddForeignKey
ALTER TABLE "meeting_turns" ADD CONSTRAINT "meeting_turns_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "score_months" ADD CONSTRAINT "score_months_metric_id_organisation_id_fkey" FOREIGN KEY ("metric_id", "organisation_id") REFERENCES "metrics"("id", "organisation_id") ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE;

-- AddForeignKey
ALTER TABLE "score_months" ADD CONSTRAINT "score_months_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "metric_values" ADD CONSTRAINT "metric_values_metric_id_organisation_id_fkey" FOREIGN KEY ("metric_id", "organisation_id") REFERENCES "metrics"("id", "organisation_id") ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE;

-- AddForeignKey
ALTER TABLE "metric_values" ADD CONSTRAINT "metric_values_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "group_members" ADD CONSTRAINT "group_members_group_id_organisation_id_fkey" FOREIGN KEY ("group_id", "organisation_id") REFERENCES "groups"("id", "organisation_id") ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE;

-- AddForeignKey
ALTER TABLE "group_members" ADD CONSTRAINT "group_members_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "idempotent_answers" ADD CONSTRAINT "idempotent_answers_api_key_id_organisation_id_fkey" FOREIGN KEY ("api_key_id", "organisation_id") REFERENCES "api_keys"("id", "organisation_id") ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE;

-- AddForeignKey
ALTER TABLE "idempotent_answers" ADD CONSTRAINT "idempotent_answers_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;
