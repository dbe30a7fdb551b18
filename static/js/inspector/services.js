/**
 * The services of a sandbox: a card each, with its name, state and command, and the rest folded away.
 *
 * @import { Field } from './fields/fields.js'
 * @import { Model } from '../live/model.js'
 * @import { Shown } from './controls.js'
 *
 * @typedef {{path: string, text: string}} ServiceFile
 * @typedef {{name: string, command: string[], environment?: Record<string, string>, files?: ServiceFile[],
 *   restart?: string, log?: number}} Service
 */
import { serviceName } from '../design/objects.js';
import { WORD } from '../design/states.js';
import { html, icon, show } from '../dom.js';
import { joinWords, splitWords } from './words.js';

const RESTARTS = ['on-failure', 'always', 'no'];

/** @param {string} label @param {HTMLElement} input @param {string} [help] */
const labelled = (label, input, help) =>
  html(
    'label',
    { class: 'field' },
    html('span', { class: 'label' }, label),
    input,
    help && html('span', { class: 'hint' }, help),
  );

/** @param {Record<string, string>} environment */
const lines = (environment) =>
  Object.entries(environment)
    .map(([name, value]) => `${name}=${value}`)
    .join('\n');

/** @param {string} text @returns {Record<string, string>} */
export const parsed = (text) =>
  Object.fromEntries(
    text
      .split('\n')
      .filter((line) => line.trim())
      .map((line) => {
        const at = line.indexOf('=');
        return at < 0 ? [line.trim(), ''] : [line.slice(0, at).trim(), line.slice(at + 1)];
      }),
  );

/**
 * @param {Field} field
 * @param {string} id
 * @param {boolean} disabled
 * @param {(value: unknown) => void} changed
 * @returns {Shown}
 */
export function servicesControl({ label }, id, disabled, changed) {
  const cards = html('div', { class: 'services', id, role: 'group', 'aria-label': label, tabindex: '-1' });
  const empty = html('p', { class: 'hint' }, 'none');
  /** @type {(() => Service)[]} */
  let readers = [];
  /** @type {((model: Model, sandbox: string) => void)[]} */
  let tellers = [];
  let stored = '';

  const send = () => {
    const services = readers.map((read) => read()).filter(({ name, command }) => name && command.length);
    if (services.length === readers.length && JSON.stringify(services) !== stored) changed(services);
  };
  /** @param {Service[]} services */
  const fill = (services) => {
    const open = [...cards.querySelectorAll('details')].map((each) => each.open);
    const made = services.map((each, i) => card(each, disabled, send, () => drop(i), open[i] ?? false));
    readers = made.map(({ read }) => read);
    tellers = made.map(({ tell }) => tell);
    cards.replaceChildren(...made.map(({ element }) => element));
    empty.hidden = services.length > 0;
  };
  /** @param {number} at */
  const drop = (at) => {
    const rest = readers.filter((_, i) => i !== at).map((read) => read());
    fill(rest);
    changed(rest.filter(({ name }) => name));
  };
  const add = html(
    'button',
    {
      class: 'button button-quiet',
      type: 'button',
      onclick: () => {
        fill([...readers.map((read) => read()), { name: '', command: [] }]);
        cards.lastElementChild?.querySelector('input')?.focus();
      },
    },
    icon('plus'),
    'Add',
  );
  return {
    element: html(
      'div',
      { class: 'list' },
      cards,
      empty,
      !disabled && html('div', { class: 'row-actions' }, add),
    ),
    input: cards,
    update: (value) => {
      const services = /** @type {Service[]} */ (value ?? []);
      const now = JSON.stringify(services);
      const unfinished = readers.length > services.length && cards.contains(document.activeElement);
      if (now === stored && (unfinished || readers.length === services.length)) return;
      stored = now;
      fill(services);
    },
    tell: (model, sandbox) => {
      for (const tell of tellers) tell(model, sandbox);
    },
  };
}

/**
 * @param {Service} service
 * @param {boolean} disabled
 * @param {() => void} send
 * @param {() => void} remove
 * @param {boolean} open
 * @returns {{element: HTMLElement, read: () => Service, tell: (model: Model, sandbox: string) => void}}
 */
function card(service, disabled, send, remove, open) {
  const common = { disabled, autocomplete: 'off', spellcheck: 'false', onchange: send };
  const name = html('input', { ...common, class: 'input mono', value: service.name, placeholder: 'web' });
  const command = html('input', {
    ...common,
    class: 'input mono',
    value: joinWords(service.command),
    placeholder: 'python3 -m http.server 80',
  });
  name.setAttribute('aria-label', 'Service name');
  command.setAttribute('aria-label', 'Command');
  const restart = html(
    'select',
    { class: 'input', disabled, onchange: send },
    ...RESTARTS.map((each) => html('option', { value: each }, each)),
  );
  restart.value = service.restart ?? RESTARTS[0];
  const log = html('input', {
    ...common,
    class: 'input',
    inputmode: 'numeric',
    value: String(service.log ?? 256),
  });
  const environment = html('textarea', { ...common, class: 'input mono', rows: '2', placeholder: 'NAME=value' });
  environment.value = lines(service.environment ?? {});
  const files = html('div', { class: 'service-files' });
  for (const file of service.files ?? []) files.append(fileFields(file, common));
  const more = html(
    'details',
    { open },
    html('summary', {}, 'Restart, environment, files'),
    labelled('Restart', restart),
    labelled('Log (KiB)', log, 'so much is kept of what it says'),
    labelled('Environment', environment, 'one a line'),
    html('span', { class: 'label' }, 'Files'),
    files,
    !disabled &&
      html(
        'button',
        {
          class: 'button button-quiet',
          type: 'button',
          onclick: () => files.append(fileFields({ path: '', text: '' }, common)),
        },
        icon('plus'),
        'Add a file',
      ),
  );
  const condition = new Condition(service.name);
  const element = html(
    'div',
    { class: 'service' },
    html(
      'div',
      { class: 'row' },
      name,
      !disabled &&
        html(
          'button',
          {
            class: 'button button-quiet button-icon',
            type: 'button',
            'aria-label': `Remove service ${service.name}`,
            onclick: remove,
          },
          icon('x'),
        ),
    ),
    condition.state,
    condition.reason,
    command,
    more,
  );
  const read = () => ({
    name: name.value.trim(),
    command: splitWords(command.value),
    environment: parsed(environment.value),
    files: [...files.children].map(fileOf).filter(({ path }) => path),
    restart: restart.value,
    log: Number(log.value) || 256,
  });
  return { element, read, tell: (model, sandbox) => condition.update(model, sandbox) };
}

/** How a service is, by mark and word, and why. One that has just been added has no name yet, and no state. */
class Condition {
  /** @param {string} service */
  constructor(service) {
    this.service = service;
    this.state = html('span', { class: 'state state-tag' });
    this.reason = html('p', { class: 'inspector-reason' });
    show(this.state, false);
  }

  /** @param {Model} model @param {string} sandbox */
  update(model, sandbox) {
    const { state, reason } = model.stateOf('service', serviceName(sandbox, this.service));
    this.state.textContent = WORD[state];
    this.state.dataset.state = state;
    this.reason.textContent = reason;
    this.reason.dataset.state = state;
    show(this.state, this.service !== '');
  }
}

/** @param {ServiceFile} file @param {Record<string, any>} common */
function fileFields({ path, text }, common) {
  const where = html('input', { ...common, class: 'input mono', value: path, placeholder: '/etc/app.conf' });
  where.setAttribute('aria-label', 'Path; empty: no such file');
  const content = html('textarea', { ...common, class: 'input mono', rows: '4' });
  content.setAttribute('aria-label', 'Content');
  content.value = text;
  return html('div', { class: 'service-file' }, where, content);
}

/** @param {Element} element @returns {ServiceFile} */
function fileOf(element) {
  return {
    path: /** @type {HTMLInputElement} */ (element.querySelector('input')).value.trim(),
    text: /** @type {HTMLTextAreaElement} */ (element.querySelector('textarea')).value,
  };
}
