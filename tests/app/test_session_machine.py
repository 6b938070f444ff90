"""A whole session played at random: decide, adjudicate, inject, rule, go back, save, reopen.

After every step the laws hold: undo then redo is the identity, what the file keeps leads to the
same states, and nothing but our own refusals comes out. `pytest -m soak` takes 10,000 steps.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from wargame.app import replay
from wargame.app.recording import Recording
from wargame.app.session import Session
from wargame.app.setting import Setting
from wargame.engine.errors import WargameError
from wargame.journal import hostile
from wargame.rules.deck import DECK
from wargame.rules.fields import FIELDS

OPTIONS = ["none", "gov", "gov-now", "buffer", "all", "dmz", "eu", "phased", "nonsense", "drawn-1"]
CARDS = sorted((seat.id, card.id) for seat in DECK.seats for card in DECK.of(seat.id))
INJECTS = sorted(name for name in FIELDS if name.startswith("inject_"))
SECTORS = ["", "SUM", "POK", "KHE", "XXX"]
RULABLE = sorted(name for name, spec in FIELDS.items() if not spec.fleeting)
DONE: Counter[str] = Counter()

points = st.tuples(st.floats(24, 39), st.floats(45, 52))
ring = st.lists(points, min_size=2, max_size=6)


class Sessions(RuleBasedStateMachine):
    """One recorded session in a folder of its own."""

    table = None  # the shipped scenario, set by the test

    @initialize()
    def begin(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "a.wargame"
        session = Session(self.table.scenario, 7, self.table.shelf)
        self.recording = Recording.demand(session, self.path)

    @property
    def session(self) -> Session:
        return self.recording.session

    def step(self, name: str, *args: object, **named: object) -> None:
        """A step that may be refused; a refusal leaves everything as it was."""
        DONE[name] += 1
        before = self.session.chronicle.last, self.session.digest(), self.session.tree.present.seq
        try:
            getattr(self.session, name)(*args, **named)
        except WargameError as error:
            DONE["refused"] += 1
            assert str(error)
            after = self.session.chronicle.last, self.session.digest()
            assert (*after, self.session.tree.present.seq) == before

    @rule(option=st.sampled_from(OPTIONS))
    def choose(self, option: str) -> None:
        self.step("choose", option)

    @rule(option=st.sampled_from(OPTIONS), on=st.booleans())
    def switch(self, option: str, on: bool) -> None:
        self.step("switch", option, on=on)

    @rule(option=st.sampled_from(OPTIONS), km=st.none() | st.floats(0, 60), k=st.floats(0, 90))
    def terms(self, option: str, km: float | None, k: float) -> None:
        self.step("set_terms", option, buffer_km=km and round(km), troops_k=k)

    @rule(ring=ring, name=st.text(max_size=12))
    def draw(self, ring: list, name: str) -> None:
        if len(self.session.position.table) < 14:
            self.step("draw_zone", [ring], name)

    @rule(ring=ring)
    def reshape(self, ring: list) -> None:
        self.step("reshape_zone", "drawn-1", [ring], "stroke")

    @rule(option=st.sampled_from(OPTIONS), act=st.sampled_from(["copy_zone", "remove_zone"]))
    def copy_or_remove(self, option: str, act: str) -> None:
        if len(self.session.position.table) < 14:
            self.step(act, option)

    @rule(card=st.sampled_from(CARDS), sector=st.sampled_from(SECTORS))
    def lay(self, card: tuple[str, str], sector: str) -> None:
        self.step("lay", *card, sector)

    @rule(card=st.sampled_from(CARDS))
    def take_back(self, card: tuple[str, str]) -> None:
        self.step("take_back", *card)

    @rule(inject=st.sampled_from(INJECTS), on=st.booleans())
    def inject(self, inject: str, on: bool) -> None:
        self.step("set_inject", inject, on=on)

    @rule(political=st.booleans(), injects=st.booleans(), seat=st.sampled_from(["", "moscow"]))
    def setting(self, political: bool, injects: bool, seat: str) -> None:
        doctrines = ((seat, "maximal"),) if seat else ()
        mode = "political" if political else "adopted"
        self.step("set_setting", Setting(mode, injects=injects, doctrines=doctrines))

    @rule(times=st.integers(1, 3))
    def play(self, times: int) -> None:
        for _ in range(times):
            self.step("play_turn")

    @rule(field=st.sampled_from(RULABLE), row=st.none() | st.integers(0, 9), value=st.floats(-2, 9))
    def overrule(self, field: str, row: int | None, value: float) -> None:
        self.step("rule", field, row, float(round(value)), "agreed", "White Cell")
        self.step("rule", field, row, value / 10, "agreed", "White Cell")

    @rule(text=st.text(max_size=20))
    def note(self, text: str) -> None:
        self.step("note", text)

    @rule(seed=st.integers(-1, 3))
    def restart(self, seed: int) -> None:
        self.step("restart", seed)

    @rule()
    def undo_and_redo(self) -> None:
        digest, table = self.session.digest(), self.session.position.table
        could, seq = self.session.can_undo, self.session.tree.present.seq
        self.step("undo")
        if could:
            self.step("redo")
        assert self.session.tree.present.seq == seq
        assert self.session.digest() == digest
        assert self.session.position.table == table

    @rule(times=st.integers(1, 5))
    def undo(self, times: int) -> None:
        for _ in range(times):
            self.step("undo")

    @rule()
    def redo(self) -> None:
        self.step("redo")

    @rule(data=st.data())
    def go_to(self, data: st.DataObject) -> None:
        self.step("go_to", data.draw(st.sampled_from([line.seq for line in self.session.log()])))

    @rule(data=st.data(), name=st.text(max_size=8))
    def branch(self, data: st.DataObject, name: str) -> None:
        found = [b.id for b in self.session.branches(every=True)]
        self.step("replace_branch_name", data.draw(st.sampled_from(found)), name)
        self.step("visit", data.draw(st.sampled_from(found)))
        self.step("compare_branches", found[0], found[-1])

    @precondition(lambda self: self.session.rulings())
    @rule()
    def shadow(self) -> None:
        self.step("without_rulings")

    @rule()
    def look(self) -> None:
        assert self.session.view().turn == self.session.position.turn

    @rule()
    def save_and_reopen(self) -> None:
        DONE["reopened"] += 1
        before = self.session
        self.recording.close()
        self.recording = Recording.open(self.path)
        assert self.session.log() == before.log()
        assert self.session.digest() == before.digest()
        assert self.session.position.laid == before.position.laid
        assert self.session.position.table == before.position.table

    @invariant()
    def everything_is_on_disk(self) -> None:
        told = self.recording.saved()
        assert told.waiting == 0
        assert told.steps == self.session.chronicle.last

    def teardown(self) -> None:
        if not hasattr(self, "recording"):
            return
        self.recording.close()
        contents = hostile.read(self.path)
        assert replay.verified(contents).faults == ()
        DONE["events verified"] += len(contents.events)
        self.folder.cleanup()


def run(table, examples: int, steps: int) -> None:
    from hypothesis.stateful import run_state_machine_as_test

    Sessions.table = table
    DONE.clear()
    profile = settings(max_examples=examples, stateful_step_count=steps, deadline=None)
    run_state_machine_as_test(Sessions, settings=profile)
    print(f"\nrandom play: {sum(DONE.values())} steps: {dict(DONE)}")


def test_random_play_keeps_the_laws_of_a_session(table) -> None:
    run(table, 4, 20)


@pytest.mark.soak
def test_ten_thousand_random_steps_keep_the_laws_of_a_session(table) -> None:
    run(table, 200, 50)
