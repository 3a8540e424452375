-- DropIndex
DROP INDEX "scores_customer_id_metric_id_given_at_idx";

-- CreateIndex
CREATE INDEX "scores_customer_id_metric_id_given_at_id_idx" ON "scores"("customer_id", "metric_id", "given_at", "id") WHERE (customer_id IS NOT NULL);
