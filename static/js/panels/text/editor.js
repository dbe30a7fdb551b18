/**
 * The text field: CodeMirror with YAML, completion and marks at lines with problems. Large, so it is loaded when the
 * panel is first opened.
 *
 * @import { CompletionContext, CompletionResult } from '@codemirror/autocomplete'
 * @import { Problem } from '../../types.js'
 * @import { Choice } from './completion.js'
 *
 * @typedef {Problem & {line: number}} PlacedProblem
 *
 * @typedef {Object} Uses
 * @property {(text: string, offset: number) => {begun: string, choices: Choice[]}} complete
 * @property {(text: string) => void} changed  by the person
 * @property {() => void} apply
 */
import { autocompletion } from '@codemirror/autocomplete';
import { yamlLanguage } from '@codemirror/lang-yaml';
import { HighlightStyle, foldService, syntaxHighlighting } from '@codemirror/language';
import { lintGutter, setDiagnostics } from '@codemirror/lint';
import { Annotation, Compartment, EditorState } from '@codemirror/state';
import { EditorView, keymap } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { basicSetup } from 'codemirror';
import { below, inSight } from './reading.js';

const told = Annotation.define();

/** By our own colours, which follow the appearance. */
const COLOURS = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: 'var(--accent)' },
  { tag: [tags.string, tags.content], color: 'var(--ink)' },
  { tag: tags.comment, color: 'var(--ink-faint)', fontStyle: 'italic' },
  { tag: [tags.punctuation, tags.separator, tags.bracket], color: 'var(--ink-soft)' },
]);

/** Styles that code makes carry the page's nonce, else its policy forbids them. */
const nonce = () => /** @type {HTMLScriptElement | null} */ (document.querySelector('script[nonce]'))?.nonce ?? '';

export class Editor {
  /** @param {HTMLElement} parent @param {Uses} uses */
  constructor(parent, uses) {
    this.access = new Compartment();
    const applyKey = { key: 'Mod-s', run: () => (uses.apply(), true), preventDefault: true };
    this.view = new EditorView({
      parent,
      state: EditorState.create({
        extensions: [
          EditorView.cspNonce.of(nonce()),
          keymap.of([applyKey, { ...applyKey, key: 'Mod-Enter' }]),
          basicSetup,
          EditorView.domEventHandlers({ beforeinput: writeOver }),
          yamlLanguage.configure({ wrap: inSight }),
          foldService.of(below),
          syntaxHighlighting(COLOURS),
          lintGutter(),
          autocompletion({ override: [(context) => completed(uses, context)] }),
          EditorView.contentAttributes.of({ 'aria-label': 'The design as YAML', tabindex: '0' }),
          EditorView.updateListener.of((update) => {
            if (update.docChanged && !update.transactions.some((each) => each.annotation(told)))
              uses.changed(this.text);
          }),
          this.access.of([]),
        ],
      }),
    });
  }

  get text() {
    return this.view.state.doc.toString();
  }

  /** Shows another text: only what differs is changed, so that cursor and scroll stay. @param {string} text */
  set(text) {
    const before = this.text;
    let from = 0;
    while (from < before.length && from < text.length && before[from] === text[from]) from++;
    let rest = 0;
    const most = Math.min(before.length, text.length) - from;
    while (rest < most && before.at(-1 - rest) === text.at(-1 - rest)) rest++;
    const changes = { from, to: before.length - rest, insert: text.slice(from, text.length - rest) };
    this.view.dispatch({ changes, annotations: told.of(true) });
  }

  /** Said with every key, and for the editor as much work as a new beginning. @param {boolean} may */
  allow(may) {
    if (this.view.state.readOnly === !may) return;
    const state = may ? [] : [EditorState.readOnly.of(true), EditorView.editable.of(false)];
    this.view.dispatch({ effects: this.access.reconfigure(state) });
  }

  /** @param {PlacedProblem[]} problems */
  mark(problems) {
    const { doc } = this.view.state;
    const marks = problems.map((each) => {
      const { from, to, text } = doc.line(Math.min(Math.max(1, each.line), doc.lines));
      const severity = /** @type {'warning' | 'error'} */ (each.severity === 'warning' ? 'warning' : 'error');
      return { from: from + text.length - text.trimStart().length, to, severity, message: said(each) };
    });
    this.view.dispatch(setDiagnostics(this.view.state, marks));
  }

  /** @param {number} line  counted from 1 */
  goTo(line) {
    const at = this.view.state.doc.line(Math.min(Math.max(1, line), this.view.state.doc.lines)).from;
    this.view.dispatch({ selection: { anchor: at }, effects: EditorView.scrollIntoView(at, { y: 'center' }) });
    this.view.focus();
  }

  focus() {
    this.view.focus();
  }
}

/**
 * Writes over what is chosen without the browser: that would keep its look by an inline style, which the page's policy
 * forbids and complains of.
 * @param {InputEvent} event
 * @param {EditorView} view
 */
function writeOver(event, view) {
  const { data, inputType } = event;
  if (inputType !== 'insertText' || !data || view.state.selection.main.empty || /^[[{"'(]$/.test(data)) return false;
  view.dispatch(view.state.replaceSelection(data), { userEvent: 'input.type', scrollIntoView: true });
  event.preventDefault();
  return true;
}

/** @param {Problem} problem */
const said = ({ kind, name, field, reason, remedy }) => `${kind} ${name} ${field}: ${reason}; ${remedy}`;

/** @param {Uses} uses @param {CompletionContext} context @returns {CompletionResult | null} */
function completed(uses, context) {
  const { begun, choices } = uses.complete(context.state.doc.toString(), context.pos);
  if (!choices.length || (!begun && !context.explicit)) return null;
  return { from: context.pos - begun.length, options: choices, validFor: /^[\w-]*$/ };
}
