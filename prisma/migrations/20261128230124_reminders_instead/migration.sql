-- AlterTable
ALTER TABLE "reminders" ADD COLUMN     "instead_of_id" UUID;
