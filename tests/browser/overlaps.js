// How many texts beside cables are seen, and which of them stand on another or on a box.
() => {
  const LEADING = 1; // pixels of a line's box that hold no ink
  const seen = (element) => element.getClientRects().length > 0 && element.textContent.trim() !== '';
  const placed = (selector) =>
    [...document.querySelectorAll(selector)].filter(seen).map((element) => {
      const { left, right, top, bottom } = element.getBoundingClientRect();
      return { text: element.textContent, left, right, top: top + LEADING, bottom: bottom - LEADING };
    });
  const texts = placed('.world :is(.interface, .address, .note)');
  const boxes = [...document.querySelectorAll('.world .box .body')].map((body) => ({
    text: body.closest('.object').dataset.name,
    ...body.getBoundingClientRect().toJSON(),
  }));
  const on = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  return [
    texts.length,
    texts.flatMap((a, i) =>
      [...texts.slice(i + 1), ...boxes].filter((b) => on(a, b)).map((b) => `${a.text} on ${b.text}`),
    ),
  ];
}
