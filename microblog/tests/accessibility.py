"""What keeps people out of a page, as axe-core finds it: WCAG 2.2 up to AA."""

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = {
    "runOnly": STANDARDS,
    "resultTypes": ["violations"],
    # No style sheets: none of these rules reads them, and axe-core seeks what one imports
    # beside the page instead of beside the sheet.
    "preload": {"assets": ["media"]},
}
# Said in the page: its whole answer, with all that is well, would be long on its way.
VIOLATIONS = """async (options) => {
    const { violations } = await axe.run(options);
    return violations.flatMap(({ id, help, nodes }) =>
        nodes.map(({ html }) => `${id}: ${help}: ${html}`));
}"""


def barriers(page: Page) -> list[str]:
    """Return what is wrong with the page as it stands, a line each.

    It is looked at whole: where bars cover some of it, that is not out of reach.
    """
    page.wait_for_load_state()  # until it has its style
    width, height = page.evaluate("[innerWidth, document.documentElement.scrollHeight]")
    page.set_viewport_size({"width": width, "height": max(height, 800)})
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found = page.evaluate(VIOLATIONS, OPTIONS)
    return [f"{page.url}: {line}" for line in found]
