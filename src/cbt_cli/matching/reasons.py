"""Why each pair was chosen, and what any other choice would cost the whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cached_property

from cbt_cli.domain.base import Sentence, say
from cbt_cli.domain.matching import Match
from cbt_cli.matching.best import Best, best_plan
from cbt_cli.matching.board import Board
from cbt_cli.matching.criteria import covered, need_words
from cbt_cli.matching.known import Known
from cbt_cli.matching.losses import Losses, losses
from cbt_cli.matching.scoring import shown, worth


class Reasons:
    """Explains a best plan: the sentences ask the solver itself what would come of another choice."""

    def __init__(self, board: Board, best: Best, objective: Sequence[str], *, every_loss: bool = False) -> None:
        self.board, self.best, self.objective = board, best, tuple(objective)
        self.every_loss = every_loss
        self._forced: dict[tuple[int, int], Best] = {}
        self._known = Known(board.problem, self.objective)
        self._known.learn(best.plan)

    def forced(self, mentee: int, mentor: int) -> Best:
        """The best plan that has this pair; under limits, only as far as the first level that suffers."""
        pair = (mentee, mentor)
        if pair not in self._forced:
            problem = self.board.problem
            forced = replace(problem, locked={**problem.locked, mentee: mentor})
            proved = self.best.status == "optimal"
            hoped = self.best.levels if proved else None
            self._forced[pair] = best_plan(forced, self.objective, hoped=hoped, start=self._known.plan(pair))
            self._known.learn(self._forced[pair].plan)
        return self._forced[pair]

    def ranked(self, mentee: int) -> tuple[Match, ...]:
        """Every allowed mentor, best first, each with what forcing it would cost the whole."""
        return tuple(
            found.model_copy(update={"losses": self._losses(mentee, mentor)})
            for mentor, found in self.board.allowed(mentee)
        )

    def _losses(self, mentee: int, mentor: int) -> dict[str, Decimal] | None:
        lost = self.lost.of.get((mentee, mentor))
        if lost is None:
            return None
        points, money = ("worst", "leximin", "total"), self.board.cost
        return {
            level: shown(loss) if level in points else money(loss) if level == "cost" else Decimal(loss)
            for level, loss in lost.items()
        }

    @cached_property
    def lost(self) -> Losses:
        """What forcing each pair would cost the whole; where limits bind, all of it only if that is wanted
        (``every_loss``)."""
        return losses(self.board.problem, self.best, self.objective, anew=self.every_loss, known=self._known)

    def chosen(self, mentee: int) -> Sentence:
        """What the pair covers, and why this mentor although another scores as high or higher."""
        board, mentor = self.board, self.best.plan[mentee]
        pair = board.pairs[mentee, mentor]
        met = covered(pair)
        covers = (
            say("covers {needs}", needs=need_words(met, pair.mentee, board.call))
            if met
            else say("no need is certainly covered")
        )
        return say("{covers}; {why}", covers=covers, why=self._why(mentee, mentor))

    def _why(self, mentee: int, mentor: int) -> Sentence:
        board = self.board
        if mentee in board.problem.locked:
            decided = board.terms.reasons[board.mentees[mentee].ref, board.mentors[mentor].ref]
            return say("locked by the officer: {reason}", reason=decided)
        scores = board.scores[mentee]
        rivals = [j for j, _ in board.allowed(mentee) if j != mentor and scores[j] >= scores[mentor]]
        if not rivals:
            return say("no allowed mentor scores higher") if len(scores) > 1 else say("no other mentor is allowed")
        rival = rivals[0]
        better = scores[rival] - scores[mentor]
        cost = self.consequence(mentee, rival)
        name = board.mentors[rival].ref
        if shown(better) == 1:
            return say("the 1 point better for {rival} {cost}", rival=name, cost=cost)
        if better:
            return say("the {points} points better for {rival} {cost}", points=shown(better), rival=name, cost=cost)
        return say("{rival} scores the same and {cost}", rival=name, cost=cost)

    def consequence(self, mentee: int, mentor: int) -> Sentence:
        """What forcing the pair would do to the whole, in the first level that suffers."""
        other = self.forced(mentee, mentor)
        if other.status == "infeasible":
            return say("would break the limits or the locks whatever else is done")
        if {other.status, self.best.status} != {"optimal"}:
            return say("would give a plan that was not found to be better within the time limit")
        for level in self.objective:
            if other.levels[level] != self.best.levels[level]:
                return self._worse(level, other)
        return say("would make a plan just as good, later in the order of references")

    def _worse(self, level: str, other: Best) -> Sentence:
        mine, theirs = self.best.levels[level], other.levels[level]
        if level == "served" or (level == "leximin" and len(theirs) < len(mine)):
            return say("would leave {mentees} without a mentor", mentees=self._left_by(other))
        if level == "kept":
            return say("would change {count} more of the earlier pairs", count=mine - theirs)
        if level in {"worst", "leximin"}:
            return self._worst(level, other)
        if level == "total":
            return say("would cost {points} in the total", points=worth(shown(mine - theirs)))
        return say("would cost {more} more in all", more=self.board.price(theirs - mine))

    def _worst(self, level: str, other: Best) -> Sentence:
        board, mine, theirs = self.board, self.best.levels[level], other.levels[level]
        if level == "worst":
            worst = min((board.scores[i][j], i) for i, j in enumerate(other.plan) if j >= 0)[1]
            return say(
                "would leave {mentee} worst served, with {theirs} points instead of {mine}",
                mentee=board.mentees[worst].ref,
                theirs=shown(theirs),
                mine=shown(mine),
            )
        at = next(at for at, (a, b) in enumerate(zip(mine, theirs, strict=True)) if a != b)
        return say(
            "would give number {place} of the worst served {theirs} points instead of {mine}",
            place=at + 1,
            theirs=shown(theirs[at]),
            mine=shown(mine[at]),
        )

    def _left_by(self, other: Best) -> str:
        now = {i for i, j in enumerate(self.best.plan) if j >= 0}
        then = {i for i, j in enumerate(other.plan) if j >= 0}
        return ", ".join(self.board.mentees[i].ref for i in sorted(now - then))

    @cached_property
    def load(self) -> list[int]:
        """Mentor → number of mentees."""
        return [self.best.plan.count(j) for j in range(len(self.board.mentors))]
