-- CreateTable
CREATE TABLE "customers" (
    "id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "segment" TEXT,
    "attributes" JSONB NOT NULL DEFAULT '{}',
    "owner_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "customers_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "customer_keys" (
    "customer_id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "alias" TEXT,

    CONSTRAINT "customer_keys_pkey" PRIMARY KEY ("customer_id","key")
);

-- CreateTable
CREATE TABLE "deliveries" (
    "id" BIGSERIAL NOT NULL,
    "organisation_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "destination" TEXT NOT NULL,
    "living_key" TEXT,
    "thread_of" TEXT,
    "at_most_once" BOOLEAN NOT NULL,
    "state" TEXT NOT NULL,
    "attempt_count" INTEGER NOT NULL DEFAULT 0,
    "defect_count" INTEGER NOT NULL DEFAULT 0,
    "claimed_at" TIMESTAMPTZ(3),
    "not_before" TIMESTAMPTZ(3),
    "owes_telling" BOOLEAN NOT NULL DEFAULT false,
    "failure" TEXT,
    "channel" TEXT,
    "message" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "deliveries_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "living_messages" (
    "key" TEXT NOT NULL,
    "destination" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "message" TEXT NOT NULL,

    CONSTRAINT "living_messages_pkey" PRIMARY KEY ("key","destination")
);

-- CreateTable
CREATE TABLE "feedback_numbers" (
    "organisation_id" UUID NOT NULL,
    "last" INTEGER NOT NULL,

    CONSTRAINT "feedback_numbers_pkey" PRIMARY KEY ("organisation_id")
);

-- CreateTable
CREATE TABLE "feedback" (
    "id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "customer_id" UUID,
    "source" TEXT NOT NULL,
    "source_item_id" TEXT,
    "author" TEXT,
    "link" TEXT,
    "topic" TEXT,
    "severity" TEXT NOT NULL,
    "score" INTEGER,
    "confidential" BOOLEAN NOT NULL DEFAULT false,
    "place_id" UUID,
    "captured_by_id" UUID,
    "captured_at" TIMESTAMPTZ(3) NOT NULL,
    "said_at" TIMESTAMPTZ(3),
    "surface" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "owner_id" UUID,
    "routing" JSONB NOT NULL,
    "acknowledged_at" TIMESTAMPTZ(3),
    "round" INTEGER NOT NULL DEFAULT 1,
    "promise_ms" DOUBLE PRECISION NOT NULL,
    "clock_used_ms" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "clock_started_at" TIMESTAMPTZ(3),
    "promise_ends_at" TIMESTAMPTZ(3),
    "waiting_until" TIMESTAMPTZ(3),
    "climbed_percent" INTEGER NOT NULL DEFAULT 0,
    "repeat_count" INTEGER NOT NULL DEFAULT 0,
    "repeat_due_at" TIMESTAMPTZ(3),
    "due_at" TIMESTAMPTZ(3),
    "resolved_at" TIMESTAMPTZ(3),
    "resolved_by_id" UUID,
    "outcome" TEXT,
    "customer_told" TEXT,
    "root_cause_category" TEXT,
    "root_cause" TEXT,
    "prevention" TEXT,

    CONSTRAINT "feedback_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "feedback_events" (
    "id" BIGSERIAL NOT NULL,
    "feedback_id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "what" TEXT NOT NULL,
    "actor_id" UUID,
    "surface" TEXT NOT NULL,
    "details" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "feedback_events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "nudges" (
    "id" BIGSERIAL NOT NULL,
    "organisation_id" UUID NOT NULL,
    "feedback_id" UUID NOT NULL,
    "round" INTEGER NOT NULL,
    "percent" INTEGER NOT NULL,
    "repeat" INTEGER NOT NULL,
    "role" TEXT NOT NULL,
    "recipient_id" UUID NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL,
    "batch_id" UUID,

    CONSTRAINT "nudges_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "routing_rules" (
    "id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "conditions" JSONB NOT NULL,
    "member_id" UUID,
    "group_id" UUID,
    "by" TEXT,

    CONSTRAINT "routing_rules_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "organisations" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "settings" JSONB NOT NULL DEFAULT '{}',
    "champion_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "organisations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "workspaces" (
    "id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "platform" TEXT NOT NULL,
    "external_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "workspaces_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "places" (
    "id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "external_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "places_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "members" (
    "id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "external_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "handle" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL,
    "own_time_zone" TEXT,
    "locale" TEXT NOT NULL DEFAULT 'en',
    "is_admin" BOOLEAN NOT NULL DEFAULT false,
    "work_start_minutes" INTEGER,
    "work_end_minutes" INTEGER,
    "away_until" TIMESTAMPTZ(3),
    "delegate_id" UUID,
    "left_at" TIMESTAMPTZ(3),

    CONSTRAINT "members_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "groups" (
    "id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "last_member_id" UUID,

    CONSTRAINT "groups_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "group_members" (
    "group_id" UUID NOT NULL,
    "member_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,

    CONSTRAINT "group_members_pkey" PRIMARY KEY ("group_id","member_id")
);

-- CreateTable
CREATE TABLE "changes" (
    "id" BIGSERIAL NOT NULL,
    "organisation_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "what" TEXT NOT NULL,
    "actor_id" UUID,
    "surface" TEXT NOT NULL,
    "details" JSONB NOT NULL,

    CONSTRAINT "changes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "playground_messages" (
    "id" BIGSERIAL NOT NULL,
    "channel" TEXT NOT NULL,
    "thread_id" BIGINT,
    "author_id" UUID,
    "text" TEXT,
    "card" JSONB,
    "asked_in" TEXT,
    "asked" TEXT,
    "posted_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "playground_messages_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "playground_clock" (
    "id" INTEGER NOT NULL,
    "ahead_ms" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "story_ends_at" TIMESTAMPTZ(3),
    "story_told_count" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "playground_clock_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "api_keys" (
    "id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "key_hash" TEXT NOT NULL,
    "signing_secret" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_keys_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "idempotent_answers" (
    "api_key_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "request_hash" TEXT NOT NULL,
    "status" INTEGER,
    "body" TEXT,
    "held_until" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "idempotent_answers_pkey" PRIMARY KEY ("api_key_id","key")
);

-- CreateIndex
CREATE UNIQUE INDEX "customers_organisation_id_name_key" ON "customers"("organisation_id", "name");

-- CreateIndex
CREATE INDEX "customer_keys_organisation_id_key_idx" ON "customer_keys"("organisation_id", "key");

-- CreateIndex
CREATE INDEX "deliveries_lane_idx" ON "deliveries"("destination", "id") WHERE (state = 'queued' OR state = 'sending');

-- CreateIndex
CREATE INDEX "deliveries_owes_telling_idx" ON "deliveries"("id") WHERE (owes_telling);

-- CreateIndex
CREATE UNIQUE INDEX "deliveries_sending_key" ON "deliveries"("destination") WHERE (state = 'sending');

-- CreateIndex
CREATE INDEX "feedback_due_at_idx" ON "feedback"("due_at") WHERE (due_at IS NOT NULL);

-- CreateIndex
CREATE INDEX "feedback_organisation_id_owner_id_idx" ON "feedback"("organisation_id", "owner_id") WHERE (state <> 'resolved');

-- CreateIndex
CREATE INDEX "feedback_organisation_id_customer_id_idx" ON "feedback"("organisation_id", "customer_id");

-- CreateIndex
CREATE UNIQUE INDEX "feedback_organisation_id_number_key" ON "feedback"("organisation_id", "number");

-- CreateIndex
CREATE UNIQUE INDEX "feedback_organisation_id_source_source_item_id_key" ON "feedback"("organisation_id", "source", "source_item_id");

-- CreateIndex
CREATE INDEX "feedback_events_feedback_id_id_idx" ON "feedback_events"("feedback_id", "id");

-- CreateIndex
CREATE INDEX "nudges_due_at_idx" ON "nudges"("due_at") WHERE (state = 'planned');

-- CreateIndex
CREATE INDEX "nudges_batch_id_idx" ON "nudges"("batch_id");

-- CreateIndex
CREATE UNIQUE INDEX "nudges_feedback_id_round_percent_repeat_role_recipient_id_key" ON "nudges"("feedback_id", "round", "percent", "repeat", "role", "recipient_id");

-- CreateIndex
CREATE INDEX "routing_rules_organisation_id_position_idx" ON "routing_rules"("organisation_id", "position");

-- CreateIndex
CREATE INDEX "workspaces_organisation_id_idx" ON "workspaces"("organisation_id");

-- CreateIndex
CREATE UNIQUE INDEX "workspaces_platform_external_id_key" ON "workspaces"("platform", "external_id");

-- CreateIndex
CREATE INDEX "places_organisation_id_idx" ON "places"("organisation_id");

-- CreateIndex
CREATE UNIQUE INDEX "places_workspace_id_external_id_key" ON "places"("workspace_id", "external_id");

-- CreateIndex
CREATE UNIQUE INDEX "members_workspace_id_external_id_key" ON "members"("workspace_id", "external_id");

-- CreateIndex
CREATE UNIQUE INDEX "members_organisation_id_handle_key" ON "members"("organisation_id", "handle");

-- CreateIndex
CREATE UNIQUE INDEX "groups_organisation_id_name_key" ON "groups"("organisation_id", "name");

-- CreateIndex
CREATE INDEX "changes_organisation_id_id_idx" ON "changes"("organisation_id", "id");

-- CreateIndex
CREATE INDEX "playground_messages_channel_id_idx" ON "playground_messages"("channel", "id");

-- CreateIndex
CREATE UNIQUE INDEX "api_keys_key_hash_key" ON "api_keys"("key_hash");

-- CreateIndex
CREATE UNIQUE INDEX "api_keys_organisation_id_name_key" ON "api_keys"("organisation_id", "name") WHERE (revoked_at IS NULL);

-- CreateIndex
CREATE INDEX "idempotent_answers_created_at_idx" ON "idempotent_answers"("created_at");

-- AddForeignKey
ALTER TABLE "customer_keys" ADD CONSTRAINT "customer_keys_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "group_members" ADD CONSTRAINT "group_members_group_id_fkey" FOREIGN KEY ("group_id") REFERENCES "groups"("id") ON DELETE CASCADE ON UPDATE CASCADE;
