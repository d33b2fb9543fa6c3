"""Writes packages/evaluation/src/scores/reference/sklearn-scores.json: what scikit-learn says of seeded cases.

Needs scikit-learn >= 1.7 and numpy in any environment of its own:
    python3 -m venv /tmp/venv && /tmp/venv/bin/pip install scikit-learn
    /tmp/venv/bin/python tools/sklearn-reference.py
"""

import json
import math
import pathlib
import warnings

import numpy as np
from sklearn import metrics

warnings.filterwarnings("ignore")
TARGET = pathlib.Path(__file__).parent.parent / "packages/evaluation/src/scores/reference/sklearn-scores.json"


def calibration_error(actual, probabilities, bins=15):
    """Guo et al. 2017, equation 3, on bins closed to the right."""
    confidence = probabilities.max(axis=1)
    correct = probabilities.argmax(axis=1) == actual
    edges = np.linspace(0, 1, bins + 1)
    error = 0.0
    for low, high in zip(edges[:-1], edges[1:]):
        inside = (confidence > low) & (confidence <= high)
        if inside.any():
            error += inside.mean() * abs(correct[inside].mean() - confidence[inside].mean())
    return error


def case(name, seed, rows, classes, absent_actual=(), absent_predicted=(), skill=1.5, ties=False):
    rng = np.random.default_rng(seed)
    actual = rng.choice([k for k in range(classes) if k not in absent_actual], size=rows)
    logits = rng.normal(size=(rows, classes))
    logits[np.arange(rows), actual] += skill
    logits[:, list(absent_predicted)] -= 50
    probabilities = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    if ties:
        probabilities = np.round(probabilities * 8) + 1
        probabilities /= probabilities.sum(axis=1, keepdims=True)
    predicted = probabilities.argmax(axis=1)
    labels = list(range(classes))
    precision, recall, f1, support = metrics.precision_recall_fscore_support(
        actual, predicted, labels=labels, zero_division=0
    )
    areas = []
    for k in labels:
        positive = actual == k
        defined = 0 < positive.sum() < rows
        areas.append(float(metrics.roc_auc_score(positive, probabilities[:, k])) if defined else None)
    everyone = all(area is not None for area in areas)
    if classes == 2:
        macro = areas[0]
    else:
        macro = float(metrics.roc_auc_score(actual, probabilities, multi_class="ovr")) if everyone else None
    return {
        "name": name,
        "classes": classes,
        "actual": actual.tolist(),
        "predicted": predicted.tolist(),
        "probabilities": probabilities.tolist(),
        "expected": {
            "counts": metrics.confusion_matrix(actual, predicted, labels=labels).tolist(),
            "accuracy": float(metrics.accuracy_score(actual, predicted)),
            "uar": float(metrics.balanced_accuracy_score(actual, predicted)),
            "macroF1": float(metrics.f1_score(actual, predicted, average="macro", zero_division=0)),
            "weightedF1": float(metrics.f1_score(actual, predicted, average="weighted", zero_division=0)),
            "matthews": float(metrics.matthews_corrcoef(actual, predicted)),
            "precision": precision.tolist(),
            "recall": recall.tolist(),
            "f1": f1.tolist(),
            "support": support.tolist(),
            "logLoss": float(metrics.log_loss(actual, probabilities, labels=labels)),
            "brier": float(
                metrics.brier_score_loss(actual, probabilities, labels=labels, scale_by_half=False)
                if classes > 2
                else metrics.brier_score_loss(actual, probabilities[:, 1], scale_by_half=False)
            ),
            "calibrationError": float(calibration_error(actual, probabilities)),
            "rocAuc": areas,
            "rocAucMacro": macro,
        },
    }


def rounded(value):
    """Seventeen digits are exact; anything longer would only be noise."""
    if isinstance(value, float):
        assert math.isfinite(value)
        return float(repr(value))
    if isinstance(value, dict):
        return {key: rounded(item) for key, item in value.items()}
    if isinstance(value, list):
        return [rounded(item) for item in value]
    return value


if __name__ == "__main__":
    cases = [
        case("eight balanced classes", 1, 60, 8),
        case("two classes", 2, 30, 2, skill=1.0),
        case("a class that never occurs", 3, 40, 4, absent_actual=(2,)),
        case("a class that is never predicted", 4, 40, 4, absent_predicted=(1,)),
        case("a class neither actual nor predicted", 5, 30, 5, absent_actual=(4,), absent_predicted=(4,)),
        case("one actual class only", 6, 12, 3, absent_actual=(0, 2)),
        case("worse than chance", 7, 40, 3, skill=-3.0),
        case("tied probabilities", 8, 50, 4, ties=True),
    ]
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text(json.dumps(rounded(cases), separators=(",", ":")) + "\n")
    print(TARGET, TARGET.stat().st_size, "bytes")
