"""What predictions are worth, in the field's usual figures, through scikit-learn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from engine.errors import N_
from engine.summary import table

CLASS_COLUMNS = (N_("engine", "Precision"), N_("engine", "Recall"), "F1", "AUC", "N")
TARGET_COLUMNS = ("R²", "MAE", "RMSE", "N")
AVERAGE = N_("engine", "average")


@dataclass(frozen=True)
class Report:
    """`rows` are (name, figures), one figure for each of `columns`; NaN where one has no meaning."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[float, ...]], ...]

    def __repr__(self) -> str:
        rows = [(name, *("" if np.isnan(figure) else f"{figure:.0f}" if column == "N" else f"{figure:.3f}"
                         for column, figure in zip(self.columns, figures, strict=True))) for name, figures in self.rows]
        return table(("", *self.columns), rows, right=range(1, len(self.columns) + 1))


@dataclass(frozen=True, eq=False)
class RocCurve:
    """Of one class against the others: false positive rates and true positive rates (T,), from (0, 0) to (1, 1)."""

    name: str
    false_positives: np.ndarray
    true_positives: np.ndarray
    area: float


def class_report(probabilities: np.ndarray, targets: np.ndarray, names: Sequence[str]) -> Report:
    """Precision, recall, F1, area under the ROC curve and examples of each class, and their plain averages.

    `probabilities` and `targets` are (N, C), or (N, 1) for two classes. A figure without examples to measure it on is
    NaN: precision where nothing was predicted, recall and area where a class does not occur.
    """
    from sklearn.metrics import precision_recall_fscore_support  # here, because its import takes a second

    likely, true = _columns(probabilities), _columns(targets)
    labels = np.arange(likely.shape[1])
    precision, recall, f1, support = precision_recall_fscore_support(
        true.argmax(axis=1), likely.argmax(axis=1), labels=labels, zero_division=np.nan)
    rows = [(name, (precision[place], recall[place], f1[place], _area(likely[:, place], true[:, place]),
                    float(support[place]))) for place, name in enumerate(names)]
    measured = np.array([figures[:-1] for _, figures in rows])
    known = np.isfinite(measured)
    means = np.where(known.any(axis=0), np.where(known, measured, 0.0).sum(axis=0) / np.maximum(known.sum(axis=0), 1),
                     np.nan)
    return Report(CLASS_COLUMNS, (*_floats(rows), (AVERAGE, (*map(float, means), float(support.sum())))))


def target_report(predictions: np.ndarray, targets: np.ndarray, names: Sequence[str]) -> Report:
    """R², mean absolute error, root mean squared error and examples of each target, (N, k) in their own units."""
    from sklearn.metrics import mean_absolute_error, r2_score, root_mean_squared_error

    rows = []
    for place, name in enumerate(names):
        true, said = targets[:, place], predictions[:, place]
        varies = len(true) > 1 and np.ptp(true) > 0
        rows.append((name, (r2_score(true, said) if varies else np.nan, mean_absolute_error(true, said),
                            root_mean_squared_error(true, said), float(len(true)))))
    return Report(TARGET_COLUMNS, _floats(rows))


def roc_curves(probabilities: np.ndarray, targets: np.ndarray, names: Sequence[str]) -> tuple[RocCurve, ...]:
    """One curve for each class that occurs and is not all there is; for two classes that of the second."""
    from sklearn.metrics import roc_curve

    likely, true = _columns(probabilities), _columns(targets)
    chosen = (1,) if len(names) == 2 else range(len(names))
    curves = []
    for place in chosen:
        if 0 < true[:, place].sum() < len(true):
            false_positives, true_positives, _ = roc_curve(true[:, place] > 0.5, likely[:, place])
            curves.append(RocCurve(names[place], false_positives, true_positives,
                                   _area(likely[:, place], true[:, place])))
    return tuple(curves)


def _columns(values: np.ndarray) -> np.ndarray:
    return np.column_stack([1.0 - values, values]) if values.shape[1] == 1 else values


def _area(likely: np.ndarray, true: np.ndarray) -> float:
    from sklearn.metrics import roc_auc_score

    occurs = 0 < true.sum() < len(true)
    return float(roc_auc_score(true > 0.5, likely)) if occurs and np.isfinite(likely).all() else np.nan


def _floats(rows: list[tuple[str, tuple[float, ...]]]) -> tuple[tuple[str, tuple[float, ...]], ...]:
    return tuple((name, tuple(map(float, figures))) for name, figures in rows)
