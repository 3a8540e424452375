-- AlterTable
ALTER TABLE "meetings" ADD COLUMN     "call_id" TEXT;

-- CreateTable
CREATE TABLE "slack_huddlers" (
    "team_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "organisation_id" UUID NOT NULL,
    "member_id" UUID NOT NULL,
    "call_id" TEXT NOT NULL,

    CONSTRAINT "slack_huddlers_pkey" PRIMARY KEY ("team_id","user_id")
);

-- CreateIndex
CREATE INDEX "slack_huddlers_organisation_id_call_id_idx" ON "slack_huddlers"("organisation_id", "call_id");

-- AddForeignKey
ALTER TABLE "slack_huddlers" ADD CONSTRAINT "slack_huddlers_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;
