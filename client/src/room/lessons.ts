// The guided start: what is said, beside what, and what the player does to go on. Nothing is won or lost by it.

export interface Moment {
  line: string;
  phase: string;
  turn: number;
  beat: number;
  around: number; // times the list was opened
  log: number;
  understood: number; // times "Go on" was pressed
}

export interface Lesson {
  title: string;
  text: string;
  keys?: string; // the same by keyboard
  anchor: string; // what it stands beside, as CSS finds it
  watch?: string; // what is looked at or pressed meanwhile: not covered, if that can be
  tab?: 'plan'; // where that is on a narrow screen
  button?: string; // for what is only read
  done: (now: Moment, then: Moment) => boolean;
}

const learn = (name: string) => `[data-learn='${name}']`;
const [BOARD, ORDERS, COMMIT] = [learn('board'), learn('orders'), learn('commit')];

export const LESSONS: Lesson[] = [
  {
    title: 'Your line',
    text: 'You are On-jo, in a dark house. Give an order in pencil: press the arrow to the west, where there is a door.',
    keys: 'The arrow keys do the same.',
    anchor: ORDERS,
    watch: `${BOARD}, ${COMMIT}`,
    tab: 'plan',
    done: (now, then) => now.line !== then.line && now.line !== '',
  },
  {
    title: 'What is around you',
    text: 'You know what you see and hear, and no more. Open Around: it says in words everything the board shows.',
    keys: 'Or press O.',
    anchor: learn('around'),
    done: (now, then) => now.around > then.around,
  },
  {
    title: 'A longer way',
    text: 'Choose a place to walk to: touch a cell of the board, past the west door (row 6, column 3), or “Walk there” beside a door in Around.',
    keys: 'Or press B, move the cursor with the arrows, and press Enter.',
    anchor: BOARD,
    watch: '#beside-panel',
    done: (now) => /@/.test(now.line),
  },
  {
    title: 'Rehearsal',
    text: 'The faint track is a rehearsal: where your line would lead, by what you know. Change the line and watch it follow. Undo is always there until you commit.',
    keys: 'U undoes, Shift U does it again, Backspace takes the last order away.',
    anchor: learn('undo'),
    watch: `${BOARD}, ${ORDERS}, ${COMMIT}`,
    tab: 'plan',
    done: (now, then) => now.line !== then.line,
  },
  {
    title: 'Ink',
    text: 'Nothing happens until the lines are in ink. Commit yours.',
    keys: 'Or press Enter.',
    anchor: COMMIT,
    watch: BOARD,
    done: (now, then) => now.beat > then.beat || now.phase === 'playing' || now.turn > then.turn,
  },
  {
    title: 'It unfolds',
    text: 'All four act in the same beat. The beats go on until somebody has a reason to think again. Halt stops them sooner.',
    keys: 'H is Halt.',
    anchor: learn('status'),
    watch: `${BOARD}, ${COMMIT}`,
    done: (now) => now.phase === 'planning' || now.phase === 'over',
  },
  {
    title: 'Why it stopped',
    text: 'At the top it says why it is your turn again. The log has it beat by beat: open Log.',
    keys: 'Or press L.',
    anchor: `${learn('status')} .why, ${learn('log')}`,
    done: (now, then) => now.log > then.log,
  },
  {
    title: 'The log',
    text: 'Beat by beat: what you did, saw and heard. What the others saw they have to tell you.',
    anchor: learn('log'),
    watch: '#beside-panel',
    button: 'Go on',
    done: (now, then) => now.understood > then.understood,
  },
  {
    title: 'Timing',
    text: 'Drones light the streets, and keep time. Open Holds and add “stay until it is dark here”. Friends wait for each other with Cues, a letter in both their lines.',
    keys: 'Or press ~ for a hold, and Enter; Escape leaves.',
    anchor: learn('holds'),
    watch: '#drawer-panel',
    tab: 'plan',
    done: (now) => /(^|\s)[~|]/.test(now.line),
  },
  {
    title: 'On your own',
    text: 'Commit, and get everybody out: the arrows at the south edge, row 42. The way there is one of the two gates in row 37: the other is chained, and somebody has to see which. A gate takes two pairs of hands in one beat. Keep out of the light, and walk: who sleeps hears a run.',
    anchor: COMMIT,
    watch: BOARD,
    button: 'Play on',
    done: (now, then) => now.understood > then.understood || now.turn > then.turn,
  },
];
