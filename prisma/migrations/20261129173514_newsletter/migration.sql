-- CreateTable
CREATE TABLE "newsletters" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "from_at" TIMESTAMPTZ(3) NOT NULL,
    "drafted_at" TIMESTAMPTZ(3) NOT NULL,
    "content" JSONB,
    "approved_by_id" UUID,
    "ended_at" TIMESTAMPTZ(3),
    "place_id" UUID,
    "due_at" TIMESTAMPTZ(3),
    "nudge_count" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "newsletters_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "newsletter_plans" (
    "organisation_id" UUID NOT NULL,
    "due_at" TIMESTAMPTZ(3),

    CONSTRAINT "newsletter_plans_pkey" PRIMARY KEY ("organisation_id")
);

-- CreateTable
CREATE TABLE "newsletter_subscribers" (
    "organisation_id" UUID NOT NULL,
    "member_id" UUID NOT NULL,
    "since_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "newsletter_subscribers_pkey" PRIMARY KEY ("organisation_id","member_id")
);

-- CreateIndex
CREATE INDEX "newsletters_due_at_idx" ON "newsletters"("due_at") WHERE (due_at IS NOT NULL);

-- CreateIndex
CREATE UNIQUE INDEX "newsletters_organisation_id_number_key" ON "newsletters"("organisation_id", "number");

-- CreateIndex
CREATE INDEX "newsletter_plans_due_at_idx" ON "newsletter_plans"("due_at") WHERE (due_at IS NOT NULL);

-- AddForeignKey
ALTER TABLE "newsletters" ADD CONSTRAINT "newsletters_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "newsletter_plans" ADD CONSTRAINT "newsletter_plans_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "newsletter_subscribers" ADD CONSTRAINT "newsletter_subscribers_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;
