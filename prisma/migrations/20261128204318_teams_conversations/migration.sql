-- CreateTable
CREATE TABLE "teams_conversations" (
    "tenant_id" TEXT NOT NULL,
    "conversation_id" TEXT NOT NULL,
    "organisation_id" UUID NOT NULL,
    "service_url" TEXT NOT NULL,
    "bot_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "team_id" TEXT,
    "heard_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "teams_conversations_pkey" PRIMARY KEY ("tenant_id","conversation_id")
);

-- CreateTable
CREATE TABLE "teams_people" (
    "tenant_id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "organisation_id" UUID NOT NULL,
    "user_id" TEXT NOT NULL,
    "service_url" TEXT NOT NULL,
    "bot_id" TEXT NOT NULL,
    "conversation_id" TEXT,
    "closed_reason" TEXT,
    "heard_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "teams_people_pkey" PRIMARY KEY ("tenant_id","person_id")
);

-- CreateIndex
CREATE INDEX "teams_conversations_organisation_id_idx" ON "teams_conversations"("organisation_id");

-- CreateIndex
CREATE INDEX "teams_people_organisation_id_idx" ON "teams_people"("organisation_id");

-- AddForeignKey
ALTER TABLE "teams_conversations" ADD CONSTRAINT "teams_conversations_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "teams_people" ADD CONSTRAINT "teams_people_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;
