/**
 * One service of a sandbox as a card, with its name, state and command, and the rest folded away.
 *
 * @typedef {{path: string, text: string}} ServiceFile
 * @typedef {{name: string, command: string[], environment?: Record<string, string>, files?: ServiceFile[],
 *   restart?: string, log?: number}} Service
 */
import { html, icon } from '../dom.js';
import { Condition } from './condition.js';
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
 * @param {Service} service
 * @param {boolean} disabled
 * @param {() => void} send
 * @param {() => void} remove
 * @param {boolean} open
 * @returns {{element: HTMLElement, read: () => Service, condition: Condition}}
 */
export function card(service, disabled, send, remove, open) {
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
  return { element, read, condition };
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
