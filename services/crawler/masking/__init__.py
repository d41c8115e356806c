"""Masks personal data in texts before they are kept: phones, NIK, e-mail, addresses."""

from services.crawler.masking.mask import Masked, mask, mask_line

__all__ = ["Masked", "mask", "mask_line"]
