/**
 * Traffic in the drawer: who talks most, and the course of what is chosen over ten minutes. While it is open, the network
 * is looked at.
 *
 * @import { Desk } from '../../desk.js'
 * @import { Content } from '../../frame/drawer.js'
 * @import { Traffic } from '../../traffic/traffic.js'
 * @import { Course } from '../../traffic/history.js'
 * @import { Design } from '../../types.js'
 * @import { Line } from './chart.js'
 */
import { titleOf } from '../../canvas/faces.js';
import { fromKey, isFigure } from '../../design/objects.js';
import { html } from '../../dom.js';
import { partsOf, talkers, waysOf } from '../../traffic/rates.js';
import { Chart } from './chart.js';
import { Talkers } from './talkers.js';

const MOST = 50;
/** So many lines can be told apart. */
const LINES = 8;

/** @implements {Content} */
export class TrafficPanel {
  /** @param {Desk} desk @param {Traffic} traffic */
  constructor(desk, traffic) {
    this.desk = desk;
    this.traffic = traffic;
    this.talkers = new Talkers((key) => this.choose(key));
    this.chart = new Chart(desk.canvas.paints);
    this.note = html('p', { class: 'panel-empty', role: 'status' });
    this.heading = html('h3');
    this.element = html(
      'div',
      { class: 'traffic-panel' },
      html('div', { class: 'traffic-talkers' }, this.talkers.element, this.note),
      html('div', { class: 'traffic-course' }, this.heading, this.chart.element),
    );
  }

  open() {
    this.chart.open();
    this.stops = [
      this.traffic.look(() => this.update()),
      this.desk.selection.subscribe(() => this.update()),
      this.desk.model.subscribe(() => this.say()),
    ];
    this.update();
  }

  close() {
    this.stops?.forEach((stop) => stop());
    this.chart.close();
  }

  /** @param {string} key */
  choose(key) {
    this.desk.selection.set([key]);
    this.desk.canvas.showAll([key]);
  }

  update() {
    const { desk, traffic } = this;
    this.talkers.fill(talkers(traffic.rates, MOST), desk.model.design, desk.selection.keys);
    this.say();
    this.draw();
  }

  say() {
    const { topology } = this.desk.model;
    const said = !topology.deployed
      ? 'Nothing is deployed: there is no traffic to be seen.'
      : this.traffic.trouble || (this.traffic.rates.size ? '' : 'Nothing moves in the network.');
    if (this.note.textContent !== said) this.note.textContent = said;
    this.note.hidden = !said;
  }

  /** What is chosen; if nothing is, who talks most. */
  get shown() {
    const chosen = [...this.desk.selection.keys].filter((key) => !isFigure(fromKey(key).kind));
    return (chosen.length ? chosen : talkers(this.traffic.rates, 5).map(([key]) => key)).slice(0, LINES);
  }

  draw() {
    const keys = this.shown;
    const { design } = this.desk.model;
    const title = (/** @type {string} */ key) => titleOf(design, fromKey(key).kind, fromKey(key).name);
    this.heading.textContent = keys.length
      ? `Bits a second: ${keys.length === 1 ? title(keys[0]) : 'in and out together'}`
      : 'Bits a second';
    const courses = keys.map((key) => this.traffic.history.of(partsOf(design, fromKey(key).kind, fromKey(key).name)));
    const [one] = courses;
    if (!one) return void this.chart.show(this.traffic.history.of([]).times, []);
    this.chart.show(one.times, courses.length === 1 ? directions(keys[0], one, design) : together(keys, courses));
  }
}

/** Of one object a line for each direction. @param {string} key @param {Course} course @param {Design} design @returns {Line[]} */
function directions(key, { into, out }, design) {
  const [inTitle, outTitle] = waysOf(design, fromKey(key).kind, fromKey(key).name);
  return [
    { title: inTitle, colour: 'var(--flow-in)', values: into },
    { title: outTitle, colour: 'var(--flow-out)', dashed: true, values: out },
  ];
}

/** Of several a line each. @param {string[]} keys @param {Course[]} courses @returns {Line[]} */
const together = (keys, courses) =>
  courses.map(({ into, out }, nth) => ({
    title: fromKey(keys[nth]).name,
    colour: `var(--net-${nth + 1})`,
    dashed: nth % 2 === 1,
    values: into.map((each, at) => each + out[at]),
  }));
