"""The palette's contrast in a real browser (WCAG 2.2, 1.4.3 and 1.4.11), in any colour."""

import pytest

from microblog.tests.browsers import NewPage

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAPERS = ["paper", "surface", "sunken"]
TEXTS = ["ink", "ink-soft", "accent", "accent-strong", "danger", "success"]
# What is seen on what, and with at least which contrast.
PAIRS = [(text, paper, 4.5) for text in TEXTS for paper in PAPERS]
PAIRS += [("on-accent", "accent", 4.5), ("on-accent", "accent-strong", 4.5)]
PAIRS += [(line, paper, 3) for line in ("line-strong", "focus") for paper in PAPERS]

# Vivid colours all around the wheel; those that a screen cannot show it brings within.
BRANDS = [
    "",
    "#000000",
    "#ffffff",
    *(f"oklch(60% 0.3 {hue})" for hue in range(0, 360, 20)),
]

MEASURE = """
(pairs) => {
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d", { willReadFrequently: true });
  const probe = document.body.appendChild(document.createElement("i"));
  const luminance = (name) => {
    probe.style.color = `var(--${name})`;
    context.fillStyle = getComputedStyle(probe).color;
    context.fillRect(0, 0, 1, 1);
    const [r, g, b] = [...context.getImageData(0, 0, 1, 1).data].map((byte) => {
      const part = byte / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  return pairs.map(([above, below]) => {
    const [dark, light] = [luminance(above), luminance(below)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  });
}
"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_can_be_read_whatever_colour_the_operator_takes(
    new_page: NewPage, scheme: str
) -> None:
    page = new_page()
    page.goto("/login/")
    page.evaluate("scheme => { document.documentElement.dataset.theme = scheme }", scheme)

    faint = []
    for brand in BRANDS:
        page.evaluate(
            "brand => document.documentElement.style.setProperty('--brand', brand)", brand
        )
        measured = page.evaluate(MEASURE, PAIRS)
        faint += [
            f"{brand}: {above} on {below} has {contrast:.2f}, not {least}"
            for (above, below, least), contrast in zip(PAIRS, measured, strict=True)
            if contrast < least
        ]

    assert not faint, "\n".join(faint)
