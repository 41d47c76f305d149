"""Formulas: arrays, numbers and intervals in, the same out; nothing of records, dates or words."""

from musterbook.assess.numeric.chains import Effort
from musterbook.assess.numeric.figures import Wording, above, below, rounded, within
from musterbook.assess.numeric.flow import draw_inflow, draw_reporting
from musterbook.assess.numeric.literal import Limits, add, floor_percent, growth, read_rounded, rounding_steps, subtract
from musterbook.assess.numeric.strength import Figures, Priors, StrengthDraws, draw_prior, sample_strength
from musterbook.assess.numeric.summaries import central, effective_draws, leave_out, share_above
from musterbook.assess.numeric.unseen import Unseen, chao_lower_bound
from musterbook.assess.numeric.weights import narrowest_sd, weigh_figures

__all__ = [
    "Effort",
    "Figures",
    "Limits",
    "Priors",
    "StrengthDraws",
    "Unseen",
    "Wording",
    "above",
    "add",
    "below",
    "central",
    "chao_lower_bound",
    "draw_inflow",
    "draw_prior",
    "draw_reporting",
    "effective_draws",
    "floor_percent",
    "growth",
    "leave_out",
    "narrowest_sd",
    "read_rounded",
    "rounded",
    "rounding_steps",
    "sample_strength",
    "share_above",
    "subtract",
    "weigh_figures",
    "within",
]
