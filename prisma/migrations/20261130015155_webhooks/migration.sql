-- CreateTable
CREATE TABLE "webhooks" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "url" TEXT NOT NULL,
    "secret" TEXT NOT NULL,
    "previous_secret" TEXT,
    "previous_until" TIMESTAMPTZ(3),
    "events" TEXT[],
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "paused_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "ended_why" TEXT,
    "failing_since" TIMESTAMPTZ(3),
    "is_told" BOOLEAN NOT NULL DEFAULT false,
    "busy_until" TIMESTAMPTZ(3),

    CONSTRAINT "webhooks_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "webhook_messages" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "webhook_id" UUID NOT NULL,
    "mark" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "entry_id" BIGINT,
    "data" JSONB,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3),
    "state" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "status" INTEGER,
    "reason" TEXT,
    "tried_at" TIMESTAMPTZ(3),
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "webhook_messages_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateIndex
CREATE UNIQUE INDEX "webhooks_organisation_id_number_key" ON "webhooks"("organisation_id", "number");

-- CreateIndex
CREATE INDEX "webhook_messages_organisation_id_webhook_id_at_idx" ON "webhook_messages"("organisation_id", "webhook_id", "at");

-- CreateIndex
CREATE INDEX "webhook_messages_organisation_id_webhook_id_due_at_idx" ON "webhook_messages"("organisation_id", "webhook_id", "due_at") WHERE (due_at IS NOT NULL);

-- CreateIndex
CREATE INDEX "webhook_messages_settled_at_idx" ON "webhook_messages"("settled_at") WHERE (settled_at IS NOT NULL);

-- AddForeignKey
ALTER TABLE "webhooks" ADD CONSTRAINT "webhooks_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "webhook_messages" ADD CONSTRAINT "webhook_messages_organisation_id_webhook_id_fkey" FOREIGN KEY ("organisation_id", "webhook_id") REFERENCES "webhooks"("organisation_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "webhook_messages" ADD CONSTRAINT "webhook_messages_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;
