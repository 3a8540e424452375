-- AlterTable
ALTER TABLE "survey_askings" ADD COLUMN     "mail_unsure_at" TIMESTAMPTZ(3);
