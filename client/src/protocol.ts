// Made from src/warbell/server/protocol.py by `python -m warbell.server.types`; edit that instead.
import type { Direction, Bearing, LinkKind, Nature, State, Side, Gait, Thing, FixtureKind, DoorState, Signal, Reason, SoundKind, EventKind, NO_SIGNAL, NO_EVENT } from './codes';

export const PROTOCOL = 2;
export const MOST_BYTES = 65536;
export const MOST_REPLAY = 4194304;
export const MOST_MARKS = 32;
export const MARK_FADES = 40; // beats

/** A beat of a finished game to go on from. */
export interface From {
  room: string;
  beat: number;
}

/** A seat of an episode. */
export interface SeatInfo {
  name: string;
  title: string;
  letter: string;
}

/** A sheet; its cell (0, 0) is (top, left) of the atlas. */
export interface Sheet {
  name: string;
  title: string;
  storey: number;
  top: number;
  left: number;
  height: number;
  width: number;
  terrain: string[];
  roofed: string[];
}

/** Where a fixture stands. */
export type Fixture = [kind: FixtureKind, y: number, x: number, name: string];
export const FixtureAt = { kind: 0, y: 1, x: 2, name: 3 } as const;

/** A way between two cells; a facade from its base to its top, so many storeys high, a zipline to where it lands. */
export type Link = [kind: LinkKind, y0: number, x0: number, y1: number, x1: number, height: number, beats: number];
export const LinkAt = { kind: 0, y0: 1, x0: 2, y1: 3, x1: 4, height: 5, beats: 6 } as const;

/** Cells in a row of the atlas: bit x of the hexadecimal number is column x. */
export type CellsRow = [y: number, cells: string];
export const CellsRowAt = { y: 0, cells: 1 } as const;

/** A place by the title that everybody calls it by. */
export interface Region {
  title: string;
  cells: CellsRow[];
}

/** An objective, and where it is met; no cells where that may be anywhere. */
export interface Goal {
  text: string;
  place: string;
  cells: CellsRow[];
}

/** The names of the codes, by code. */
export interface Names {
  natures: string[];
  states: string[];
  sides: string[];
  gaits: string[];
  directions: string[];
  bearings: string[];
  sounds: string[];
  signals: string[];
  objects: string[];
  things: string[];
  fixtures: string[];
  doors: string[];
  terrain: string[];
  links: string[];
  events: string[];
  reasons: string[];
  actions: string[];
}

/** Numbers of the rules a player goes by. */
export interface Numbers {
  person_hp: number;
  tremble_from: number;
  drone_light: number;
  warn_beats: number;
}

/** The team's graph paper: what everybody knows beforehand. */
export interface Paper {
  episode: string;
  title: string;
  place: string;
  briefing: string;
  objectives: string[];
  beats: number;
  seats: SeatInfo[];
  others: string[];
  partners: string;
  apart: boolean;
  roll: string;
  height: number;
  width: number;
  sheets: Sheet[];
  fixtures: Fixture[];
  links: Link[];
  consoles: [number, number][];
  exits: [number, number][];
  regions: Region[];
  goals: Goal[];
  basins: string[];
  laid: Thing[];
  names: Names;
  numbers: Numbers;
  tuning: Record<string, number>;
}

/** Who holds a seat. */
export interface Seat {
  name: string;
  holder: "mind" | "open" | "person";
  who: string;
  here: boolean;
  ready: boolean;
  stand_in: boolean;
  line: string | null;
  answers: boolean;
  reason: string;
}

/** How a room is played. */
export interface Settings {
  pace: "live" | "thinking" | "timed";
  seconds: number;
  tempo: number;
  dropout: "end" | "mind" | "pause" | "wait";
  grace: number;
  shared_paper: boolean;
  spectators: boolean;
  delay: number;
  listed: boolean;
}

/** How it ended. */
export interface Outcome {
  outcome: "abandoned" | "lost" | "timeout" | "won";
  ending: string;
  text: string;
  score: number;
  beats: number;
  saved: number;
  dead: number;
  turned: number;
  others: number;
}

/** A room as one of its seats or spectators sees it. */
export interface Room {
  phase: "gathering" | "over" | "planning" | "playing";
  turn: number;
  beat: number;
  left_ms: number | null;
  waits: boolean;
  speed: number;
  behind: number;
  seats: Seat[];
  settings: Settings;
  outcome: Outcome | null;
}

/** Where somebody pointed with a signal that this seat saw or heard. */
export interface Pointing {
  seat: number;
  y: number;
  x: number;
  beat: number;
}

/** What a seat thinks is at a cell, or within one cell of it. */
export interface Marking {
  seat: number;
  y: number;
  x: number;
  what: string;
  count: number;
  sure: 50 | 75 | 95;
  beat: number;
}

/** A line of the log. */
export type Said = [beat: number, text: string];
export const SaidAt = { beat: 0, text: 1 } as const;

/** How a seat came to do nothing more, as far as it was told of it itself. */
export interface Fate {
  what: "died" | "out" | "turned";
  beat: number;
  cause: string;
  signs: Said[];
}

/** What concerns the seat that is looked through. */
export interface Mine {
  commits: number;
  at: number;
  did: number;
  why: ("call" | "cue" | "done" | "failed" | "halt" | "heard" | "heart" | "held" | "hurt" | "lit" | "long" | "near" | "offer" | "saw" | "up" | "water")[];
  reflex: string;
  roll: string;
  answer: string;
  stops: ("call" | "danger" | "line" | "new")[];
  speed: number;
  points: Pointing[];
  pointing: [number, number] | null;
  marks: Marking[];
  hopeless: string;
  fate: Fate | null;
}

/** One's own beats so far, a value a beat, the start first. */
export interface Past {
  rate: number[];
  fear: number[];
  hunger: number[];
  hp: number[];
  did: number[];
  refused: Reason[];
  log: Said[];
}

/** One's own body and heart: the columns of `percept.ME`. */
export type Me = [beat: number, ending: number, y: number, x: number, hp: number, timer: number, bleed: number, salve: number, exposed: number, crept: number, load: number, carrier: number, rate: number, fear: number, hunger: number, control: number, late: number, stun: number, effort: number, flies: number, under: number, flame: number, rounds: number, torch: number, winded: number, spent: number, state: State, nature: Nature, facing: Direction, gripped: number, sign: Signal | typeof NO_SIGNAL, lit: number, events: number, heard: number];
export const MeAt = { beat: 0, ending: 1, y: 2, x: 3, hp: 4, timer: 5, bleed: 6, salve: 7, exposed: 8, crept: 9, load: 10, carrier: 11, rate: 12, fear: 13, hunger: 14, control: 15, late: 16, stun: 17, effort: 18, flies: 19, under: 20, flame: 21, rounds: 22, torch: 23, winded: 24, spent: 25, state: 26, nature: 27, facing: 28, gripped: 29, sign: 30, lit: 31, events: 32, heard: 33 } as const;

/** A body as last seen; the first P are the team. */
export type SeenBody = [body: number, beat: number, y: number, x: number, nature: Nature, state: State, sign: Signal | typeof NO_SIGNAL, gait: Gait, facing: Direction, mood: number, hurt: number, carried: number, side: Side, asleep: number, hangs: number, armed: number, left: number];
export const SeenBodyAt = { body: 0, beat: 1, y: 2, x: 3, nature: 4, state: 5, sign: 6, gait: 7, facing: 8, mood: 9, hurt: 10, carried: 11, side: 12, asleep: 13, hangs: 14, armed: 15, left: 16 } as const;

/** A fixture as last seen. */
export type SeenFixture = [fixture: number, beat: number, state: DoorState, on: number, strength: number, full: number, one: number, other: number, one_level: number, other_level: number];
export const SeenFixtureAt = { fixture: 0, beat: 1, state: 2, on: 3, strength: 4, full: 5, one: 6, other: 7, one_level: 8, other_level: 9 } as const;

/** A drone as last seen. */
export type SeenDrone = [drone: number, beat: number, y: number, x: number, warned: number, lit: number, battery: number, object: number];
export const SeenDroneAt = { drone: 0, beat: 1, y: 2, x: 3, warned: 4, lit: 5, battery: 6, object: 7 } as const;

/** What is set, burns or smokes on a cell, and how high water stands there. */
export type SeenThing = [y: number, x: number, thing: Thing, left: number, fire: number, smoke: number, water: number];
export const SeenThingAt = { y: 0, x: 1, thing: 2, left: 3, fire: 4, smoke: 5, water: 6 } as const;

/** A sound of this beat. */
export type Sound = [sound: SoundKind, bearing: Bearing, voice: number, signal: Signal | typeof NO_SIGNAL, loud: number];
export const SoundAt = { sound: 0, bearing: 1, voice: 2, signal: 3, loud: 4 } as const;

/** Something one saw or learnt happen this beat; `who` and `whom` as the event says, -1 nobody. */
export type Happening = [kind: EventKind, who: number, whom: number, y: number, x: number, value: number];
export const HappeningAt = { kind: 0, who: 1, whom: 2, y: 3, x: 4, value: 5 } as const;

/** What one seat perceives at a beat. Of known, bodies, fixtures, drones and things only what changed since the view before; everything in a `Welcome`. */
export interface View {
  seat: number;
  me: Me;
  pack: number[];
  bonds: number[];
  now: number[];
  bright: number[];
  afar: number[];
  known: CellsRow[];
  bodies: SeenBody[];
  fixtures: SeenFixture[];
  drones: SeenDrone[];
  things: SeenThing[];
  heard: Sound[];
  events: Happening[];
  orders: number[];
  log: string[];
}

/** Everything, for one who joins or missed too much. */
export interface Welcome {
  type: "welcome";
  protocol: number;
  version: number;
  id: string;
  seat: string | null;
  watching: string | null;
  go_on: From | null;
  day: string | null;
  seed_from: "chosen" | "drawn" | "earlier" | null;
  paper: Paper;
  room: Room;
  mine: Mine;
  past: Past;
  view: View | null;
  fate: Fate | null;
}

/** What changed. Versions grow by one or more. */
export interface Update {
  type: "update";
  version: number;
  room: Room;
  mine: Mine;
  view: View | null;
}

/** Where the team would go by these lines, as far as one knows: a track of cells (y, x) for each seat. */
export interface Rehearsal {
  type: "rehearsal";
  asked: number;
  tracks: [number, number][][];
  flights: [number, number][][];
  passed: number[][];
  failed: number[][];
  bitten: number;
}

/** Somebody who looks on, and may want a seat. */
export interface Visitor {
  number: number;
  who: string;
  wants: string | null;
}

/** Who stands at the door; told to everybody whenever it changes. */
export interface Door {
  type: "door";
  host: string | null;
  visitors: Visitor[];
}

/** The key to a seat, for a visitor who was let in. */
export interface Key {
  type: "key";
  seat: string;
  token: string;
}

/** A message that changed nothing (of a draft the beginning stands), and why. May close the connection. */
export interface Refused {
  type: "refused";
  reason: "elsewhere" | "engine" | "episode" | "full" | "malformed" | "no room" | "no seat" | "not now" | "not yours" | "origin" | "over" | "plan" | "replay" | "stale" | "taken" | "token" | "too large" | "too many" | "too slow" | "version";
  message: string;
  closing: boolean;
}

/** The answer to a ping, at once: everything that was sent before it has been heard. */
export interface Pong {
  type: "pong";
  asked: number;
}

/** The first message: a seat's token, or whose view to watch; the last version seen, to get only what was missed. With both, whoever has the seat and can do nothing more with it looks on through another, in a room that takes spectators. Who looks on is `Room.behind` beats behind. */
export interface Join {
  type: "join";
  protocol: number;
  token?: string | null;
  watch?: string | null;
  last?: number | null;
  who?: string;
}

/** Ask whether anybody is there; `asked` comes back in the answer. */
export interface Ping {
  type: "ping";
  asked: number;
}

/** A visitor asks for a seat that a mind holds, or whose person is gone; None takes it back. */
export interface Ask {
  type: "ask";
  seat: string | null;
  who?: string;
}

/** The host lets a visitor take the seat they asked for, or not. */
export interface Answer {
  type: "answer";
  visitor: number;
  yes: boolean;
}

/** As the host: let those who look on see it live, or again as far behind as the room was made. */
export interface Show {
  type: "show";
  live: boolean;
}

/** Begin; open seats are given to `caution`. */
export interface Start {
  type: "start";
}

/** A line in pencil: teammates see it, and it counts when the clock runs out. */
export interface Draft {
  type: "draft";
  turn: number;
  line: string;
}

/** A line in ink for this turn. `ms`: how long it took since the view was drawn. */
export interface Commit {
  type: "commit";
  turn: number;
  line: string;
  ms?: number;
}

/** Take a line out of ink while others still plan. */
export interface Withdraw {
  type: "withdraw";
  turn: number;
}

/** Stop the beats and plan again. */
export interface Halt {
  type: "halt";
  turn: number;
}

/** Say what stops one's own turn, and how fast one likes to watch. */
export interface Heed {
  type: "heed";
  stops: ("call" | "danger" | "line" | "new")[];
  speed: number;
}

/** Point at a cell with one's next signal; shown to whoever perceives it. None: at nothing. */
export interface Point {
  type: "point";
  at: [number, number] | null;
}

/** Mark what one thinks is at a cell that one does not see, or within one cell of it. None: nothing any more. */
export interface Mark {
  type: "mark";
  at: [number, number];
  what: string | null;
  count?: number;
  sure?: 50 | 75 | 95;
}

/** Let a mind play for somebody whose connection is lost, until they are back. */
export interface GoOn {
  type: "go on";
  seat: string;
}

/** Ask where these lines would lead if one's marks are true; `asked` comes back in the answer. */
export interface Rehearse {
  type: "rehearse";
  asked: number;
  lines: Record<string, string>;
}

/** Give the seat up: it goes back to the mind that held it, or else to one that stands in. */
export interface Leave {
  type: "leave";
}

/** A game that people played from its start by the rules of today, and that the engine reproduces. */
export interface Run {
  room: string;
  who: string[];
  outcome: "lost" | "timeout" | "won";
  saved: number;
  beats: number;
  score: number;
  others: number;
}

/** An episode to choose. */
export interface EpisodeCard {
  name: string;
  title: string;
  place: string;
  briefing: string;
  objectives: string[];
  beats: number;
  seats: SeatInfo[];
  partners: string;
  apart: boolean;
  sheets: Sheet[];
  new: string[];
  most_saved: Run[];
  fewest_beats: Run[];
}

/** A room in the lobby. */
export interface RoomCard {
  id: string;
  episode: string;
  title: string;
  phase: "gathering" | "over" | "planning" | "playing";
  beat: number;
  seed_from: "chosen" | "drawn" | "earlier" | null;
  seats: Seat[];
  settings: Settings;
  outcome: Outcome | null;
  day: string | null;
  sealed: boolean;
}

/** The night of the day: one episode and one seed for everybody, until the day is over. */
export interface Tonight {
  day: string;
  left_ms: number;
  episode: string;
  results: Run[];
}

/** GET /api/lobby. */
export interface Lobby {
  protocol: number;
  preparing: number | null;
  episodes: EpisodeCard[];
  minds: string[];
  rooms: RoomCard[];
  tonight: Tonight;
}

/** POST /api/rooms. Seats without a mind are open to people. */
export interface NewRoom {
  episode: string;
  seed?: number | null;
  day?: string | null;
  minds?: Record<string, string>;
  settings?: Settings;
  go_on?: From | null;
  tags?: Record<string, string>;
}

/** The room that was made. */
export interface Made {
  id: string;
}

/** POST /api/rooms/ID/seats: take an open seat. */
export interface Claim {
  seat: string;
  who: string;
}

/** The key to a seat; only whoever took it gets it, once. */
export interface Seated {
  seat: string;
  token: string;
}

/** An objective as it stood at the end, and who did what for it. */
export interface GoalTold {
  text: string;
  met: boolean;
  beat: number;
  came: number;
  need: number;
  deeds: Said[];
}

/** A row of the score. */
export interface ScoreRow {
  text: string;
  points: number;
}

/** GET /api/rooms/ID/account of a finished game: why it ended as it did. The points of all rows sum to the score. */
export interface Account {
  reason: string;
  hopeless: string;
  goals: GoalTold[];
  score: ScoreRow[];
}

/** A line of a reel's log, and the event it tells of. */
export type LogLine = [beat: number, text: string, kind: EventKind | typeof NO_EVENT, who: number, whom: number];
export const LogLineAt = { beat: 0, text: 1, kind: 2, who: 3, whom: 4 } as const;

/** GET /api/rooms/ID/reel?seat=NAME of a finished game: a seat's views from the start to the end. Each holds what changed; without a seat they hold everything. Their words are in the log. */
export interface Reel {
  paper: Paper;
  outcome: Outcome;
  seed: string;
  seat: string | null;
  orders: number[][];
  log: LogLine[];
  views: View[];
}

/** POST /api/replays?seat=NAME with the bytes of a file: a replay that somebody brings, of which nothing is kept. Of one that is not proved there is no seat's reel. */
export interface Brought {
  proved: boolean;
  words: string;
  reel: Reel;
}

/** GET /api/rooms/ID/nights of a night of a day: the listed games of other teams in it, the best first. */
export interface Nights {
  runs: Run[];
}

/** Somebody of another team in a beat, while they are on the map. */
export type GhostAt = [who: number, y: number, x: number, state: State];
export const GhostAtAt = { who: 0, y: 1, x: 2, state: 3 } as const;

/** GET /api/rooms/ID/ghosts/OTHER: where the team of another game of the same night was, beat for beat. */
export interface Ghosts {
  names: string[];
  beats: GhostAt[][];
}

export type FromServer = Welcome | Update | Rehearsal | Door | Key | Refused | Pong;

export type FromClient = Join | Ping | Ask | Answer | Show | Start | Draft | Commit | Withdraw | Halt | Heed | Point | Mark | GoOn | Rehearse | Leave;
