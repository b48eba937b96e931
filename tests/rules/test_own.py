"""A rule of your own: what a file can say, and in one line what is wrong with it."""

from __future__ import annotations

import datetime as dt
import os
from fractions import Fraction
from pathlib import Path

import pytest

from ownership.errors import DataError, NotFound, OwnershipError, UsageError
from ownership.rules import Condition, Parties, Period, Rule, bundled, chosen, owners, screen
from ownership.rules._own import own_rule
from ownership.rules._template import TEMPLATE
from tests.tables import held, records

GOOD = 'id = "house"\ntitle = "House rule"\nlists = ["us-sdn"]\nthreshold = 25\nstrict = true\noutcome = "review"\n'


@pytest.fixture
def write(tmp_path: Path) -> object:
    """Write a rule file and give its path."""

    def writer(text: str | bytes, name: str = "house.toml") -> Path:
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return writer


def test_the_same_rule_as_a_value_in_toml_and_in_python(write) -> None:  # type: ignore[no-untyped-def]
    toml = write(GOOD + 'citation = "our policy"')
    python = write(
        "from ownership import Rule\n"
        'RULE = Rule("house", "House rule", "our policy", lists=("us-sdn",), threshold=25, strict=True, '
        'outcome="review")',
        "house.py",
    )
    value = Rule("house", "House rule", "our policy", ("us-sdn",), 25, strict=True, outcome="review")
    assert own_rule(toml) == own_rule(python) == value
    looked = held("x,a,25", "x,b,25.1")
    for named in (toml, str(toml), python, str(python), value):
        rows = {row.entity: row for row in screen(looked, rules=[named], listed=["x"], as_of="2024", all=True)}
        assert (rows["a"].status, rows["b"].status, rows["b"].outcome) == ("excluded", "certain", "review")
        assert (rows["b"].rule, rows["b"].rule_title, rows["b"].citation) == ("house", "House rule", "our policy")
    assert chosen(toml) == [value]


def test_everything_a_file_can_say(write) -> None:  # type: ignore[no-untyped-def]
    rule = own_rule(
        write(
            'id = "house"\ntitle = "T"\nlists = ["us-sdn", "SDN List", "ours"]\nnot_in = ["United States", "de"]\n'
            'pooled = "together"\ntogether = ["concert"]\nbands = [25, 50, 75]\nby_default = false\n'
            "[programs]\nus-sdn = ['SDGT']\n"
            "[[periods]]\nstart = 2020-01-01\nend = 2020-12-31\nstate = 'yes'\ncitation = 'a'\n"
            "[[periods]]\nstart = '2021-01-01'\nstate = 'stayed'\ncitation = 'b'\n"
            "[[parties]]\nwhy = 'state bodies'\nkinds = ['state', 'body']\ncountries = ['RU']\n"
            "[[conditions]]\nthreshold = '100/3'\nlinks = 'multiply'\ndepth = 3\nmeasure = 'voting'\nname = 'votes'\n"
            "[[conditions]]\nthreshold = 50\nlinks = 'control'\nmeasure = ['ownership', 'voting']\n"
            "declared = 'possible'\n"
        )
    )
    assert rule.lists == ("us-sdn", "us-sdn", "ours")
    assert rule.not_in == ("US", "DE")
    assert rule.programs == {"us-sdn": ("SDGT",)}
    assert rule.periods == (
        Period(dt.date(2020, 1, 1), dt.date(2020, 12, 31), "yes", "a"),
        Period(dt.date(2021, 1, 1), None, "stayed", "b"),
    )  # fmt: skip
    assert rule.parties == (Parties("state bodies", ("state", "body"), ("RU",)),)
    assert rule.conditions == (
        Condition(Fraction(100, 3), links="multiply", depth=3, measure="voting", name="votes"),
        Condition(50, links="control", measure=("ownership", "voting"), declared="possible"),
    )
    assert rule.citation == "a rule of your own (house.toml)"


#: How a small file of a rule begins.
H = 'id = "h"\ntitle = "T"\n'
H5 = f"{H}threshold = 5\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('title = "T"\nthreshold = 5\n', "the key id is missing; a rule needs id, title and threshold"),
        ('id = "h"\nthreshold = 5\n', "the key title is missing"),
        ('id = "h"\ntitle = "T"\n', "the key threshold is missing; write it in percent: threshold = 50"),
        ('id = "h"\ntitle = "T"\nthreshold = 0.25\n', "line 3: threshold: the threshold 0.25 looks like a fraction"),
        ('id = "h"\ntitle = "T"\nthreshold = 101\n', "line 3: threshold: the threshold 101 is not a percentage"),
        ('id = "h"\ntitle = "T"\nthreshold = -1\n', "line 3: threshold: the threshold -1 is not a percentage"),
        ('id = "h"\ntitle = "T"\nthreshold = nan\n', "line 3: threshold: is nan; write a number of percent, 0 to 100"),
        ('id = "h"\ntitle = "T"\nthreshold = inf\n', "line 3: threshold: is inf"),
        ('id = "h"\ntitle = "T"\nthreshold = "50"\n',
         "line 3: threshold: is the text '50'; write a number of percent without quotes: threshold = 50"),
        ('id = "h"\ntitle = "T"\nthreshold = true\n', "line 3: threshold: is true; write a number of percent"),
        ('id = "h"\ntitle = "T"\n\ntreshold = 50\n', "line 4: treshold: no such key; did you mean threshold?"),
        (H5 + 'xyzzy = 1\n', "line 4: xyzzy: no such key; allowed: id, title, citation,"),
        ('id = "us-ofac-50"\ntitle = "T"\nthreshold = 5\n', "the id 'us-ofac-50' is that of a rule of the package"),
        ('id = "all"\ntitle = "T"\nthreshold = 5\n', "line 1: id: 'all' cannot be the id of a rule"),
        ('id = "A b"\ntitle = "T"\nthreshold = 5\n', "line 1: id: 'A b' cannot be the id of a rule"),
        ('id = 7\ntitle = "T"\nthreshold = 5\n', "line 1: id: is the number 7; write a text in quotes"),
        (H5 + 'strict = "yes"\n', "line 4: strict: is the text 'yes'; write true or false"),
        (H5 + 'strict = 1\n', "line 4: strict: is the number 1; write true or false"),
        (H5 + 'lists = "us-sdn"\n',
         "line 4: lists: is the text 'us-sdn'; write a list of texts"),
        (H5 + 'lists = [1]\n', "line 4: lists: is the number 1; write a text in quotes"),
        (H5 + 'pooled = "some"\n',
         "line 4: pooled: is the text 'some'; write one of 'all', 'together', 'each'"),
        (H5 + 'links = "casade"\n', "line 4: links: links 'casade' is not one of: none, "),
        (H5 + 'owners = ["persons"]\n',
         "line 4: owners: 'persons' is not known; did you mean 'person'?"),
        (H5 + 'not_in = ["Ruritania"]\n', "line 4: not_in: 'Ruritania' is no country"),
        (H5 + 'bands = [50, 25]\n', "line 4: bands: write whole percentages from small"),
        (H5 + 'lists=["us-sdn"]\nwidest = ["us-meu"]\n',
         "line 5: widest: 'us-meu' is not among the lists"),
        (H5 + '[programs]\nus-sdn = ["X"]\n',
         "line 5: programs.us-sdn: is not among the lists that the rule reads"),
        (H5 + '[[periods]]\nstart = 2024-01-01\nend = 2023-01-01\nstate="yes"\n'
         'citation=""\n', "line 6: periods[1].end: 2023-01-01 is before the start, 2024-01-01"),
        (H5 + '[[periods]]\nstart = 2024-01-01\nstate = "yes"\ncitation = ""\n'
         '[[periods]]\nstart = 2025-01-01\nstate = "no"\ncitation = ""\n',
         "line 9: periods[2].start: overlaps with periods[1], which lasts from 2024-01-01 until further notice"),
        (H5 + '[[periods]]\nstart = "2024"\nstate = "yes"\ncitation = ""\n',
         "line 5: periods[1].start: is the text '2024'; write a day: 2024-07-03"),
        (H5 + '[[periods]]\nstart = 2024-01-01T00:00:00\nstate = "yes"\ncitation = ""\n',
         "line 5: periods[1].start: is the datetime"),
        (H5 + '[[periods]]\nstart = 2024-01-01\nstate = "on"\ncitation = ""\n',
         "line 6: periods[1].state: is the text 'on'; write one of 'yes', 'no', 'stayed', 'unconfirmed'"),
        (H5 + '[[periods]]\nstart = 2024-01-01\ncitation = ""\n',
         "line 4: periods[1]: the key state is missing"),
        (H5 + 'periods = 5\n', "line 4: periods: is the number 5; write one [[periods]]"),
        (H5 + '[[conditions]]\nthreshold = 5\n',
         "line 3: threshold: stands beside conditions; write it inside each of them"),
        (H + '[[conditions]]\nname = "x"\n', "line 3: conditions[1]: the key threshold is missing"),
        (H + '[[conditions]]\nthreshold = 5\n[[conditions]]\nthreshold = 0.5\n',
         "line 6: conditions[2].threshold: the threshold 0.5 looks like a fraction"),
        (H + '[[conditions]]\nthreshold = 5\nlinks = "multiply"\ndepth = 0\n',
         "line 6: conditions[1].depth: depth 0 is not a whole number of holdings"),
        (H + '[[conditions]]\nthreshold = 5\nname = ["a"]\n', "line 5: conditions[1].name: is a list"),
        ('id = "h\ntitle = "T"\n', "this is not TOML"),
        ('id = "h"\nid = "i"\n', "this is not TOML"),
        ("x = " + "[" * 5000, "this is not"),
        (H5 + 'lists = ' + "[" * 40 + "]" * 40 + "\n", "line 4: lists: is a list"),
        ("", "the key id is missing"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_in_one_line(write, text: str, said: str) -> None:  # type: ignore[no-untyped-def]
    file = write(text)
    with pytest.raises(UsageError) as problem:
        chosen(file)
    assert str(problem.value).startswith(f"{file}")
    assert said in str(problem.value)
    assert "\n" not in str(problem.value)
    assert len(str(problem.value)) < 900


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("x = 1\ny = x / 0\n", "house.py, line 2: ZeroDivisionError: division by zero"),
        ("def f():\n    return g()\nf()\n", "house.py, line 2: NameError: name 'g' is not defined"),
        ("x = (\n", "house.py, line 1: SyntaxError: '(' was never closed"),
        ("raise SystemExit(3)\n", "house.py, line 1: SystemExit: 3"),
        ("x = 1\n", "house.py: defines no RULE; write RULE = ownership.Rule(...)"),
        ("RULE = 'us-ofac-50'\n", "house.py: defines RULE as a str"),
        ("from ownership import Rule\n\nRULE = Rule('h', 'H', '-', threshold=0.25)\n",
         "house.py, line 3: the threshold 0.25 looks like a fraction"),
        ("def f(): f()\nf()\n", "house.py, line 1: RecursionError"),
    ],
)  # fmt: skip
def test_a_python_file_that_fails(write, text: str, said: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(UsageError) as problem:
        own_rule(write(text, "house.py"))
    assert said in str(problem.value)
    assert "\n" not in str(problem.value)


def test_a_python_file_may_have_classes_of_its_own(write) -> None:  # type: ignore[no-untyped-def]
    text = "from __future__ import annotations\nfrom dataclasses import dataclass\nfrom ownership import Rule\n"
    text += "@dataclass\nclass Own:\n    a: int\nRULE = Rule('h', 'H', '-', threshold=Own(25).a)\n"
    assert own_rule(write(text, "house.py")).threshold == 25


def test_files_that_are_no_rule(write, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(NotFound, match=r"nowhere\.toml: there is no such file"):
        chosen(str(tmp_path / "nowhere.toml"))
    for made, said in (
        (write(b"\xff\xfeid", "utf16.toml"), "byte 0 is not UTF-8 text"),
        (write(b'id = "h"\0', "zero.toml"), "this is no text file"),
        (write(b"#" * 1_000_001, "huge.toml"), "1,000,001 bytes are too many for a rule"),
    ):
        with pytest.raises(DataError, match=said):
            own_rule(made)
    folder = tmp_path / "folder.toml"
    folder.mkdir()
    with pytest.raises(DataError, match="a rule is a file, and this is none"):
        own_rule(folder)
    pipe = tmp_path / "pipe.toml"
    os.mkfifo(pipe)
    with pytest.raises(DataError, match="a rule is a file, and this is none"):
        own_rule(pipe)
    with pytest.raises(UsageError, match=r"\.toml or a \.py file"):
        own_rule(write("x", "house.yaml"))
    with pytest.raises(OwnershipError, match="cannot be read"):
        own_rule("a\0b.toml")


def test_a_mark_at_the_beginning_does_no_harm(write) -> None:  # type: ignore[no-untyped-def]
    assert own_rule(write(b"\xef\xbb\xbf" + GOOD.encode())).id == "house"


def test_names_of_several_rules() -> None:
    every = {rule.id for rule in chosen("all")}
    assert every == bundled().keys()
    assert {rule.family for rule in chosen("exposure")} == {"exposure"}
    assert every == {rule.id for rule in (*chosen(["exposure"]), *chosen(["ownership"]))}
    assert [rule.id for rule in chosen(["us-ofac-50", "us-ofac-50"])] == ["us-ofac-50"]
    assert not {"all", "exposure", "ownership"} & every
    with pytest.raises(UsageError, match=r"did you mean us-ofac-50\?"):
        chosen("us-ofac-5")
    with pytest.raises(UsageError, match=r"means .* rules; this question is asked of one"):
        owners(held("x,a,60"), "a", rule="all")
    one = Rule("house", "H", "-", threshold=25)
    with pytest.raises(UsageError, match="two rules have the id 'house'"):
        chosen([one, Rule("house", "H", "-", threshold=50)])


def test_a_list_that_nobody_knows_is_said(write) -> None:  # type: ignore[no-untyped-def]
    file = write(GOOD.replace('"us-sdn"', '"us-sdm", "ours", "theirs"'))
    looked = records("owner,owned,percent\nx,a,60", "", "entity,list\nx,ours")
    rows = screen(looked, rules=[file], as_of="2024")
    assert {row.entity: row.status for row in rows} == {"x": "listed", "a": "certain"}
    said = [notice for notice in rows.notices if "house" in notice]
    assert said == [
        "the rule house reads the list 'us-sdm', which no record is on; did you mean us-sdn?",
        "the rule house reads the list 'theirs', which no record is on; codes: ownership list lists",
    ]
    assert not any("no record is on" in notice for notice in screen(looked, as_of="2024").notices)


def test_the_template_is_a_rule(write) -> None:  # type: ignore[no-untyped-def]
    rule = own_rule(write(TEMPLATE))
    assert (rule.id, rule.threshold, rule.on(dt.date(2024, 6, 1)).conditions[0].threshold) == ("house", 25, 50)
    open_ = "\n".join(line.removeprefix("# ") for line in TEMPLATE.splitlines()[5:] if "Several" not in line)
    assert "[[conditions]]" in open_  # what is commented out is right, too
    commented = [
        line for line in TEMPLATE.splitlines() if line.startswith(("# [", "# us-sdn", "# why", "# kinds", "# coun"))
    ]
    parts = "\n".join(line[2:] for line in commented if "conditions" not in line)
    assert own_rule(write(GOOD + parts)).parties[0].kinds == ("state", "body")
    after = TEMPLATE[TEMPLATE.index("# [[conditions]]") :]
    conditions = "\n".join(line.removeprefix("#").removeprefix(" ") for line in after.splitlines())
    several = own_rule(write('id = "h"\ntitle = "T"\n' + conditions)).conditions
    assert [one.name for one in several] == ["shares", "votes"]
