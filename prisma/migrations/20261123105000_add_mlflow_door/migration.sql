-- CreateTable
CREATE TABLE "mlflow_run" (
    "run_id" UUID NOT NULL,
    "tags" JSONB NOT NULL DEFAULT '{}',
    "inputs" JSONB NOT NULL DEFAULT '[]',
    "outputs" JSONB NOT NULL DEFAULT '[]',
    "is_holder" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "mlflow_run_pkey" PRIMARY KEY ("run_id")
);

-- CreateTable
CREATE TABLE "mlflow_experiment" (
    "experiment_id" UUID NOT NULL,
    "tags" JSONB NOT NULL DEFAULT '{}',
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "mlflow_experiment_pkey" PRIMARY KEY ("experiment_id")
);

-- CreateTable
CREATE TABLE "mlflow_model" (
    "id" UUID NOT NULL,
    "experiment_id" UUID NOT NULL,
    "run_id" UUID NOT NULL,
    "has_source_run" BOOLEAN NOT NULL,
    "name" TEXT NOT NULL,
    "model_type" TEXT NOT NULL DEFAULT '',
    "status" TEXT NOT NULL,
    "params" JSONB NOT NULL DEFAULT '{}',
    "tags" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "mlflow_model_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "mlflow_model_experiment_id_created_at_id_idx" ON "mlflow_model"("experiment_id", "created_at" DESC, "id");

-- CreateIndex
CREATE INDEX "mlflow_model_run_id_idx" ON "mlflow_model"("run_id");

-- AddForeignKey
ALTER TABLE "mlflow_run" ADD CONSTRAINT "mlflow_run_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "run"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mlflow_experiment" ADD CONSTRAINT "mlflow_experiment_experiment_id_fkey" FOREIGN KEY ("experiment_id") REFERENCES "experiment"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mlflow_model" ADD CONSTRAINT "mlflow_model_experiment_id_fkey" FOREIGN KEY ("experiment_id") REFERENCES "experiment"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mlflow_model" ADD CONSTRAINT "mlflow_model_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "run"("id") ON DELETE CASCADE ON UPDATE CASCADE;
