/**
 * Loads the designer. A network that changes while its modules are on their way makes browsers give them up, for
 * this page for good: then it says so, instead of loading for ever.
 */
import { html, need } from './dom.js';

import('./designer.js').catch((error) => {
  const again = html('button', { type: 'button', class: 'button', onclick: () => location.reload() }, 'Reload');
  need('[data-part="connection"]').replaceChildren();
  need('[data-part="loading"]').replaceChildren('The designer did not arrive whole. ', again);
  throw error;
});
