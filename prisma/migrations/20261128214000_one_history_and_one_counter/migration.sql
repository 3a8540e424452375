-- CreateTable
CREATE TABLE "numbers" (
    "organisation_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "last" INTEGER NOT NULL,

    CONSTRAINT "numbers_pkey" PRIMARY KEY ("organisation_id","kind")
);

-- CreateTable
CREATE TABLE "history" (
    "id" BIGSERIAL NOT NULL,
    "organisation_id" UUID NOT NULL,
    "subject" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "what" TEXT NOT NULL,
    "actor_id" UUID,
    "surface" TEXT NOT NULL,
    "details" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "history_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "history_subject_id_idx" ON "history"("subject", "id");

-- CreateIndex
CREATE INDEX "history_organisation_id_at_idx" ON "history"("organisation_id", "at") WHERE (what = 'moved');

-- AddForeignKey
ALTER TABLE "numbers" ADD CONSTRAINT "numbers_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "history" ADD CONSTRAINT "history_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What was counted, by kind.
INSERT INTO "numbers" ("organisation_id", "kind", "last")
SELECT "organisation_id", 'feedback', "last" FROM "feedback_numbers"
UNION ALL SELECT "organisation_id", 'idea', "last" FROM "idea_numbers"
UNION ALL SELECT "organisation_id", 'followUp', "last" FROM "follow_up_numbers";

-- What happened. Feedback keeps its ids, which deliveries that wait refer to; those of ideas move up behind them.
INSERT INTO "history" ("id", "organisation_id", "subject", "at", "what", "actor_id", "surface", "details")
SELECT "id", "organisation_id", 'feedback:' || "feedback_id", "at", "what", "actor_id", "surface", "details" FROM "feedback_events";

WITH moved AS (SELECT coalesce(max("id"), 0) AS by FROM "feedback_events")
UPDATE "deliveries" SET "payload" = jsonb_set("payload", '{eventId}', to_jsonb((("payload" ->> 'eventId')::bigint + moved.by)::text))
FROM moved WHERE "kind" LIKE 'ideas.%' AND "payload" ? 'eventId';

INSERT INTO "history" ("id", "organisation_id", "subject", "at", "what", "actor_id", "surface", "details")
SELECT "id" + (SELECT coalesce(max("id"), 0) FROM "feedback_events"), "organisation_id", 'idea:' || "idea_id", "at", "what",
  "actor_id", "surface", "details" FROM "idea_events";

SELECT setval(pg_get_serial_sequence('history', 'id'), greatest((SELECT max("id") FROM "history"), 1), EXISTS (SELECT FROM "history"));

INSERT INTO "history" ("organisation_id", "subject", "at", "what", "actor_id", "surface", "details")
SELECT "organisation_id", "subject", "at", "what", "actor_id", "surface", "details" FROM "meeting_events" ORDER BY "id";
INSERT INTO "history" ("organisation_id", "subject", "at", "what", "actor_id", "surface", "details")
SELECT "organisation_id", 'organisation:' || "organisation_id", "at", "what", "actor_id", "surface", "details" FROM "changes" ORDER BY "id";

DROP TABLE "changes";
DROP TABLE "feedback_events";
DROP TABLE "feedback_numbers";
DROP TABLE "follow_up_numbers";
DROP TABLE "idea_events";
DROP TABLE "idea_numbers";
DROP TABLE "meeting_events";
