-- AlterTable
ALTER TABLE "survey_answers" ADD COLUMN     "choice" TEXT,
ALTER COLUMN "survey_id" DROP NOT NULL,
ALTER COLUMN "score" DROP NOT NULL;

-- AlterTable
ALTER TABLE "surveys" ADD COLUMN     "about" JSONB NOT NULL DEFAULT '{}';
