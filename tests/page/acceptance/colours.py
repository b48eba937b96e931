"""How far colours and pictures differ for an eye that sees no colour."""

from __future__ import annotations

import base64
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page as Tab

#: The pictures as grey values of a small copy: smaller means blurred, so that letters of another font count little.
GREY = """async ([encoded, width, height]) => {
  const bytes = Uint8Array.from(atob(encoded), c => c.charCodeAt(0));
  const image = await createImageBitmap(new Blob([bytes], {type: "image/png"}));
  const w = width || image.width, h = height || Math.max(1, Math.round(image.height * w / image.width));
  const canvas = new OffscreenCanvas(w, h), ctx = canvas.getContext("2d");
  ctx.imageSmoothingQuality = "high";
  ctx.fillStyle = "white"; ctx.fillRect(0, 0, w, h);
  ctx.drawImage(image, 0, 0, w, h);
  const data = ctx.getImageData(0, 0, w, h).data;
  const grey = [];
  for (let i = 0; i < data.length; i += 4)
    grey.push(Math.round(0.299 * data[i] + 0.587 * data[i + 1] + 0.114 * data[i + 2]));
  return {width: image.width, height: image.height, grey};
}"""


def rgb(colour: str) -> tuple[float, float, float]:
    """Read `rgb(1, 2, 3)` or `#010203`."""
    if colour.startswith("#"):
        digits = colour[1:] if len(colour) == 7 else "".join(each * 2 for each in colour[1:])
        return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)
    red, green, blue = map(float, re.findall(r"[\d.]+", colour)[:3])
    return red, green, blue


def luminance(colour: str) -> float:
    parts = [each / 255 for each in rgb(colour)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, two: str) -> float:
    """Return the contrast of two colours as WCAG defines it, 1 to 21."""
    light, dark = sorted((luminance(one), luminance(two)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def grey(tab: Tab, png: bytes, width: int = 0, height: int = 0) -> tuple[int, int, list[int]]:
    """Return width and height of a picture, and the grey values of a copy of it in another size."""
    found = tab.evaluate(GREY, [base64.b64encode(png).decode(), width, height])
    return found["width"], found["height"], found["grey"]


def grey_difference(tab: Tab, one: bytes, two: bytes) -> float:
    """Return the share of pixels of two pictures of one size that differ in grey."""
    left, right = (grey(tab, png)[2] for png in (one, two))
    different = sum(abs(a - b) > 40 for a, b in zip(left, right, strict=False)) + abs(len(left) - len(right))
    return different / max(len(left), len(right))
