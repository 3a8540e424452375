-- AlterTable
ALTER TABLE "handled_acts" ADD COLUMN     "told" JSONB;

-- CreateTable
CREATE TABLE "teams_forms" (
    "id" UUID NOT NULL,
    "form" JSONB NOT NULL,
    "about" TEXT,
    "forget_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "teams_forms_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "teams_forms_forget_at_idx" ON "teams_forms"("forget_at");

-- CreateIndex
CREATE INDEX "handled_acts_begun_at_idx" ON "handled_acts"("begun_at") WHERE (told IS NOT NULL);
