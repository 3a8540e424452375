-- CreateTable
CREATE TABLE "follow_up_numbers" (
    "organisation_id" UUID NOT NULL,
    "last" INTEGER NOT NULL,

    CONSTRAINT "follow_up_numbers_pkey" PRIMARY KEY ("organisation_id")
);

-- CreateTable
CREATE TABLE "meeting_series" (
    "id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "place_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "rule" JSONB NOT NULL,
    "time_zone" TEXT NOT NULL,
    "lead_minutes" INTEGER NOT NULL,
    "length_minutes" INTEGER NOT NULL,
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "stopped_at" TIMESTAMPTZ(3),
    "plan_due_at" TIMESTAMPTZ(3),
    "calendar" JSONB,

    CONSTRAINT "meeting_series_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "meetings" (
    "id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "place_id" UUID NOT NULL,
    "series_id" UUID,
    "occurrence" TEXT,
    "name" TEXT NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "opens_at" TIMESTAMPTZ(3) NOT NULL,
    "time_zone" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "ask_due_at" TIMESTAMPTZ(3),
    "due_at" TIMESTAMPTZ(3),
    "opened_at" TIMESTAMPTZ(3),
    "closed_at" TIMESTAMPTZ(3),
    "closed_by_id" UUID,
    "customer_id" UUID,
    "chair" JSONB,
    "presenter_id" UUID,
    "minutes" JSONB,

    CONSTRAINT "meetings_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "learnings" (
    "id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "text" TEXT NOT NULL,
    "customer_id" UUID,
    "member_id" UUID NOT NULL,
    "place_id" UUID,
    "meeting_id" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "surface" TEXT NOT NULL,

    CONSTRAINT "learnings_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "meeting_questions" (
    "id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "meeting_id" UUID NOT NULL,
    "member_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL,
    "settled_at" TIMESTAMPTZ(3),
    "learning_id" UUID,
    "channel" TEXT,
    "message" TEXT,

    CONSTRAINT "meeting_questions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "agenda_ticks" (
    "meeting_id" UUID NOT NULL,
    "item" TEXT NOT NULL,
    "ticked_at" TIMESTAMPTZ(3) NOT NULL,
    "member_id" UUID NOT NULL,
    "decision" TEXT,

    CONSTRAINT "agenda_ticks_pkey" PRIMARY KEY ("meeting_id","item")
);

-- CreateTable
CREATE TABLE "preventions" (
    "feedback_id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "place_id" UUID,
    "resolved_at" TIMESTAMPTZ(3) NOT NULL,
    "ticked_at" TIMESTAMPTZ(3),
    "ticked_by_id" UUID,
    "meeting_id" UUID,
    "decision" TEXT,

    CONSTRAINT "preventions_pkey" PRIMARY KEY ("feedback_id")
);

-- CreateTable
CREATE TABLE "follow_ups" (
    "id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "owner_id" UUID NOT NULL,
    "due_on" TEXT NOT NULL,
    "place_id" UUID,
    "meeting_id" UUID,
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL,
    "settled_at" TIMESTAMPTZ(3),
    "settled_by_id" UUID,
    "nudge_due_at" TIMESTAMPTZ(3),
    "nudge_count" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "follow_ups_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "meeting_turns" (
    "series_id" UUID NOT NULL,
    "member_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "taken_count" INTEGER NOT NULL DEFAULT 0,
    "last_at" TIMESTAMPTZ(3),

    CONSTRAINT "meeting_turns_pkey" PRIMARY KEY ("series_id","member_id","kind")
);

-- CreateTable
CREATE TABLE "meeting_events" (
    "id" BIGSERIAL NOT NULL,
    "organisation_id" UUID NOT NULL,
    "subject" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "what" TEXT NOT NULL,
    "actor_id" UUID,
    "surface" TEXT NOT NULL,
    "details" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "meeting_events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "secrets" (
    "name" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "secrets_pkey" PRIMARY KEY ("name")
);

-- CreateIndex
CREATE INDEX "meeting_series_plan_due_at_idx" ON "meeting_series"("plan_due_at") WHERE (plan_due_at IS NOT NULL);

-- CreateIndex
CREATE INDEX "meeting_series_organisation_id_idx" ON "meeting_series"("organisation_id");

-- CreateIndex
CREATE UNIQUE INDEX "meeting_series_alive_key" ON "meeting_series"("place_id") WHERE (stopped_at IS NULL);

-- CreateIndex
CREATE INDEX "meetings_due_at_idx" ON "meetings"("due_at") WHERE (due_at IS NOT NULL);

-- CreateIndex
CREATE INDEX "meetings_ask_due_at_idx" ON "meetings"("ask_due_at") WHERE (ask_due_at IS NOT NULL);

-- CreateIndex
CREATE INDEX "meetings_place_id_starts_at_idx" ON "meetings"("place_id", "starts_at");

-- CreateIndex
CREATE INDEX "meetings_organisation_id_starts_at_idx" ON "meetings"("organisation_id", "starts_at");

-- CreateIndex
CREATE UNIQUE INDEX "meetings_series_id_occurrence_key" ON "meetings"("series_id", "occurrence");

-- CreateIndex
CREATE INDEX "learnings_organisation_id_at_idx" ON "learnings"("organisation_id", "at");

-- CreateIndex
CREATE INDEX "learnings_organisation_id_customer_id_idx" ON "learnings"("organisation_id", "customer_id");

-- CreateIndex
CREATE INDEX "meeting_questions_due_at_idx" ON "meeting_questions"("due_at") WHERE (state = 'planned');

-- CreateIndex
CREATE INDEX "meeting_questions_member_id_idx" ON "meeting_questions"("member_id") WHERE (state = 'asked');

-- CreateIndex
CREATE INDEX "meeting_questions_channel_message_idx" ON "meeting_questions"("channel", "message");

-- CreateIndex
CREATE UNIQUE INDEX "meeting_questions_meeting_id_member_id_kind_key" ON "meeting_questions"("meeting_id", "member_id", "kind");

-- CreateIndex
CREATE INDEX "preventions_organisation_id_idx" ON "preventions"("organisation_id") WHERE (ticked_at IS NULL);

-- CreateIndex
CREATE INDEX "follow_ups_nudge_due_at_idx" ON "follow_ups"("nudge_due_at") WHERE (nudge_due_at IS NOT NULL);

-- CreateIndex
CREATE INDEX "follow_ups_organisation_id_owner_id_idx" ON "follow_ups"("organisation_id", "owner_id") WHERE (state = 'open');

-- CreateIndex
CREATE INDEX "follow_ups_meeting_id_idx" ON "follow_ups"("meeting_id");

-- CreateIndex
CREATE UNIQUE INDEX "follow_ups_organisation_id_number_key" ON "follow_ups"("organisation_id", "number");

-- CreateIndex
CREATE INDEX "meeting_events_subject_id_idx" ON "meeting_events"("subject", "id");
