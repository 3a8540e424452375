-- What belongs to an organisation that is gone, or to something that is, would refuse its key.
DELETE FROM "customers" WHERE NOT EXISTS (SELECT FROM "organisations" WHERE "organisations"."id" = "customers"."organisation_id");
DELETE FROM "customer_keys" WHERE NOT EXISTS (SELECT FROM "organisations" WHERE "organisations"."id" = "customer_keys"."organisation_id");
DELETE FROM "deliveries" WHERE NOT EXISTS (SELECT FROM "organisations" WHERE "organisations"."id" = "deliveries"."organisation_id");
DELETE FROM "feedback_numbers" WHERE NOT EXISTS (SELECT FROM "organisations" WHERE "organisations"."id" = "feedback_numbers"."organisation_id");
DELETE FROM "feedback" WHERE NOT EXISTS (SELECT FROM "organisations" WHERE "organisations"."id" = "feedback"."organisation_id");
DELETE FROM "feedback_events" WHERE NOT EXISTS (SELECT FROM "organisations" WHERE "organisations"."id" = "feedback_events"."organisation_id");
DELETE FROM "nudges" WHERE NOT EXISTS (SELECT FROM "organisations" WHERE "organisations"."id" = "nudges"."organisation_id");
DELETE FROM "routing_rules" WHERE NOT EXISTS (SELECT FROM "organisations" WHERE "organisations"."id" = "routing_rules"."organisation_id");
DELETE FROM "idea_numbers" WHERE NOT EXISTS (SELECT FROM "organisations" WHERE "organisations"."id" = "idea_numbers"."organisation_id");
DELETE FROM "ideas" WHERE NOT EXISTS (SELECT FROM "organisations" WHERE "organisations"."id" = "ideas"."organisation_id");
DELETE FROM "idea_evidence" WHERE NOT EXISTS (SELECT FROM "organisations" WHERE "organisations"."id" = "idea_evidence"."organisation_id");
DELETE FROM "idea_customers" WHERE NOT EXISTS (SELECT FROM "organisations" WHERE "organisations"."id" = "idea_customers"."organisation_id");
DELETE FROM "idea_supports" WHERE NOT EXISTS (SELECT FROM "organisations" WHERE "organisations"."id" = "idea_supports"."organisation_id");
DELETE FROM "idea_showings" WHERE NOT EXISTS (SELECT FROM "organisations" WHERE "organisations"."id" = "idea_showings"."organisation_id");
DELETE FROM "idea_drafts" WHERE NOT EXISTS (SELECT FROM "organisations" WHERE "organisations"."id" = "idea_drafts"."organisation_id");
DELETE FROM "experiments" WHERE NOT EXISTS (SELECT FROM "organisations" WHERE "organisations"."id" = "experiments"."organisation_id");
DELETE FROM "experiment_nudges" WHERE NOT EXISTS (SELECT FROM "organisations" WHERE "organisations"."id" = "experiment_nudges"."organisation_id");
DELETE FROM "idea_events" WHERE NOT EXISTS (SELECT FROM "organisations" WHERE "organisations"."id" = "idea_events"."organisation_id");
DELETE FROM "follow_up_numbers" WHERE NOT EXISTS (SELECT FROM "organisations" WHERE "organisations"."id" = "follow_up_numbers"."organisation_id");
DELETE FROM "meeting_series" WHERE NOT EXISTS (SELECT FROM "organisations" WHERE "organisations"."id" = "meeting_series"."organisation_id");
DELETE FROM "meetings" WHERE NOT EXISTS (SELECT FROM "organisations" WHERE "organisations"."id" = "meetings"."organisation_id");
DELETE FROM "learnings" WHERE NOT EXISTS (SELECT FROM "organisations" WHERE "organisations"."id" = "learnings"."organisation_id");
DELETE FROM "meeting_questions" WHERE NOT EXISTS (SELECT FROM "organisations" WHERE "organisations"."id" = "meeting_questions"."organisation_id");
DELETE FROM "preventions" WHERE NOT EXISTS (SELECT FROM "organisations" WHERE "organisations"."id" = "preventions"."organisation_id");
DELETE FROM "follow_ups" WHERE NOT EXISTS (SELECT FROM "organisations" WHERE "organisations"."id" = "follow_ups"."organisation_id");
DELETE FROM "meeting_events" WHERE NOT EXISTS (SELECT FROM "organisations" WHERE "organisations"."id" = "meeting_events"."organisation_id");
DELETE FROM "metrics" WHERE NOT EXISTS (SELECT FROM "organisations" WHERE "organisations"."id" = "metrics"."organisation_id");
DELETE FROM "workspaces" WHERE NOT EXISTS (SELECT FROM "organisations" WHERE "organisations"."id" = "workspaces"."organisation_id");
DELETE FROM "places" WHERE NOT EXISTS (SELECT FROM "organisations" WHERE "organisations"."id" = "places"."organisation_id");
DELETE FROM "members" WHERE NOT EXISTS (SELECT FROM "organisations" WHERE "organisations"."id" = "members"."organisation_id");
DELETE FROM "groups" WHERE NOT EXISTS (SELECT FROM "organisations" WHERE "organisations"."id" = "groups"."organisation_id");
DELETE FROM "changes" WHERE NOT EXISTS (SELECT FROM "organisations" WHERE "organisations"."id" = "changes"."organisation_id");
DELETE FROM "workspace_invitations" WHERE NOT EXISTS (SELECT FROM "organisations" WHERE "organisations"."id" = "workspace_invitations"."organisation_id");
DELETE FROM "slack_installations" WHERE NOT EXISTS (SELECT FROM "organisations" WHERE "organisations"."id" = "slack_installations"."organisation_id");
DELETE FROM "api_keys" WHERE NOT EXISTS (SELECT FROM "organisations" WHERE "organisations"."id" = "api_keys"."organisation_id");
DELETE FROM "agenda_ticks" WHERE NOT EXISTS (SELECT FROM "meetings" WHERE "meetings"."id" = "agenda_ticks"."meeting_id");
DELETE FROM "meeting_turns" WHERE NOT EXISTS (SELECT FROM "places" WHERE "places"."id" = "meeting_turns"."place_id");
DELETE FROM "score_months" WHERE NOT EXISTS (SELECT FROM "metrics" WHERE "metrics"."id" = "score_months"."metric_id");
DELETE FROM "metric_values" WHERE NOT EXISTS (SELECT FROM "metrics" WHERE "metrics"."id" = "metric_values"."metric_id");
DELETE FROM "idempotent_answers" WHERE NOT EXISTS (SELECT FROM "api_keys" WHERE "api_keys"."id" = "idempotent_answers"."api_key_id");
DELETE FROM "scores" WHERE NOT EXISTS (SELECT FROM "metrics" WHERE "metrics"."id" = "scores"."metric_id");

-- AddForeignKey
ALTER TABLE "customers" ADD CONSTRAINT "customers_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "customer_keys" ADD CONSTRAINT "customer_keys_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "feedback_numbers" ADD CONSTRAINT "feedback_numbers_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "feedback" ADD CONSTRAINT "feedback_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "feedback_events" ADD CONSTRAINT "feedback_events_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "nudges" ADD CONSTRAINT "nudges_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "routing_rules" ADD CONSTRAINT "routing_rules_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "idea_numbers" ADD CONSTRAINT "idea_numbers_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ideas" ADD CONSTRAINT "ideas_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "idea_evidence" ADD CONSTRAINT "idea_evidence_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "idea_customers" ADD CONSTRAINT "idea_customers_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "idea_supports" ADD CONSTRAINT "idea_supports_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "idea_showings" ADD CONSTRAINT "idea_showings_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "idea_drafts" ADD CONSTRAINT "idea_drafts_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "experiments" ADD CONSTRAINT "experiments_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "experiment_nudges" ADD CONSTRAINT "experiment_nudges_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "idea_events" ADD CONSTRAINT "idea_events_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "follow_up_numbers" ADD CONSTRAINT "follow_up_numbers_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "meeting_series" ADD CONSTRAINT "meeting_series_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "meetings" ADD CONSTRAINT "meetings_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "learnings" ADD CONSTRAINT "learnings_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "meeting_questions" ADD CONSTRAINT "meeting_questions_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agenda_ticks" ADD CONSTRAINT "agenda_ticks_meeting_id_fkey" FOREIGN KEY ("meeting_id") REFERENCES "meetings"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "preventions" ADD CONSTRAINT "preventions_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "follow_ups" ADD CONSTRAINT "follow_ups_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "meeting_turns" ADD CONSTRAINT "meeting_turns_place_id_fkey" FOREIGN KEY ("place_id") REFERENCES "places"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "meeting_events" ADD CONSTRAINT "meeting_events_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "metrics" ADD CONSTRAINT "metrics_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "score_months" ADD CONSTRAINT "score_months_metric_id_fkey" FOREIGN KEY ("metric_id") REFERENCES "metrics"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "metric_values" ADD CONSTRAINT "metric_values_metric_id_fkey" FOREIGN KEY ("metric_id") REFERENCES "metrics"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "workspaces" ADD CONSTRAINT "workspaces_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "places" ADD CONSTRAINT "places_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "members" ADD CONSTRAINT "members_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "groups" ADD CONSTRAINT "groups_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "changes" ADD CONSTRAINT "changes_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "workspace_invitations" ADD CONSTRAINT "workspace_invitations_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "slack_installations" ADD CONSTRAINT "slack_installations_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "idempotent_answers" ADD CONSTRAINT "idempotent_answers_api_key_id_fkey" FOREIGN KEY ("api_key_id") REFERENCES "api_keys"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What has no key to its organisation, by design, goes with it all the same. Scores come by the hundred thousand, and
-- a key would be looked up for each of them; the others name a destination in text, which may be a workspace too.
CREATE FUNCTION delete_what_has_no_key() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  ids text[] := ARRAY(SELECT id::text FROM places WHERE organisation_id = OLD.id
    UNION ALL SELECT id::text FROM members WHERE organisation_id = OLD.id);
  destinations text[] := ARRAY(SELECT kind || id FROM unnest(ids) AS id, unnest('{place:,member:,inbox:,reply:}'::text[]) AS kind
    UNION ALL SELECT 'workspace:' || platform || '/' || external_id FROM workspaces WHERE organisation_id = OLD.id);
BEGIN
  DELETE FROM scores WHERE organisation_id = OLD.id;
  DELETE FROM living_messages WHERE destination = ANY(destinations);
  DELETE FROM delivery_rests WHERE destination = ANY(destinations);
  DELETE FROM delivery_notices WHERE destination = ANY(destinations);
  DELETE FROM playground_messages WHERE channel = ANY(destinations);
  DELETE FROM slack_grid_teams WHERE enterprise_id IN (SELECT key FROM slack_installations WHERE organisation_id = OLD.id);
  RETURN OLD;
END $$;

CREATE TRIGGER delete_what_has_no_key BEFORE DELETE ON "organisations"
FOR EACH ROW EXECUTE FUNCTION delete_what_has_no_key();
