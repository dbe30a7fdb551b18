/** Keeps the administrator's overview fresh while it is seen. */

const PERIOD = 5000;

async function refresh() {
  const answer = await fetch(location.href, { cache: 'no-cache' });
  if (!answer.ok || answer.redirected) return location.reload(); // signed out elsewhere
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const [old, fresh] = [document, page].map((each) => each.querySelector('[data-overview]'));
  if (old && fresh && !old.contains(document.activeElement)) old.replaceChildren(...fresh.childNodes);
}

async function keepFresh() {
  try {
    if (document.visibilityState === 'visible') await refresh();
  } catch (error) {
    if (!(error instanceof TypeError)) throw error; // the server is away for a moment; the next one asks again
  }
  setTimeout(keepFresh, PERIOD);
}

setTimeout(keepFresh, PERIOD);
