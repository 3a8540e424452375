-- AlterTable
ALTER TABLE "slack_installations" ADD COLUMN     "scopes" TEXT;
