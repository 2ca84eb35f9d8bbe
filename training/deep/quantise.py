"""Seven-bit weights and activations: one scale for each row, symmetric around zero."""
import torch
import torch.nn.functional as F

MOST = 63
# Sixteen inputs are a step of the reader's kernels. The first halves of its four groups of four meet in one
# sixteen-bit sum, the second halves in another; 127 times a sum of positive weights (and of negative ones) has to fit.
STEP, LANE_SUM = 16, 258


def lanes(weight):
    """The larger of the sums of positive and of negative weights that meet in a lane, at most, of each row."""
    w = F.pad(weight, (0, -weight.shape[1] % STEP)).view(weight.shape[0], -1, 4, 2, 2)
    return torch.maximum(w.clamp_min(0).sum((2, 4)), (-w).clamp_min(0).sum((2, 4))).amax((1, 2))


def quantise(weight):
    """Integers in -63..63 and the scale of each row, so that integers * scale is near the weight."""
    # Rounding adds at most a half to each of a lane's eight weights.
    scale = torch.maximum(weight.abs().amax(1) / MOST, lanes(weight) / (LANE_SUM - 4)).clamp_min(1e-8)
    return torch.round(weight / scale[:, None]).clamp(-MOST, MOST).to(torch.int8), scale


def table(weight):
    """The same for embeddings, which are looked up and not multiplied: eight bits, in -127..127."""
    scale = weight.abs().amax(1).clamp_min(1e-8) / 127
    return torch.round(weight / scale[:, None]).clamp(-127, 127).to(torch.int8), scale


def rounded(x):
    """The nearest values that seven bits with one scale a row can hold; gradients pass through."""
    scale = x.detach().abs().amax(-1, keepdim=True).clamp_min(1e-8) / MOST
    return x + (torch.round(x.detach() / scale) * scale - x.detach())
