"""How common the words of news reports are: the table against which the incidents stage weighs words that two reports share.

Counts in how many documents of each corpus a word stands and averages the shares, so that no corpus sets the tone. Only
words and shares leave this program, no text. Run it from the repository root: python -m eval.count_words [--check].
"""

from __future__ import annotations

import hashlib
import sys
from collections import Counter
from importlib import resources
from pathlib import Path

from eval.benchmarks import GOLD_ROOT, read_lines
from musterbook.incidents.words import split_words

# War, crime, politics and local news; each entry weighs the same.
CORPORA = ("muc4_train", "isaf", "incidents", "places", "attribution")
LEAST_SHARE = 0.01
CHARACTERS = 4000
TABLE = Path(str(resources.files("musterbook.incidents"))) / "data" / "common_words.csv"


def count_shares(corpora: dict[str, list[str]]) -> dict[str, float]:
    """Return the mean over the corpora of the share of documents that hold a word, for the common ones."""
    sums: Counter[str] = Counter()
    for texts in corpora.values():
        held = Counter(word for text in texts for word in set(split_words(text[:CHARACTERS])))
        for word, number in held.items():
            sums[word] += number / len(texts)  # type: ignore[assignment]  # a Counter of shares
    means = {word: total / len(corpora) for word, total in sums.items()}
    return {word: share for word, share in means.items() if share >= LEAST_SHARE}


def render(shares: dict[str, float], *, digest: str) -> str:
    """Return the table with its head."""
    head = (
        "# Share of news documents that hold a word, words of 1 % and more.\n"
        f"# Made by eval/count_words.py from {', '.join(CORPORA)}; sha256 of the texts {digest}.\n"
        "word,share\n"
    )
    # A number may hold a comma, which would end its cell.
    return head + "".join(f"{word},{share:.3f}\n" for word, share in sorted(shares.items()) if "," not in word)


def main(arguments: list[str]) -> int:
    """Write the table, or compare it; return the exit code."""
    files = {name: GOLD_ROOT / name / "input.jsonl" for name in CORPORA}
    missing = [str(path) for path in files.values() if not path.is_file()]
    if missing:
        sys.stderr.write(f"not found: {', '.join(missing)}\n")
        return 1
    corpora = {name: [item["text"] for item in read_lines(path)] for name, path in files.items()}
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in files.values())).hexdigest()[:16]
    text = render(count_shares(corpora), digest=digest)
    if "--check" in arguments:
        return int(TABLE.read_text(encoding="utf-8") != text)
    TABLE.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
