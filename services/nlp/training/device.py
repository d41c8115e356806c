"""Where training computes and in which number format: a GPU when there is one, else the processor."""

from typing import Any

import torch


def device() -> Any:
    """The GPU when there is one, else the processor."""
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")


def bf16_works() -> bool:
    """Whether the device multiplies bf16 itself; emulated bf16 is slower than fp32."""
    if torch.cuda.is_available():
        return bool(torch.cuda.is_bf16_supported())
    return bool(torch.backends.mkldnn.is_available() and torch.ops.mkldnn._is_mkldnn_bf16_supported())


def autocast() -> Any:
    """bf16 where the device has it, else plain fp32."""
    return torch.autocast(device().type, dtype=torch.bfloat16, enabled=bf16_works())
