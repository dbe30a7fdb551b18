"""Having pictures of a drawing made, as a person does it, and how two of them are compared."""

from pathlib import Path

from playwright.sync_api import Download, Page

# What else lies on the canvas, and what only a screen shows
BARE = """() => {
  document.querySelector('.canvas').style.backgroundImage = 'none';
  for (const each of document.querySelectorAll('.camera-tools, .above, .toasts')) each.style.display = 'none';
}"""
# How much of one picture is nowhere near in the other: edges may fall half a pixel beside each other
DIFFERENCE = """async ([one, other]) => {
  const read = async (base64) => {
    const image = new Image();
    image.src = `data:image/png;base64,${base64}`;
    await image.decode();
    const canvas = new OffscreenCanvas(image.width, image.height).getContext('2d');
    canvas.drawImage(image, 0, 0);
    return canvas.getImageData(0, 0, image.width, image.height);
  };
  const [a, b] = [await read(one), await read(other)];
  if (a.width !== b.width || a.height !== b.height) return 1;
  const far = (i, j) => Math.max(...[0, 1, 2].map((c) => Math.abs(a.data[i + c] - b.data[j + c]))) > 48;
  const around = [0, 1, -1].flatMap((x) => [0, 1, -1].map((y) => 4 * (x + y * a.width)));
  let differ = 0;
  for (let at = 0; at < a.data.length; at += 4)
    differ += Number(around.every((step) => !(at + step in b.data) || far(at, at + step)));
  return differ / (a.data.length / 4);
}"""
# Where the drawing's origin is on the screen, and how large
STANDS = """() => {
  const { a, e, f } = new DOMMatrix(getComputedStyle(document.querySelector('.canvas .world')).transform);
  const { left, top } = document.querySelector('.canvas').getBoundingClientRect();
  return [a, left + e, top + f];
}"""


def menu(page: Page) -> None:
    """Of what makes pictures."""
    page.get_by_role("button", name="More", exact=True).click()
    page.get_by_role("menuitem", name="Export and print").click()


def choose(page: Page, command: str) -> None:
    menu(page)
    page.get_by_role("menuitem", name=command).click()


def exported(page: Page, command: str = "Export as SVG") -> Download:
    with page.expect_download() as download:
        choose(page, command)
    page.mouse.move(2, 2)
    return download.value


def text_of(download: Download) -> str:
    return Path(download.path()).read_text()


def look(page: Page, theme: str) -> None:
    page.get_by_role("button", name="Appearance").click()
    page.get_by_role("radio", name=theme).click()
    page.keyboard.press("Escape")
    page.mouse.move(2, 2)
