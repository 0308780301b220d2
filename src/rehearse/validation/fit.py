"""Fits what families of evidence tests are worth, and conformal sets: `fit.py CASES.jsonl` prints SCALES of
src/judge/verdict/weigh.rs and LEAST of src/judge/verdict/conformal.rs (made with the scales in force).

One number a family of tests, drawn towards 0.7 (L2 = 1, chosen by leaving out one family of worlds at a time); families
of worlds weigh alike, and those that are held out take no part. Needs numpy and scipy.
"""
import glob
import json
import pathlib
import re
import sys

import numpy as np
from scipy.optimize import minimize

HYPOTHESES = ["attack", "overload", "crawl", "capacity_loss", "upstream_loss"]
FAMILY_MAX, PRIOR, L2 = 1.2, 0.7, 1.0
JUDGE = pathlib.Path(__file__).resolve().parents[2] / "judge"


def families():
    """Family of each test, by its name."""
    found = {}
    for path in glob.glob(str(JUDGE / "evidence/*.rs")):
        text = pathlib.Path(path).read_text()
        name, family = re.search(r'name: "(\w+)"', text), re.search(r'family: "(\w+)"', text)
        if name and family:
            found[name[1]] = family[1]
    return found


def cases(path, family_of, order):
    """Support by hypothesis and family, the truth, and the family of the world, of each incident found."""
    for line in open(path):
        case = json.loads(line)
        for index, known in enumerate(case["known"]):
            lasting = known["visible"] and known["failing_minutes"]["as_it_was"] >= 5
            found = [one for one in case["found"] if one["of"] == index]
            if case["held_out"] or case["sabotaged"] or not lasting or not found or known["cause"] == "inconclusive":
                continue
            longest = max(found, key=lambda one: one["end_us"] - one["start_us"])
            support = np.zeros((len(HYPOTHESES), len(order)))
            for name, weight in longest["supports"].items():
                test, hypothesis = name.split(".")
                support[HYPOTHESES.index(hypothesis), order.index(family_of[test])] += weight
            truth = np.zeros(len(HYPOTHESES))
            named = ["attack", "overload"] if known["cause"] == "attack_and_overload" else [known["cause"]]
            truth[[HYPOTHESES.index(name) for name in named]] = 1 / len(named)
            yield np.clip(support, -FAMILY_MAX, FAMILY_MAX), truth, case["family"], longest["probabilities"]


def main():
    family_of = families()
    order = sorted(set(family_of.values()))
    rows = list(cases(sys.argv[1], family_of, order))
    support, truth = np.array([row[0] for row in rows]), np.array([row[1] for row in rows])
    worlds = [row[2] for row in rows]
    weight = np.array([1 / worlds.count(world) for world in worlds])
    weight /= weight.sum()

    def cost(scales):
        logits = support @ scales * np.log(10)
        logits -= logits.max(1, keepdims=True)
        chance = np.exp(logits)
        chance /= chance.sum(1, keepdims=True)
        return -(weight * (truth * np.log(chance + 1e-9)).sum(1)).sum() + L2 * ((scales - PRIOR) ** 2).mean()

    start = np.full(len(order), PRIOR)
    fitted = minimize(cost, start, method="L-BFGS-B", bounds=[(0.1, 2)] * len(order)).x
    print(f"// {len(rows)} incidents")
    for name, scale in zip(order, fitted):
        print(f'    ("{name}", {scale:.2f}),')
    for at, name in enumerate(HYPOTHESES):
        reached = sorted(row[3][name] for row in rows if row[1][at] > 0)
        # The k-th smallest of n, k = floor(5 % of n + 1): at most 5 % of new cases lie below (Ding et al. 2023).
        print(f"    {name}: {reached[max(int(0.05 * (len(reached) + 1)) - 1, 0)]:.4f} of {len(reached)}")


main()
