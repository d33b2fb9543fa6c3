"""Logs with an unmodified MLflow client and prints, as one JSON object, what the client reads back."""

import json
import math
import os
import sys
import tempfile

import mlflow
from mlflow import MlflowClient
from mlflow.entities import Metric, Param, RunTag, ViewType
from mlflow.exceptions import MlflowException

mlflow.set_tracking_uri(sys.argv[1])
client = MlflowClient()
seen = {}


def number(value):
    return value if math.isfinite(value) else str(value)


def refusal(call):
    try:
        call()
    except MlflowException as error:
        return error.error_code
    return None


mlflow.set_experiment("speech-emotion")
with mlflow.start_run(run_name="first", tags={"stage": "baseline"}) as run:
    mlflow.log_param("width", 256)
    mlflow.log_params({"lr": 1e-05, "name": "mlp", "none": None})
    for step in (2, 0, 1):
        mlflow.log_metric("val_loss", 1 / (step + 1), step=step, timestamp=1_750_000_000_000 + step)
    mlflow.log_metric("odd", float("nan"), step=1)
    mlflow.log_metric("odd", float("-inf"), step=2)
    mlflow.log_metric("odd", float("inf"), step=3)
    mlflow.log_metrics({"train_accuracy": 0.5, "test_uar": 0.6, "loss": 3.5}, step=2)
    mlflow.set_tag("mlflow.note.content", "what it is about")
    mlflow.log_dict({"a": 1}, "conf/config.json")
    mlflow.log_text("grüße", "notes/grüße 1.txt")
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, "big.bin"), "wb") as file:
            file.write(bytes(range(256)) * 20_000)
        mlflow.log_artifacts(folder, "files")
run_id = run.info.run_id
client.log_batch(
    run_id,
    metrics=[Metric("many", float(i), 1_750_000_000_000 + i, i) for i in range(2500)],
    params=[Param("late", "yes")],
    tags=[RunTag("t", "u"), RunTag("gone", "x")],
)
client.delete_tag(run_id, "gone")

got = client.get_run(run_id)
seen["first"] = {
    "run_id": run_id,
    "name": got.info.run_name,
    "status": got.info.status,
    "metrics": {key: number(value) for key, value in got.data.metrics.items()},
    "params": got.data.params,
    "tags": {key: value for key, value in got.data.tags.items() if not key.startswith("mlflow.source")},
    "times": [got.info.start_time == run.info.start_time, got.info.end_time >= got.info.start_time],
}
seen["history"] = [
    [point.step, point.timestamp, number(point.value)] for point in client.get_metric_history(run_id, "val_loss")
]
seen["odd"] = [[point.step, number(point.value)] for point in client.get_metric_history(run_id, "odd")]
seen["many"] = len(client.get_metric_history(run_id, "many"))
seen["files"] = sorted(
    file.path for folder in ("", "conf", "files", "notes") for file in client.list_artifacts(run_id, folder or None)
)
seen["text"] = mlflow.artifacts.load_text(f"{run.info.artifact_uri}/notes/grüße 1.txt")
with open(client.download_artifacts(run_id, "files/big.bin"), "rb") as file:
    seen["bytes"] = file.read() == bytes(range(256)) * 20_000
seen["refused"] = [
    refusal(lambda: client.log_param(run_id, "width", 257)),
    refusal(lambda: client.get_run("0" * 32)),
    refusal(lambda: client.create_experiment("speech-emotion")),
    refusal(lambda: mlflow.search_runs(experiment_names=["speech-emotion"], filter_string="metrics.loss ~ 1")),
]
seen["missing"] = client.get_experiment_by_name("nothing of that name")

mlflow.start_run(run_id=run_id)
mlflow.log_metric("val_loss", 0.125, step=7)
seen["resumed"] = client.get_run(run_id).info.status
mlflow.end_run("FAILED")
seen["failed"] = client.get_run(run_id).info.status
client.set_terminated(run_id, "FINISHED")

for index in range(5):
    with mlflow.start_run(run_name=f"sweep {index}", tags={"group": "sweep"}):
        mlflow.log_param("index", index)
        mlflow.log_metric("val_loss", index / 10)
        if index == 3:
            mlflow.log_metric("val_loss", float("nan"))


def names(**query):
    found = mlflow.search_runs(experiment_names=["speech-emotion"], output_format="list", **query)
    return [one.info.run_name for one in found]


seen["search"] = {
    "filtered": names(
        filter_string="metrics.val_loss <= 0.2 and params.index != '0' and tags.group LIKE 'sw%' and attributes.status = 'FINISHED'",
        order_by=["metrics.val_loss DESC"],
    ),
    "ordered": names(order_by=["metrics.val_loss ASC", "start_time DESC"]),
    "quoted": names(filter_string="params.`width` = '256' AND tags.`mlflow.runName` ILIKE 'FIR%'"),
    "listed": names(filter_string=f"attributes.run_id IN ('{run_id}')"),
}
pages = client.search_runs([run.info.experiment_id], max_results=2)
first_page = [one.info.run_name for one in pages]
second_page = [
    one.info.run_name for one in client.search_runs([run.info.experiment_id], max_results=2, page_token=pages.token)
]
seen["pages"] = [first_page, second_page]

client.delete_run(run_id)
seen["deleted"] = ["first" in names(), "first" in names(run_view_type=ViewType.DELETED_ONLY)]
client.restore_run(run_id)
seen["restored"] = "first" in names()

other = client.create_experiment("other", tags={"x": "y"})
client.set_experiment_tag(other, "z", "1")
client.rename_experiment(other, "renamed")
client.delete_experiment(other)
seen["experiment"] = {
    "deleted": client.get_experiment(other).lifecycle_stage,
    "active": sorted(one.name for one in client.search_experiments()),
}
client.restore_experiment(other)
restored = client.get_experiment(other)
seen["experiment"]["restored"] = [restored.name, restored.lifecycle_stage, restored.tags]

try:
    from sklearn.datasets import load_iris
    from sklearn.ensemble import RandomForestClassifier
    from sklearn.model_selection import GridSearchCV
except ImportError:
    seen["sklearn"] = None
else:
    mlflow.sklearn.autolog(silent=True)
    x, y = load_iris(return_X_y=True)
    with mlflow.start_run(run_name="automatic") as automatic:
        forest = RandomForestClassifier(n_estimators=3, random_state=0).fit(x, y)
        forest.score(x, y)
    GridSearchCV(RandomForestClassifier(n_estimators=3, random_state=0), {"max_depth": [2, 3]}, cv=2).fit(x, y)
    mlflow.sklearn.autolog(disable=True)
    auto = client.get_run(automatic.info.run_id)
    loaded = mlflow.sklearn.load_model(f"runs:/{automatic.info.run_id}/model")
    seen["sklearn"] = {
        "status": auto.info.status,
        "metrics": sorted(auto.data.metrics),
        "estimators": auto.data.params["n_estimators"],
        "datasets": len(auto.inputs.dataset_inputs),
        "models": len(auto.outputs.model_outputs),
        "files": sorted(file.path for file in client.list_artifacts(automatic.info.run_id)),
        "same": bool((loaded.predict(x) == forest.predict(x)).all()),
        "logged": len(mlflow.search_logged_models([automatic.info.experiment_id], output_format="list")),
        "children": len(
            mlflow.search_runs(
                experiment_names=["speech-emotion"],
                filter_string="tags.mlflow.parentRunId LIKE '%'",
                output_format="list",
            )
        ),
    }
    # MLflow takes a model outside any run too.
    info = mlflow.sklearn.log_model(forest, name="alone", serialization_format="cloudpickle")
    seen["alone"] = [
        bool((mlflow.sklearn.load_model(info.model_uri).predict(x) == forest.predict(x)).all()),
        client.get_logged_model(info.model_id).name,
    ]

print("RESULT " + json.dumps(seen))
