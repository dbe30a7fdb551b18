/**
 * What a tool has found so far, in a sentence, as measured values, and at which objects. Pure.
 *
 * @import { Design } from '../../types.js'
 * @import { Tag } from '../../canvas/tags.js'
 *
 * @typedef {import('../../console/line.js').Said} Said
 * @typedef {{value: number | null, label: string}} Bar  null: there was no answer
 *
 * @typedef {Object} Result
 * @property {string} sentence
 * @property {Bar[]} bars
 * @property {string} unit  of the bars
 * @property {string[]} keys  of the objects that it went through
 * @property {Map<string, Tag>} tags
 */
import { keyOf } from '../../design/objects.js';

/** @typedef {{tool: string, sandbox: string, target: string}} Request */

/** @type {Record<string, string>} */
export const TITLES = {
  ping: 'Ping',
  traceroute: 'Traceroute',
  mtu: 'MTU probe',
  iperf3: 'Throughput',
  dns: 'DNS',
  http: 'HTTP get',
};

/** @param {Request} request @param {Said[]} said @param {Design} design @returns {Result} */
export function resultOf(request, said, design) {
  const at = owners(design);
  const ends = [request.sandbox, at.get(request.target) ?? request.target].filter((name) => at.has(name));
  const { sentence, bars = [], unit = '', places = ends, tags = [] } = READ[request.tool](request, said, at);
  return {
    ...{ sentence, bars, unit },
    keys: [...new Set(places)].map((name) => keyOf('sandbox', name)),
    tags: new Map(tags.map(([name, tag]) => [keyOf('sandbox', name), tag])),
  };
}

/** Sandboxes by their names and by their addresses. @param {Design} design */
export function owners({ sandboxes, endpoints }) {
  /** @type {Map<string, string>} */
  const found = new Map(sandboxes.map(({ name }) => [name, name]));
  for (const { sandbox, addresses } of endpoints)
    for (const each of addresses ?? []) found.set(each.split('/')[0], sandbox);
  return found;
}

/** @param {Said[]} said @param {string} type */
const all = (said, type) => said.filter((each) => each.type === type);
/** @param {Said[]} said @param {string} type */
const last = (said, type) => said.findLast((each) => each.type === type);
/** @param {number} ms */
export const inMs = (ms) => `${ms >= 10 ? ms.toFixed(0) : ms.toPrecision(2)} ms`;
/** @param {number} mbits */
export const inBits = (mbits) => (mbits >= 1000 ? `${(mbits / 1000).toFixed(1)} Gbit/s` : `${mbits.toFixed(1)} Mbit/s`);

/** @typedef {Partial<Omit<Result, 'tags' | 'keys'>> & {sentence: string, places?: string[], tags?: [string, Tag][]}} Found */

/** @type {Record<string, (request: Request, said: Said[], at: Map<string, string>) => Found>} */
const READ = { ping, traceroute, mtu, iperf3, dns, http };

/** @param {Request} request @param {Said[]} said @param {Map<string, string>} at @returns {Found} */
function ping({ sandbox, target }, said, at) {
  const answers = said.filter(({ type }) => type === 'reply' || type === 'lost');
  const replies = all(answers, 'reply');
  const [counted, times] = [last(said, 'packets'), last(said, 'times')];
  const sent = counted?.sent ?? answers.length;
  const refusal = last(said, 'lost')?.reason ?? 'no answer';
  const mean = times?.mean ?? (replies.length ? sum(replies.map(({ ms }) => ms)) / replies.length : null);
  const loss = sent ? Math.round((100 * (sent - replies.length)) / sent) : 0;
  const sentence = !sent
    ? `${target} is being asked…`
    : mean === null
      ? `${target} does not answer ${sandbox}: ${refusal}`
      : `${target} answers ${sandbox} after ${inMs(mean)}, ${loss} % lost`;
  const word = mean === null ? '✕ no answer' : loss ? `${inMs(mean)}, ${loss} % lost` : inMs(mean);
  const end = at.get(target);
  return {
    sentence,
    unit: 'ms',
    bars: answers.map(({ number, ms }) => ({ value: ms ?? null, label: `answer ${number}` })),
    tags: sent && end ? [[end, { text: word, tone: mean === null || loss ? 'bad' : 'good' }]] : [],
  };
}

/** @param {Request} request @param {Said[]} said @param {Map<string, string>} at @returns {Found} */
function traceroute({ sandbox, target }, said, at) {
  const hops = all(said, 'hop');
  const address = last(said, 'started')?.address ?? target;
  const known = hops.flatMap(({ number, address, ms }) => {
    const name = at.get(address);
    return name ? [{ name, text: `${number}: ${inMs(ms)}` }] : [];
  });
  const arrived = hops.some((each) => each.address === address);
  const ended = last(said, 'ended');
  const way = `${hops.length} hop${hops.length === 1 ? '' : 's'}`;
  const seen = known.at(-1)?.name;
  const sentence = arrived
    ? `${target} is ${way} from ${sandbox}`
    : ended
      ? `${target} is not arrived at from ${sandbox}; ${seen ? `the last to answer was ${seen}` : 'nobody answered'}`
      : `on the way to ${target}: ${way} so far`;
  return {
    sentence,
    places: [sandbox, ...known.map(({ name }) => name)],
    tags: known.map(({ name, text }) => [name, { text, tone: 'good' }]),
  };
}

/** @param {Request} request @param {Said[]} said @param {Map<string, string>} at @returns {Found} */
function mtu({ sandbox, target }, said, at) {
  const found = last(said, 'mtu')?.bytes;
  const end = at.get(target);
  const bytes = `${found} bytes`;
  return {
    sentence: found ? `Packets of up to ${bytes} go from ${sandbox} to ${target} whole` : `${target} is being asked…`,
    tags: found && end ? [[end, { text: `MTU ${found}`, tone: 'good' }]] : [],
  };
}

/** @param {Request} request @param {Said[]} said @param {Map<string, string>} at @returns {Found} */
function iperf3({ sandbox, target }, said, at) {
  const rates = all(said, 'rate');
  const seconds = rates.filter(({ counted }) => !counted);
  const whole = rates.find(({ counted }) => counted === 'receiver')?.mbits;
  const now = whole ?? seconds.at(-1)?.mbits;
  const end = at.get(target);
  const rate = now === undefined ? '' : inBits(now);
  return {
    sentence: rate ? `${sandbox} sends ${target} ${rate}${whole ? ' over 10 s' : ''}` : `${target} is getting ready…`,
    unit: 'Mbit/s',
    bars: seconds.map(({ second, mbits }) => ({ value: mbits, label: `second ${second}` })),
    tags: rate && end ? [[end, { text: rate, tone: 'good' }]] : [],
  };
}

/**
 * What is answered stands at the sandboxes that have the addresses, or, if none has, at the one that asked.
 * @param {Request} request @param {Said[]} said @param {Map<string, string>} at @returns {Found}
 */
function dns({ sandbox, target }, said, at) {
  const records = all(said, 'record');
  if (records.length) {
    const known = [...new Set(records.flatMap(({ value }) => at.get(value) ?? []))];
    const tags = known.map((name) => tagged(name, records.filter(({ value }) => at.get(value) === name)));
    return {
      sentence: `${target} is ${records.map(inWords).join(', ')}`,
      places: [sandbox, ...known],
      tags: tags.length ? tags : [tagged(sandbox, records)],
    };
  }
  if (!last(said, 'ended')) return { sentence: `${target} is being looked up…` };
  const sentence = `${sandbox} finds nothing under ${target}`;
  return { sentence, tags: [[sandbox, { text: '✕ nothing found', tone: 'bad' }]] };
}

/** @param {Said} record */
const inWords = ({ kind, value }) => `${kind} ${value}`;
/**
 * Of several records the first, for which a canvas has room.
 * @param {string} name @param {Said[]} records @returns {[string, Tag]}
 */
const tagged = (name, [first, ...more]) => [
  name,
  { text: inWords(first).slice(0, 40) + (more.length ? ` and ${more.length} more` : ''), tone: 'good' },
];

/** @param {Request} request @param {Said[]} said @param {Map<string, string>} at @returns {Found} */
function http({ sandbox, target }, said, at) {
  const code = last(said, 'status')?.code;
  const failure = all(said, 'line').find(({ text }) => text.startsWith('curl:'))?.text;
  const end = at.get(target);
  const sentence = code
    ? `${target} answers ${sandbox} with status ${code}`
    : failure
      ? `${target} gives ${sandbox} no page: ${failure.replace(/^curl: \(\d+\) /, '')}`
      : `${target} is being asked…`;
  const tone = code && code < 400 ? 'good' : 'bad';
  const word = code ? `status ${code}` : '✕ no page';
  return { sentence, tags: (code || failure) && end ? [[end, { text: word, tone }]] : [] };
}

/** @param {number[]} values */
const sum = (values) => values.reduce((a, b) => a + b, 0);
