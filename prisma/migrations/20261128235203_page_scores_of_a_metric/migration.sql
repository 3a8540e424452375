-- CreateIndex
CREATE INDEX "scores_metric_id_id_idx" ON "scores"("metric_id", "id");
