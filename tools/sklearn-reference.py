"""Writes the evaluation package's reference files: what scikit-learn, SciPy and statsmodels say of seeded cases.

Needs an environment of its own:
    python3 -m venv /tmp/venv && /tmp/venv/bin/pip install "scikit-learn>=1.7" scipy statsmodels
    /tmp/venv/bin/python tools/sklearn-reference.py
"""

import json
import pathlib
import warnings

import numpy as np
from scipy import stats
from sklearn import metrics
from statsmodels.stats.contingency_tables import mcnemar
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import proportion_confint

warnings.filterwarnings("ignore")
SOURCES = pathlib.Path(__file__).parent.parent / "packages/evaluation/src"
SCORES = SOURCES / "scores/reference/sklearn-scores.json"
TESTS = SOURCES / "distributions/reference/statsmodels-tests.json"


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


def tests():
    rng = np.random.default_rng(11)
    p_values = [float(p) for p in np.concatenate([rng.uniform(0, 0.05, 6), rng.uniform(0, 1, 4), [0.01, 0.01]])]
    return {
        "normalCdf": [[z, float(stats.norm.cdf(z))] for z in (-8.0, -3.3, -1.0, 0.0, 0.4, 1.9, 2.1, 5.0)],
        "normalQuantile": [[p, float(stats.norm.ppf(p))] for p in (1e-9, 0.001, 0.025, 0.5, 0.8, 0.975)],
        "studentTwoSided": [
            [t, df, float(2 * stats.t.sf(abs(t), df))]
            for t, df in ((0.0, 3), (1.0, 1), (-2.0, 5), (2.07, 23), (8.0, 23), (0.5, 200), (40.0, 23))
        ],
        "studentCritical": [
            [p, df, float(stats.t.isf(p / 2, df))] for p, df in ((0.05, 1), (0.05, 23), (1e-9, 23), (0.4, 7), (0.05, 1e5))
        ],
        "wilson": [
            [k, n, level, *map(float, proportion_confint(k, n, alpha=1 - level, method="wilson"))]
            for k, n, level in ((199, 275, 0.95), (0, 12, 0.95), (12, 12, 0.95), (893, 1440, 0.99), (1, 2, 0.8))
        ],
        "mcnemar": [
            [b, c, float(mcnemar([[0, b], [c, 0]], exact=True).pvalue)]
            for b, c in ((0, 5), (10, 12), (7, 7), (130, 90), (900, 1020), (0, 1))
        ],
        "holm": [p_values, multipletests(p_values, method="holm")[1].tolist()],
    }


def write(target, value):
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(value, separators=(",", ":"), allow_nan=False) + "\n")
    print(target, target.stat().st_size, "bytes")


if __name__ == "__main__":
    write(
        SCORES,
        [
            case("eight balanced classes", 1, 60, 8),
            case("two classes", 2, 30, 2, skill=1.0),
            case("a class that never occurs", 3, 40, 4, absent_actual=(2,)),
            case("a class that is never predicted", 4, 40, 4, absent_predicted=(1,)),
            case("a class neither actual nor predicted", 5, 30, 5, absent_actual=(4,), absent_predicted=(4,)),
            case("one actual class only", 6, 12, 3, absent_actual=(0, 2)),
            case("worse than chance", 7, 40, 3, skill=-3.0),
            case("tied probabilities", 8, 50, 4, ties=True),
        ],
    )
    write(TESTS, tests())
