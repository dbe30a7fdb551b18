/**
 * Draws a scene: one group an object, made again only when what it shows has changed, and only what is in
 * sight
 * when there is much.
 *
 * @import { Network, Sandbox } from '../types.js'
 * @import { Face, Faces } from './faces.js'
 * @import { Bounds } from './geometry.js'
 * @import { Box, End, Link, Scene } from './scene.js'
 * @import { Plug } from './plugs.js'
 * @import { Shape } from '../figures/shapes.js'
 *
 * @typedef {{group: SVGGElement, signature: string, place: string}} Drawn
 * @typedef {Object} Eye  what a view is drawn for: the camera, or a picture's
 * @property {boolean} isMoving
 * @property {{k: number}} transform
 * @property {(share?: number) => Bounds} sight
 * @property {(listener: () => void) => () => unknown} subscribe
 */
import { find } from '../design/objects.js';
import { isTroubled } from '../design/states.js';
import { arrange, svg } from '../dom.js';
import { drawn } from '../figures/drawing.js';
import { bar, card, noteBounds } from './boxes.js';
import { FAR } from './camera.js';
import { Labelling } from './labelling.js';
import { NOTHING } from './scene.js';
import { within } from './sight.js';
import { endSign, signBounds } from './signs.js';
import { showTurn } from './turns.js';
import { socket, wire } from './wires.js';

/** Below this, all of it may stand in the document; above, only what is near, and far off none of it. */
const FEW = 400;
const AHEAD = 0.3;

export class View {
  /**
   * @param {SVGElement} layer
   * @param {Eye} camera
   * @param {(key: string) => boolean} isChosen
   */
  constructor(layer, camera, isChosen) {
    this.camera = camera;
    this.isChosen = isChosen;
    this.areas = svg('g', { class: 'areas' });
    this.links = svg('g', { class: 'links' });
    this.boxes = svg('g', { class: 'boxes' });
    this.figures = svg('g', { class: 'figures' });
    this.overlay = svg('g', { class: 'overlay', 'aria-hidden': 'true' });
    layer.replaceChildren(this.areas, this.links, this.boxes, this.figures, this.overlay);
    /** @type {Map<string, Drawn>} */
    this.drawn = new Map();
    this.scene = NOTHING;
    this.wasFar = false;
    /** @type {Faces | null} */
    this.faces = null;
    this.labelling = new Labelling();
    /** Nothing is being dragged. */
    this.settled = true;
    /** Whether what is drawn has its texts. */
    this.labelled = false;
    /** @type {Bounds | null} */
    this.covered = null;
  }

  connect() {
    this.stop = this.camera.subscribe(() => this.looked());
  }

  disconnect() {
    this.stop?.();
  }

  /**
   * @param {Scene} scene
   * @param {Faces} faces
   * @param {(key: string) => boolean} kept  in the document even out of sight
   * @param {boolean} settled  nothing is being dragged
   */
  draw(scene, faces, kept, settled) {
    this.settled = settled;
    this.scene = scene;
    this.faces = faces;
    this.kept = kept;
    this.refresh();
  }

  /** Whether there is too much in sight for an element each. On the way nearer it stays so until the camera rests:
   * hundreds of elements made in the middle of a movement would make it stumble. */
  get isFar() {
    const { isMoving, transform } = this.camera;
    const least = this.wasFar && isMoving ? 2 * FAR : FAR;
    return this.scene.boxes.size + this.scene.links.size > FEW && transform.k < least;
  }

  /** The camera moved: draw more only when it comes to the edge of what is drawn. */
  looked() {
    if (!this.faces) return;
    this.settled = false;
    if (this.isNear && !this.labelled) this.refresh();
    else if (this.wasFar !== this.isFar || this.atEdge) this.update(() => false);
  }

  /** Whether the camera sees what is not drawn, or far too much is. */
  get atEdge() {
    if (!this.covered) return false;
    const sight = this.camera.sight();
    const { left, top, right, bottom } = this.covered;
    const within = sight.left >= left && sight.right <= right && sight.top >= top && sight.bottom <= bottom;
    return !within || right - left > 4 * (sight.right - sight.left);
  }

  /** What is to be in the document. @returns {(key: string) => boolean} */
  wanted() {
    const { boxes, links } = this.scene;
    this.covered = null;
    if (boxes.size + links.size <= FEW) return () => true;
    if (this.isFar) return (key) => Boolean(this.kept?.(key));
    this.covered = this.camera.sight(AHEAD);
    const near = within(this.scene, this.covered);
    return (key) => near.has(key) || Boolean(this.kept?.(key));
  }

  /** Draws anew what has changed. */
  refresh() {
    this.update(() => true);
  }

  /** @param {(key: string) => boolean} stale  of what is in the document, what may show something else by now */
  update(stale) {
    if (!this.faces) return;
    this.wasFar = this.isFar;
    const wanted = this.wanted();
    const { boxes, links, ends, figures } = this.scene;
    this.label([...links.values()].filter(({ key }) => wanted(key)));
    const before = new Set(this.drawn.keys());
    /** @param {string} key @param {string} of */
    const due = (key, of = key) => wanted(of) && (!before.delete(key) || stale(key));
    for (const link of links.values()) if (due(link.key)) this.drawLink(link);
    for (const end of ends.values()) if (due(end.key, end.link.key)) this.drawEnd(end);
    for (const box of boxes.values()) if (due(box.key)) this.drawBox(box);
    for (const figure of figures.values()) if (due(figure.key)) this.drawFigure(figure);
    for (const key of before) this.forget(key);
    this.layAreas();
  }

  /** Whether texts are read. */
  get isNear() {
    return this.camera.transform.k >= FAR;
  }

  /** Where the texts of what is drawn stand. @param {Link[]} links */
  label(links) {
    this.labelled = this.isNear;
    if (this.isNear) this.labelling.place([...this.scene.boxes.values()], links, this.written, this.settled);
  }

  /** What else is written: why boxes are in trouble, and how objects differ. @returns {Bounds[]} */
  get written() {
    const { model, marking } = /** @type {Faces} */ (this.faces);
    const { boxes } = this.scene;
    const troubled = [...boxes.values()].filter(({ kind, name }) => isTroubled(model.stateOf(kind, name).state));
    const notes = troubled.flatMap((box) => noteBounds(box, this.faceOf(box.key)) ?? []);
    return [...notes, ...signBounds(this.scene, marking)];
  }

  /** @param {string} key */
  forget(key) {
    this.drawn.get(key)?.group.remove();
    this.drawn.delete(key);
  }

  /** @param {string} key */
  faceOf(key) {
    return /** @type {Faces} */ (this.faces).of(key);
  }

  /** @param {Link} link */
  drawLink(link) {
    const face = this.faceOf(link.key);
    const signature = JSON.stringify([said(face), link.hue, link.curve, link.plugs.map(seen)]);
    return this.put(link.key, this.links, face, signature, '', `link ${link.kind}`, () => wire(link, face));
  }

  /** @param {End} end */
  drawEnd(end) {
    const { key, link, plug } = end;
    const face = this.faceOf(key);
    const signature = JSON.stringify([said(face), link.hue, plug.point, seen(plug), face.mark && link.curve]);
    return this.put(key, this.links, face, signature, '', 'end', () => [
      ...socket(plug, link.hue),
      ...endSign(end, face),
    ]);
  }

  /** @param {Box} box */
  drawBox(box) {
    const face = this.faceOf(box.key);
    const object = find(/** @type {Faces} */ (this.faces).design, box.kind, box.name);
    const signature = JSON.stringify([
      said(face),
      object,
      box.rect.w,
      box.rect.h,
      box.plugs.map((each) => each.side),
    ]);
    const place = `translate(${box.rect.x} ${box.rect.y})`;
    return this.put(box.key, this.boxes, face, signature, place, `box ${box.kind}`, () =>
      box.kind === 'sandbox'
        ? card(box, /** @type {Sandbox} */ (object), face)
        : bar(box, /** @type {Network} */ (object), face),
    );
  }

  /** @param {Shape} shape */
  drawFigure(shape) {
    const { key, kind, figure, bounds } = shape;
    const face = this.faceOf(key);
    const { left, top, right, bottom } = bounds;
    const { at: _at, points, ...seen } = /** @type {any} */ (figure);
    const bent = points?.map((/** @type {number} */ each, /** @type {number} */ i) => each - (i % 2 ? top : left));
    const signature = JSON.stringify([said(face), seen, bent, right - left, bottom - top]);
    const parent = kind === 'area' ? this.areas : this.figures;
    return this.put(key, parent, face, signature, `translate(${left} ${top})`, `figure-object figure-${kind}`, () => drawn(shape));
  }

  /** Small areas on large ones, however they have come. */
  layAreas() {
    const groups = [...this.scene.figures.values()].filter(({ kind }) => kind === 'area');
    arrange(this.areas, groups.flatMap(({ key }) => this.groupOf(key) ?? []));
  }

  /**
   * @param {string} key
   * @param {SVGGElement} parent
   * @param {Face} face
   * @param {string} signature  of everything that it shows but its place
   * @param {string} place
   * @param {string} kind
   * @param {() => (Node | string)[]} content
   */
  put(key, parent, face, signature, place, kind, content) {
    const drawn = this.drawn.get(key) ?? this.begin(key, parent, face, kind);
    if (drawn.place !== place) drawn.group.setAttribute('transform', place);
    drawn.place = place;
    drawn.group.classList.toggle('pending', face.pending);
    if (drawn.signature === signature) return drawn;
    drawn.signature = signature;
    const { group } = drawn;
    const before = group.dataset.state;
    group.dataset.state = face.state;
    group.dataset.mark = face.mark;
    group.toggleAttribute('data-quiet', face.written === '');
    group.setAttribute('aria-label', face.label);
    group.replaceChildren(...content().flatMap((each) => [each, ' ']));
    if (before && before !== face.state) showTurn(group, face.state);
    return drawn;
  }

  /**
   * @param {string} key
   * @param {SVGGElement} parent
   * @param {Face} face
   * @param {string} kind
   * @returns {Drawn}
   */
  begin(key, parent, face, kind) {
    const group = svg('g', {
      class: `object ${kind}`,
      role: 'button',
      tabindex: '-1',
      'aria-pressed': String(this.isChosen(key)),
      'data-key': key,
      'data-kind': face.kind,
      'data-name': face.name,
    });
    parent.append(group);
    const drawn = { group, signature: '', place: '' };
    this.drawn.set(key, drawn);
    return drawn;
  }

  /** @param {string} key @returns {SVGGElement | undefined} */
  groupOf(key) {
    return this.drawn.get(key)?.group;
  }
}

/** What of a face is drawn; that it is pending is only a class. @param {Face} face */
const said = ({ state, reason, trouble, mark, written, label }) => [state, reason, trouble, mark, written, label];

/** What of a plug is seen. @param {Plug} plug */
const seen = ({ side, pulled, label }) => [side, pulled, label?.anchor, label?.texts];
