// Made from src/warbell/engine/codes.py by `python -m warbell.server.types`; edit that instead.

export const Direction = {
  north: 0,
  east: 1,
  south: 2,
  west: 3,
  here: 4,
} as const;
export type Direction = (typeof Direction)[keyof typeof Direction];

export const Bearing = {
  north: 0,
  northeast: 1,
  east: 2,
  southeast: 3,
  south: 4,
  southwest: 5,
  west: 6,
  northwest: 7,
  here: 8,
  elsewhere: 9,
} as const;
export type Bearing = (typeof Bearing)[keyof typeof Bearing];

export const Terrain = {
  edge: 0,
  floor: 1,
  street: 2,
  rubble: 3,
  channel: 4,
  garden: 5,
  rail: 6,
  wall: 7,
  glass: 8,
} as const;
export type Terrain = (typeof Terrain)[keyof typeof Terrain];

export const LinkKind = {
  stairs: 0,
  ladder: 1,
  facade: 2,
  zipline: 3,
} as const;
export type LinkKind = (typeof LinkKind)[keyof typeof LinkKind];

export const Nature = {
  nobody: 0,
  person: 1,
  hybrid: 2,
  shambler: 3,
  listener: 4,
  climber: 5,
  mimic: 6,
} as const;
export type Nature = (typeof Nature)[keyof typeof Nature];

export const State = {
  up: 0,
  down: 1,
  dead: 2,
  away: 3,
} as const;
export type State = (typeof State)[keyof typeof State];

export const Side = {
  team: 0,
  infected: 1,
  civilian: 2,
  raider: 3,
  soldier: 4,
} as const;
export type Side = (typeof Side)[keyof typeof Side];

export const Gait = {
  still: 0,
  sneaking: 1,
  stepping: 2,
  running: 3,
} as const;
export type Gait = (typeof Gait)[keyof typeof Gait];

export const Item = {
  food: 0,
  medicine: 1,
  key: 2,
  fuel: 3,
  planks: 4,
  rope: 5,
  bottle: 6,
  oil: 7,
  flare: 8,
  mop: 9,
  extinguisher: 10,
  phone: 11,
  battery: 12,
  herbs: 13,
  torch: 14,
} as const;
export type Item = (typeof Item)[keyof typeof Item];

export const Thing = {
  nothing: 0,
  barricade: 1,
  tripwire: 2,
  shards: 3,
  slick: 4,
  burningFlare: 5,
  wedge: 6,
  extinguisherAtADoor: 7,
  phone: 8,
  ringingPhone: 9,
  silentPhone: 10,
  ropeLadder: 11,
  desk: 12,
  ashes: 13,
} as const;
export type Thing = (typeof Thing)[keyof typeof Thing];

export const FixtureKind = {
  door: 0,
  gate: 1,
  switch: 2,
  generator: 3,
  cache: 4,
  exit: 5,
  wheel: 6,
  alarm: 7,
  bed: 8,
  shutter: 9,
  loudspeaker: 10,
  plot: 11,
  valve: 12,
  console: 13,
} as const;
export type FixtureKind = (typeof FixtureKind)[keyof typeof FixtureKind];

export const DoorState = {
  open: 0,
  shut: 1,
  locked: 2,
  barricaded: 3,
  broken: 4,
} as const;
export type DoorState = (typeof DoorState)[keyof typeof DoorState];

export const Signal = {
  HELP: 0,
  COME: 1,
  GO: 2,
  STOP: 3,
  SAFE: 4,
  NOW: 5,
  ANCHOR: 6,
  BEACON: 7,
  CANDLE: 8,
  DORY: 9,
  ELM: 10,
  FERRY: 11,
  GULL: 12,
  HARBOUR: 13,
} as const;
export type Signal = (typeof Signal)[keyof typeof Signal];

export const Verb = {
  wait: 0,
  step: 1,
  run: 2,
  sneak: 3,
  link: 4,
  strike: 5,
  shove: 6,
  use: 7,
  set: 8,
  take: 9,
  give: 10,
  carry: 11,
  release: 12,
  tend: 13,
  comfort: 14,
  call: 15,
  whisper: 16,
  sign: 17,
  wield: 18,
  throw: 19,
  rob: 20,
  offer: 21,
  shoot: 22,
  fly: 23,
  load: 24,
  hoist: 25,
  lower: 26,
  blast: 27,
} as const;
export type Verb = (typeof Verb)[keyof typeof Verb];

export const Reason = {
  allowed: 0,
  notAbleToAct: 1,
  noWayThrough: 2,
  shut: 3,
  noStairsOrLadderHere: 4,
  nobodyThere: 5,
  nothingThere: 6,
  lacksTheObject: 7,
  armsAreFull: 8,
  notPossibleYet: 9,
  noSuchOrder: 10,
  somebodyWasInTheWay: 11,
  needsTwoPairsOfHands: 12,
  locked: 13,
  empty: 14,
  handsSlipped: 15,
  stillBusyWithTheLateOrder: 16,
  offBalance: 17,
  somethingLiesThere: 18,
  wedged: 19,
  somebodyHangsOnTheLine: 20,
  fliesNoDrone: 21,
  droneBearsALoad: 22,
} as const;
export type Reason = (typeof Reason)[keyof typeof Reason];

export const SoundKind = {
  silence: 0,
  footsteps: 1,
  running: 2,
  shuffling: 3,
  blow: 4,
  door: 5,
  banging: 6,
  breakingGlass: 7,
  cry: 8,
  drone: 9,
  dronesWarning: 10,
  shot: 11,
  engine: 12,
  alarm: 13,
  call: 14,
  whisper: 15,
  panting: 16,
  strainingIron: 17,
  workOfHands: 18,
  fall: 19,
  scraping: 20,
  phone: 21,
  loudspeaker: 22,
  nailsOnStone: 23,
  rushingWater: 24,
  winch: 25,
} as const;
export type SoundKind = (typeof SoundKind)[keyof typeof SoundKind];

export const EventKind = {
  refused: 0,
  bumped: 1,
  struck: 2,
  shoved: 3,
  fell: 4,
  died: 5,
  bitten: 6,
  turned: 7,
  cured: 8,
  revived: 9,
  doorMoved: 10,
  doorBroke: 11,
  switched: 12,
  took: 13,
  gave: 14,
  ate: 15,
  lifted: 16,
  putDown: 17,
  tended: 18,
  comforted: 19,
  called: 20,
  whispered: 21,
  signed: 22,
  warned: 23,
  droneStruck: 24,
  escaped: 25,
  goalMet: 26,
  ended: 27,
  linked: 28,
  smashed: 29,
  barred: 30,
  tidings: 31,
  set: 32,
  threw: 33,
  wielded: 34,
  tripped: 35,
  caughtFire: 36,
  burnt: 37,
  gaveWay: 38,
  pushed: 39,
  joined: 40,
  dropped: 41,
  climbedOver: 42,
  ladderFell: 43,
  landed: 44,
  waterMoved: 45,
  wentUnder: 46,
  drowned: 47,
  spoilt: 48,
  robbed: 49,
  offered: 50,
  traded: 51,
  parted: 52,
  shot: 53,
  sold: 54,
  tookOver: 55,
  loaded: 56,
  hoisted: 57,
  lowered: 58,
  delivered: 59,
} as const;
export type EventKind = (typeof EventKind)[keyof typeof EventKind];

export const INFECTED: ReadonlySet<Nature> = new Set<Nature>([Nature.shambler, Nature.listener, Nature.climber, Nature.mimic]);

export const NO_SIGNAL = 255; // in the place of a signal
export const NO_VOICE = 255; // a sound that is nobody's voice
export const NO_EVENT = -1; // in the place of an event's kind
export const UNREAD = 255; // a mood nobody can read
export const FIRST_CODE_WORD = 6; // signals from here on are code words, of cues A to H
export const SIGHT = 12; // cells: no line of sight is longer
export const SIGHT_ROWS = 25; // rows and columns of a window, oneself in the middle
export const LOUDEST = 24; // cells that the loudest sound carries
