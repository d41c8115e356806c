"""Scores against values worked out by hand."""

import numpy as np
import pytest

from services.nlp.training.metrics import best_temperature, bootstrap, calibration_error, macro_f1, softmax


def test_macro_f1_is_the_mean_over_classes_that_occur() -> None:
    truth, said = np.array([0, 0, 1, 1]), np.array([0, 1, 1, 1])
    # class 0: 2·1/(2+1) = 2/3; class 1: 2·2/(2+3) = 4/5; class 2 occurs nowhere.
    assert macro_f1(truth, said, 3) == pytest.approx((2 / 3 + 4 / 5) / 2)


def test_a_class_only_predicted_counts_as_zero() -> None:
    assert macro_f1(np.array([0, 0]), np.array([0, 2]), 3) == pytest.approx((2 / 3 + 0) / 2)


def test_calibration_error_is_the_gap_between_confidence_and_hits() -> None:
    probabilities = np.array([[0.85, 0.15]] * 4)
    assert calibration_error(np.array([0, 0, 1, 1]), probabilities) == pytest.approx(0.35)
    assert calibration_error(np.array([0, 0]), np.array([[1.0, 0.0]] * 2)) == 0


def test_overconfident_logits_get_a_temperature_above_one() -> None:
    truth = np.array([0, 0, 0, 1])
    logits = np.array([[6.0, 0.0]] * 4)
    temperature = best_temperature(truth, logits)
    # Three of four are right: the best confidence is 3/4, a logit difference of ln 3.
    assert 6 / temperature == pytest.approx(np.log(3), rel=0.5)
    assert temperature == 4.0
    assert softmax(logits, temperature)[0].sum() == pytest.approx(1)


def test_bootstrap_interval_holds_the_mean_and_repeats() -> None:
    values = np.array([0.0, 1.0] * 50)
    low, high = bootstrap(100, lambda chosen: float(values[chosen].mean()))
    assert low < 0.5 < high
    assert high - low == pytest.approx(4 * 0.05, rel=0.25)  # about four standard errors of 0.5 / sqrt(100)
    assert (low, high) == bootstrap(100, lambda chosen: float(values[chosen].mean()))
