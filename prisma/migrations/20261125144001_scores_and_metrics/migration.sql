-- CreateTable
CREATE TABLE "metrics" (
    "id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "unit" TEXT,
    "better" TEXT NOT NULL,
    "scale_min" DOUBLE PRECISION,
    "scale_max" DOUBLE PRECISION,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "months_zone" TEXT NOT NULL,
    "answer_count" INTEGER NOT NULL DEFAULT 0,
    "last_taken_at" TIMESTAMPTZ(3),
    "import_due_at" TIMESTAMPTZ(3),
    "check_due_at" TIMESTAMPTZ(3),
    "schedule_due_at" TIMESTAMPTZ(3),
    "due_at" TIMESTAMPTZ(3),
    "told" JSONB,
    "telling" JSONB,

    CONSTRAINT "metrics_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "scores" (
    "id" BIGSERIAL NOT NULL,
    "organisation_id" UUID NOT NULL,
    "metric_id" UUID NOT NULL,
    "value" DOUBLE PRECISION NOT NULL,
    "comment" TEXT,
    "customer_id" UUID,
    "segment" TEXT,
    "given_at" TIMESTAMPTZ(3) NOT NULL,
    "superseded_at" TIMESTAMPTZ(3),
    "taken_at" TIMESTAMPTZ(3) NOT NULL,
    "source" TEXT NOT NULL,
    "source_item_id" TEXT,
    "item_key" UUID,
    "link" TEXT,
    "surface" TEXT NOT NULL,
    "taken_by_id" UUID,
    "place_id" UUID,
    "feedback_due_at" TIMESTAMPTZ(3),
    "feedback_number" INTEGER,

    CONSTRAINT "scores_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "score_months" (
    "metric_id" UUID NOT NULL,
    "month" INTEGER NOT NULL,
    "value" DOUBLE PRECISION NOT NULL,
    "every_count" INTEGER NOT NULL,
    "latest_count" INTEGER NOT NULL,

    CONSTRAINT "score_months_pkey" PRIMARY KEY ("metric_id","month","value")
);

-- CreateTable
CREATE TABLE "metric_values" (
    "metric_id" UUID NOT NULL,
    "date" TEXT NOT NULL,
    "value" DOUBLE PRECISION NOT NULL,
    "taken_at" TIMESTAMPTZ(3) NOT NULL,
    "taken_by_id" UUID,

    CONSTRAINT "metric_values_pkey" PRIMARY KEY ("metric_id","date")
);

-- CreateIndex
CREATE INDEX "metrics_due_at_idx" ON "metrics"("due_at") WHERE (due_at IS NOT NULL);

-- CreateIndex
CREATE UNIQUE INDEX "metrics_organisation_id_key_key" ON "metrics"("organisation_id", "key");

-- CreateIndex
CREATE INDEX "scores_metric_id_given_at_idx" ON "scores"("metric_id", "given_at");

-- CreateIndex
CREATE INDEX "scores_customer_id_metric_id_given_at_idx" ON "scores"("customer_id", "metric_id", "given_at") WHERE (customer_id IS NOT NULL);

-- CreateIndex
CREATE INDEX "scores_feedback_due_at_idx" ON "scores"("feedback_due_at") WHERE (feedback_due_at IS NOT NULL);

-- CreateIndex
CREATE UNIQUE INDEX "scores_item_key" ON "scores"("item_key") WHERE (item_key IS NOT NULL);

-- Written by hand: room on every page, so that an answer which is overtaken by the same customer's next one is changed
-- in place and none of the indexes has to be written again.
ALTER TABLE "scores" SET (fillfactor = 80);
