"""Eight-bit weights: one scale for each output row, symmetric around zero."""
import torch


def quantise(weight):
    """Integers in -127..127 and the scale of each row, so that integers * scale is near the weight."""
    scale = weight.abs().amax(1).clamp_min(1e-8) / 127
    return torch.round(weight / scale[:, None]).clamp(-127, 127).to(torch.int8), scale


def rounded(x):
    """The nearest values that eight bits with one scale a row can hold; gradients pass through."""
    scale = x.detach().abs().amax(-1, keepdim=True).clamp_min(1e-8) / 127
    return x + (torch.round(x.detach() / scale) * scale - x.detach())
