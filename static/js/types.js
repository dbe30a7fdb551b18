/**
 * The shapes of docs/protocol.md, in JSDoc. Types only; nothing runs here.
 *
 * @typedef {'network' | 'sandbox' | 'endpoint' | 'patch'} BuiltKind  what deploying makes real
 * @typedef {'area' | 'note' | 'mark'} FigureKind  what is only drawn
 * @typedef {BuiltKind | FigureKind | 'scenario'} Kind
 * @typedef {'designed' | 'applying' | 'in_sync' | 'drifted' | 'degraded' | 'failed' | 'lost'} State
 * @typedef {[number, number]} Position
 *
 * @typedef {{stp?: boolean, forward_delay?: number, mtu?: number, parent?: string | null}} NetworkOptions
 * @typedef {{name: string, driver?: string, subnets?: string[] | null, gateway?: string[] | null,
 *   options?: NetworkOptions, icon?: string | null}} Network
 * @typedef {{to: string, via: string}} Route
 * @typedef {{name: string, command: string[]}} Service
 * @typedef {{name: string, forwarding?: boolean, routes?: Route[], services?: Service[],
 *   paused?: boolean, icon?: string | null}} Sandbox
 * @typedef {{up: string, down: string}} Flap
 * @typedef {{sandbox: string, network: string, interface?: string | null, addresses?: string[] | null,
 *   mac?: string | null, mtu?: number | null, up?: boolean, gateway_priority?: number,
 *   flap?: Flap | null, rate?: string | null, delay?: string | null, jitter?: string | null,
 *   loss?: string | null}} Endpoint
 * @typedef {{name: string, networks: [string, string], up?: boolean, flap?: Flap | null,
 *   rate?: string | null, delay?: string | null, jitter?: string | null, loss?: string | null}} Patch
 * @typedef {{name: string, title?: string, colour?: string, at: Position, size: [number, number]}} Area
 * @typedef {{name: string, text: string, colour?: string, at: Position, width?: number}} Note
 * @typedef {{name: string, colour?: string, points: number[]}} Mark  x and y of each point in turn
 * @typedef {Area | Note | Mark} Figure
 * @typedef {'cut' | 'restore' | 'flap' | 'delay' | 'loss' | 'pause' | 'resume'} Deed
 * @typedef {{at: number, do: Deed, object: string, value?: string | null}} Step  `at` in seconds
 * @typedef {{name: string, steps: Step[]}} Scenario
 * @typedef {{scenario: string, author: string, steps: Step[], began: number, length: number,
 *   elapsed: number}} Playing
 * @typedef {{name: string, networks: Network[], sandboxes: Sandbox[], endpoints: Endpoint[],
 *   patches: Patch[], layout: Record<string, Position>, areas: Area[], notes: Note[], marks: Mark[],
 *   scenarios: Scenario[]}} Design
 *
 * @typedef {Network | Sandbox | Endpoint | Patch | Figure | Scenario} DesignObject
 * @typedef {Record<string, unknown>} Fields
 *
 * @typedef {{op: 'add', kind: Kind, value: Fields}} Add
 * @typedef {{op: 'set', kind: Kind, name: string, fields: Fields}} SetFields
 * @typedef {{op: 'rename', kind: Kind, name: string, to: string}} Rename
 * @typedef {{op: 'remove', kind: Kind, name: string}} Remove
 * @typedef {{op: 'place', positions: Record<string, Position | null>}} Place
 * @typedef {Add | SetFields | Rename | Remove | Place} Operation
 * @typedef {(design: Design) => Operation[]} Intent  what somebody wants, said anew of each design
 *
 * @typedef {{kind: string, name: string, before: Fields | null, after: Fields | null}} Difference
 * @typedef {{kind: string, name: string, field: string, reason: string, remedy: string,
 *   severity?: 'error' | 'warning', fix?: Fix | null, also?: string[]}} Problem
 * @typedef {{title: string, operations: Operation[]}} Fix  what mends a problem for certain
 * @typedef {BuiltKind | 'service'} StatedKind  what has a state; a service is called `sandbox.service`
 * @typedef {{kind: StatedKind, name: string, state: State, reason: string}} ObjectState
 * @typedef {[string, string]} Fact  what it is about, and what was seen: `port state`, `forwarding`
 * @typedef {{kind: Kind, name: string, facts: Fact[]}} ObjectFacts
 * @typedef {'owner' | 'editor' | 'viewer'} Role
 * @typedef {{name: string, revision: number, effective_revision: number, observed_revision: number | null, role: Role,
 *   deployed: boolean, auto_deploy: boolean, drift: 'repair' | 'show', adoptable: boolean,
 *   playing: Playing | null}} Topology
 * @typedef {{alive: boolean, mode: string, beat: string | null, features: string[]}} Engine
 *
 * @typedef {'create' | 'change' | 'remove'} Does  what deploying would do to an object
 * @typedef {{kind: BuiltKind, name: string, effect: Does}} Waiting  an object whose edit is not deployed yet
 * @typedef {{kind: StatedKind | 'topology', name: string, effect: Does, sentences: string[], more: number}} Effect
 * @typedef {{revision: number, actions: number, objects: Effect[], script: string | null, problems: Problem[],
 *   unseen: string, deployed: Design | null}} Plan  as docs/api.md has it
 *
 * @typedef {{type: string, [field: string]: any}} Message
 */
export {};
