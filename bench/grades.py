"""Do two readers give a piece of evidence the same grade? Cohen's kappa over fifty cases.

`python -m bench.grades`: 0 where the rules leave little to the reader (budget.toml).
"""

import sys
import tomllib
from collections import Counter

from bench import budget
from bench.matching import ROOT
from gieo.domain.uptake.vocab import GRADES, Grade

LIMITS = budget("grades")
CASES = ROOT / "bench" / "labelled" / "grades.toml"


def kappa(pairs: list[tuple[Grade, Grade]]) -> float:
    """Agreement beyond chance: 1 when always, 0 when as often as two who draw from their own counts."""
    agreed = sum(first is second for first, second in pairs) / len(pairs)
    firsts, seconds = Counter(first for first, _ in pairs), Counter(second for _, second in pairs)
    chance = sum(firsts[grade] * seconds[grade] for grade in GRADES) / len(pairs) ** 2
    return (agreed - chance) / (1 - chance)


def main() -> int:
    cases = tomllib.loads(CASES.read_text(encoding="utf-8"))["case"]
    pairs = [(Grade(case["first"]), Grade(case["second"])) for case in cases]
    same, found = sum(first is second for first, second in pairs), kappa(pairs)
    print(f"  {same} of {len(pairs)} alike, kappa {found:.2f} (at least {LIMITS['kappa']})")
    for case, (first, second) in zip(cases, pairs, strict=True):
        if first is not second:
            print(f"  {case['id']}  {first} / {second}: {case['words']}")
    return 0 if found >= LIMITS["kappa"] else 1


if __name__ == "__main__":
    sys.exit(main())
