"""What the demonstrations compute: fits, locations, boundaries, walks, shares and tours.

Pure functions over NumPy arrays, exact where a closed form or a finite search exists. They know the
losses of `loss_scenes.losses` and nothing of drawing. Mean and median are `numpy.mean`, `numpy.median`;
influence functions are the gradients of the losses.
"""

from loss_scenes.losses import info_nce
from loss_scenes.models.boundaries import Boundary, logistic_boundary, max_margin_boundary
from loss_scenes.models.descent import anneal, gradient_descent
from loss_scenes.models.lines import Line, fit_line
from loss_scenes.models.location import histogram_density, huber_location
from loss_scenes.models.pairs import AlphaGoZeroTerms, alphago_zero_loss, contrastive_pair_loss
from loss_scenes.models.shares import WrongLabelShare, budget_share, group_loss, kept, wrong_label_share
from loss_scenes.models.tours import shortest_tour, tour_lengths

__all__ = [
    "AlphaGoZeroTerms",
    "Boundary",
    "Line",
    "WrongLabelShare",
    "alphago_zero_loss",
    "anneal",
    "budget_share",
    "contrastive_pair_loss",
    "fit_line",
    "gradient_descent",
    "group_loss",
    "histogram_density",
    "huber_location",
    "info_nce",
    "kept",
    "logistic_boundary",
    "max_margin_boundary",
    "shortest_tour",
    "tour_lengths",
    "wrong_label_share",
]
