"""Which number format training computes in on this machine."""

from typing import Any

import torch


def bf16_works() -> bool:
    """Whether the processor multiplies bf16 itself; emulated bf16 is slower than fp32."""
    return bool(torch.backends.mkldnn.is_available() and torch.ops.mkldnn._is_mkldnn_bf16_supported())


def autocast() -> Any:
    """bf16 where the processor has it, else plain fp32."""
    return torch.autocast("cpu", dtype=torch.bfloat16, enabled=bf16_works())
