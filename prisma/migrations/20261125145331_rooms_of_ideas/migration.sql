-- CreateTable
CREATE TABLE "idea_numbers" (
    "organisation_id" UUID NOT NULL,
    "last" INTEGER NOT NULL,

    CONSTRAINT "idea_numbers_pkey" PRIMARY KEY ("organisation_id")
);

-- CreateTable
CREATE TABLE "ideas" (
    "id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "touches" TEXT NOT NULL,
    "delights" TEXT NOT NULL,
    "problem" TEXT,
    "benefit" TEXT,
    "evidence" TEXT,
    "experience" TEXT,
    "segments" TEXT[],
    "author_id" UUID NOT NULL,
    "place_id" UUID,
    "posted_at" TIMESTAMPTZ(3) NOT NULL,
    "surface" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "moved_at" TIMESTAMPTZ(3),
    "moved_by_id" UUID,
    "moved_why" TEXT,
    "settled_after" INTEGER,
    "channel" TEXT,
    "message" TEXT,
    "search" tsvector NOT NULL,

    CONSTRAINT "ideas_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "idea_evidence" (
    "idea_id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "feedback_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,

    CONSTRAINT "idea_evidence_pkey" PRIMARY KEY ("idea_id","feedback_id")
);

-- CreateTable
CREATE TABLE "idea_customers" (
    "idea_id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,

    CONSTRAINT "idea_customers_pkey" PRIMARY KEY ("idea_id","customer_id")
);

-- CreateTable
CREATE TABLE "idea_supports" (
    "idea_id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "member_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "idea_supports_pkey" PRIMARY KEY ("idea_id","member_id")
);

-- CreateTable
CREATE TABLE "idea_showings" (
    "idea_id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "meeting_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "idea_showings_pkey" PRIMARY KEY ("idea_id","meeting_id")
);

-- CreateTable
CREATE TABLE "idea_drafts" (
    "id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "author_id" UUID NOT NULL,
    "place_id" UUID,
    "values" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "idea_id" UUID,

    CONSTRAINT "idea_drafts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "experiments" (
    "id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "idea_id" UUID NOT NULL,
    "change" TEXT NOT NULL,
    "metric" TEXT NOT NULL,
    "value_before" TEXT NOT NULL,
    "value_after" TEXT,
    "better" TEXT,
    "learned" TEXT,
    "ends_on" TEXT NOT NULL,
    "runner_id" UUID NOT NULL,
    "started_by_id" UUID NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL,
    "round" INTEGER NOT NULL DEFAULT 1,
    "ask_count" INTEGER NOT NULL DEFAULT 0,
    "asked_id" UUID,
    "due_at" TIMESTAMPTZ(3),
    "answered_by_id" UUID,
    "answered_at" TIMESTAMPTZ(3),

    CONSTRAINT "experiments_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "experiment_nudges" (
    "id" BIGSERIAL NOT NULL,
    "organisation_id" UUID NOT NULL,
    "experiment_id" UUID NOT NULL,
    "round" INTEGER NOT NULL,
    "repeat" INTEGER NOT NULL,
    "role" TEXT NOT NULL,
    "recipient_id" UUID NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL,
    "batch_id" UUID,

    CONSTRAINT "experiment_nudges_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "idea_events" (
    "id" BIGSERIAL NOT NULL,
    "idea_id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "what" TEXT NOT NULL,
    "actor_id" UUID,
    "surface" TEXT NOT NULL,
    "details" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "idea_events_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "ideas_search_idx" ON "ideas" USING GIN ("search" tsvector_ops);

-- CreateIndex
CREATE INDEX "ideas_organisation_id_state_idx" ON "ideas"("organisation_id", "state");

-- CreateIndex
CREATE INDEX "ideas_place_id_idx" ON "ideas"("place_id") WHERE (state = 'new');

-- CreateIndex
CREATE INDEX "ideas_channel_message_idx" ON "ideas"("channel", "message");

-- CreateIndex
CREATE UNIQUE INDEX "ideas_organisation_id_number_key" ON "ideas"("organisation_id", "number");

-- CreateIndex
CREATE INDEX "idea_evidence_feedback_id_idx" ON "idea_evidence"("feedback_id");

-- CreateIndex
CREATE INDEX "idea_customers_customer_id_idx" ON "idea_customers"("customer_id");

-- CreateIndex
CREATE INDEX "idea_drafts_author_id_created_at_idx" ON "idea_drafts"("author_id", "created_at");

-- CreateIndex
CREATE INDEX "experiments_idea_id_started_at_idx" ON "experiments"("idea_id", "started_at");

-- CreateIndex
CREATE INDEX "experiments_due_at_idx" ON "experiments"("due_at") WHERE (due_at IS NOT NULL);

-- CreateIndex
CREATE INDEX "experiments_organisation_id_asked_id_idx" ON "experiments"("organisation_id", "asked_id") WHERE (state = 'running');

-- CreateIndex
CREATE UNIQUE INDEX "experiments_running_key" ON "experiments"("idea_id") WHERE (state = 'running');

-- CreateIndex
CREATE INDEX "experiment_nudges_due_at_idx" ON "experiment_nudges"("due_at") WHERE (state = 'planned');

-- CreateIndex
CREATE INDEX "experiment_nudges_batch_id_idx" ON "experiment_nudges"("batch_id");

-- CreateIndex
CREATE UNIQUE INDEX "experiment_nudges_experiment_id_round_repeat_role_key" ON "experiment_nudges"("experiment_id", "round", "repeat", "role");

-- CreateIndex
CREATE INDEX "idea_events_idea_id_id_idx" ON "idea_events"("idea_id", "id");

-- CreateIndex
CREATE INDEX "idea_events_organisation_id_at_idx" ON "idea_events"("organisation_id", "at") WHERE (what = 'moved');
