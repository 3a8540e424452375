-- AlterTable
ALTER TABLE "follow_ups" ADD COLUMN     "round" INTEGER NOT NULL DEFAULT 1;

-- AlterTable
ALTER TABLE "members" ADD COLUMN     "manager_id" UUID;

-- CreateTable
CREATE TABLE "reminders" (
    "id" BIGSERIAL NOT NULL,
    "organisation_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "subject_id" UUID NOT NULL,
    "round" INTEGER NOT NULL,
    "step" INTEGER NOT NULL,
    "repeat" INTEGER NOT NULL,
    "role" TEXT NOT NULL,
    "recipient_id" UUID NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL,
    "batch_id" UUID,
    "position" INTEGER,
    "is_over" BOOLEAN NOT NULL DEFAULT false,
    "sent_at" TIMESTAMPTZ(3),

    CONSTRAINT "reminders_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "reminders_due_at_idx" ON "reminders"("due_at") WHERE (state = 'planned');

-- CreateIndex
CREATE INDEX "reminders_recipient_id_idx" ON "reminders"("recipient_id") WHERE (state = 'planned' OR state = 'queued');

-- CreateIndex
CREATE INDEX "reminders_batch_id_idx" ON "reminders"("batch_id");

-- CreateIndex
CREATE INDEX "reminders_organisation_id_idx" ON "reminders"("organisation_id");

-- CreateIndex
CREATE UNIQUE INDEX "reminders_kind_subject_id_round_step_repeat_role_recipient__key" ON "reminders"("kind", "subject_id", "round", "step", "repeat", "role", "recipient_id");

-- AddForeignKey
ALTER TABLE "reminders" ADD CONSTRAINT "reminders_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What is open moves over; of what was sent, enough to know which reminder the next one is.
INSERT INTO reminders (organisation_id, kind, subject_id, round, step, repeat, role, recipient_id, due_at, state, batch_id, sent_at)
SELECT n.organisation_id, 'feedback.promise', n.feedback_id, n.round, n.percent, n.repeat, n.role, n.recipient_id, n.due_at,
  CASE WHEN n.state <> 'queued' THEN n.state WHEN n.batch_id::text IN (
    SELECT payload ->> 'batchId' FROM deliveries WHERE kind = 'feedback.nudges' AND state = 'queued')
    THEN 'planned' ELSE 'lost' END,
  CASE WHEN n.state = 'sent' THEN n.batch_id END, CASE WHEN n.state = 'sent' THEN n.due_at END
FROM nudges n JOIN organisations o ON o.id = n.organisation_id;

INSERT INTO reminders (organisation_id, kind, subject_id, round, step, repeat, role, recipient_id, due_at, state, batch_id, sent_at)
SELECT n.organisation_id, 'ideas.experiment', n.experiment_id, n.round, 0, n.repeat,
  CASE n.role WHEN 'asked' THEN 'owner' ELSE n.role END, n.recipient_id, n.due_at,
  CASE WHEN n.state <> 'queued' THEN n.state WHEN n.batch_id::text IN (
    SELECT payload ->> 'batchId' FROM deliveries WHERE kind = 'ideas.questions' AND state = 'queued')
    THEN 'planned' ELSE 'lost' END,
  CASE WHEN n.state = 'sent' THEN n.batch_id END, CASE WHEN n.state = 'sent' THEN n.due_at END
FROM experiment_nudges n JOIN organisations o ON o.id = n.organisation_id;

INSERT INTO reminders (organisation_id, kind, subject_id, round, step, repeat, role, recipient_id, due_at, state)
SELECT f.organisation_id, 'meetings.followUp', f.id, 1, 0, greatest(f.nudge_count - 1, 0), 'champion', o.champion_id,
  f.champion_due_at, 'planned'
FROM follow_ups f JOIN organisations o ON o.id = f.organisation_id
WHERE f.champion_due_at IS NOT NULL AND o.champion_id IS NOT NULL;

INSERT INTO reminders (organisation_id, kind, subject_id, round, step, repeat, role, recipient_id, due_at, state)
SELECT f.organisation_id, 'meetings.followUp', f.id, 1, 0, greatest(f.nudge_count - 1, 0), d.payload ->> 'role',
  (d.payload ->> 'recipientId')::uuid, d.created_at, 'planned'
FROM deliveries d JOIN organisations o ON o.id = d.organisation_id
CROSS JOIN LATERAL unnest(string_to_array(d.payload ->> 'numbers', ',')) AS n (number)
JOIN follow_ups f ON f.organisation_id = d.organisation_id AND f.number = n.number::int
WHERE d.kind = 'meetings.followUpReminder' AND d.state = 'queued'
ON CONFLICT DO NOTHING;

-- A question that stands in somebody's chat is a message of its own, under its own id.
INSERT INTO reminders (organisation_id, kind, subject_id, round, step, repeat, role, recipient_id, due_at, state, batch_id, position, sent_at)
SELECT q.organisation_id, 'meetings.question', q.id, 1, 0, 0, 'owner', q.member_id, q.due_at,
  CASE WHEN q.message IS NULL THEN 'planned' ELSE 'sent' END, CASE WHEN q.message IS NOT NULL THEN q.id END,
  CASE WHEN q.message IS NOT NULL THEN 1 END, CASE WHEN q.message IS NOT NULL THEN q.due_at END
FROM meeting_questions q JOIN organisations o ON o.id = q.organisation_id
WHERE q.state = 'asked' AND (q.message IS NOT NULL OR q.id::text IN (
  SELECT payload ->> 'questionId' FROM deliveries WHERE kind = 'meetings.question' AND state = 'queued'));

UPDATE living_messages SET key = 'reminders:' || substr(key, 10) WHERE key LIKE 'question:%';

UPDATE deliveries SET state = 'skipped', failure = 'moved_to_reminders', settled_at = now()
WHERE state = 'queued'
  AND kind IN ('feedback.nudges', 'ideas.questions', 'meetings.followUpReminder', 'meetings.question');

-- DropIndex
DROP INDEX "follow_ups_champion_due_at_idx";

-- AlterTable
ALTER TABLE "follow_ups" DROP COLUMN "champion_due_at";

-- DropTable
DROP TABLE "experiment_nudges";

-- DropTable
DROP TABLE "nudges";
