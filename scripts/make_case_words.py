"""Write annotate/data/lower-words.txt: the English words that are written small, for text that has capitals only.

Words come from word lists of SCOWL (Kevin Atkinson; free to use, copy, modify and distribute with its notice, which stands in
licenses/SCOWL.txt), as Debian ships them in the packages wamerican and wbritish 2020.12.07-2; other input is refused. A word that is a name at least as often as a word ("china",
"john") is left out, so that it is written as a name; the list of these stands below, chosen from words of the lists that
news texts mostly write with a capital.

    python scripts/make_case_words.py usr/share/dict/american-english usr/share/dict/british-english
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

TARGET = Path(__file__).parents[1] / "src" / "musterbook" / "annotate" / "data" / "lower-words.txt"

# SHA-256 of the word lists, by file name.
INPUTS = {
    "american-english": "9f513f1ceadb6a01c5485b7dbdfd5118dc66cd70b59cae2851292112d4066a32",
    "british-english": "7424d6682301dc86f73b0a5c8c53f0ba4c9f0a41fb2d1cb7e5fe7f8a04f15fb0",
}

# Words of SCOWL that news texts write with a capital.
_NAMES = """
    afghan afghans afghani china french soviet soviets polish roman john mike peter tom bob bobby jack frank smith lee
    walker lane warren jersey turkey chad god japan march bush god ford gulf martin matt oxford miller terry tony marshal
    panama cuba jordan niger mali iran iraq lebanon guinea savannah sierra wales poles hague shah khan christian pope
    bill jimmy jimmies harry randy rick roger mitt ken ed ray don pat dick tommy johnny sam joe jay bell laurel dale mark
    marks rob robin drew gene grace hope iris ivy jean jenny lance lily maria max miles mina nick olive pearl penny pierce
    rose ruby sally sandy stew ted timothy victor violet wade warren will willy angel carol chuck cliff dean dolly earl
    eve faith gale glen grant guy hank hector herb jasmine josh kelly kent kit madeline major mason mercedes morris nelson
    ottoman pierre portuguese romeo scot scots spaniel sterling stuart swede swedes tanner turk turks valentine wolfe xi
    yank zen guerrero guerra mora santiago lima colon medina leon salvador cesar florin franc bolivar bolivia peru
    sandinista sandinistas contra moslem moslems muslim muslims arab arabs kurd kurds serb serbs croat croats basque
    catalan zulu hutu tutsi jew jews nazi nazis marxist lenin trotsky
"""
NAMES = frozenset(_NAMES.split()) - {
    "will",
    "mark",
    "marks",
    "grant",
    "hope",
    "guy",
    "major",
    "rob",
    "faith",
    "grace",
    "dean",
    "contra",
    "marshal",
}

# Words that SCOWL of this size lacks and that reports on conflict use.
_MORE = """
    airstrike airstrikes counteroffensive counterinsurgency gunship gunships machinegun machineguns dynamited dynamiting
    narcoterrorist narcoterrorists narcoterrorism peacekeeper peacekeepers paramilitary paramilitaries guerrilla
    guerrillas terrorist terrorists submachine submachinegun firebombed firebombing mujahideen rearguard airpower
    subversives saboteurs kidnapper kidnappers kidnapping underway neighboring urban extradited extraditable insurgent
    insurgents militiaman militiamen gunman gunmen policeman policemen countryman countrymen assassin assassins
"""
MORE = frozenset(_MORE.split())


def main(paths: list[str]) -> None:
    """Join the lists and write the words that are written small."""
    given = {Path(path).name: Path(path) for path in paths}
    if set(given) != set(INPUTS):
        sys.exit(f"expected {' and '.join(INPUTS)}, got {' '.join(paths) or 'nothing'}")
    for name, path in given.items():
        if hashlib.sha256(path.read_bytes()).hexdigest() != INPUTS[name]:
            sys.exit(f"{path} is not the word list of version 2020.12.07-2")
    lines = [line.strip() for path in given.values() for line in path.read_text(encoding="utf-8").splitlines()]
    words = {word for word in lines if word.isascii() and word.isalpha() and word.islower() and len(word) > 1}
    TARGET.write_text("\n".join(sorted((words | MORE) - NAMES)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
