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
  anchor: string; // data-learn of what it stands beside
  button?: string; // for what is only read
  done: (now: Moment, then: Moment) => boolean;
}

export const LESSONS: Lesson[] = [
  {
    title: 'Your line',
    text: 'You are On-jo, in a dark house. Give an order in pencil: press the arrow to the west, where there is a door.',
    keys: 'The arrow keys do the same.',
    anchor: 'orders',
    done: (now, then) => now.line !== then.line && now.line !== '',
  },
  {
    title: 'What is around you',
    text: 'You know what you see and hear, and no more. Open Around: it says in words everything the board shows.',
    keys: 'Or press O.',
    anchor: 'around',
    done: (now, then) => now.around > then.around,
  },
  {
    title: 'A longer way',
    text: 'Choose a place to walk to: touch a cell of the board, past the west door, or “Walk there” beside a door in Around.',
    keys: 'Or press B, move the cursor with the arrows, and press Enter.',
    anchor: 'board',
    done: (now) => /@/.test(now.line),
  },
  {
    title: 'Rehearsal',
    text: 'The faint track is a rehearsal: where your line would lead, by what you know. Change the line and watch it follow. Undo is always there until you commit.',
    keys: 'U undoes, Shift U does it again, Backspace takes the last order away.',
    anchor: 'undo',
    done: (now, then) => now.line !== then.line,
  },
  {
    title: 'Ink',
    text: 'Nothing happens until the lines are in ink. Commit yours.',
    keys: 'Or press Enter.',
    anchor: 'commit',
    done: (now, then) => now.beat > then.beat || now.phase === 'playing' || now.turn > then.turn,
  },
  {
    title: 'It unfolds',
    text: 'All four act in the same beat. The beats go on until somebody has a reason to think again. Halt stops them sooner.',
    keys: 'H is Halt.',
    anchor: 'status',
    done: (now) => now.phase === 'planning' || now.phase === 'over',
  },
  {
    title: 'Why it stopped',
    text: 'Here it says why it is your turn again. The log has it beat by beat: open it.',
    keys: 'Or press L.',
    anchor: 'log',
    done: (now, then) => now.log > then.log,
  },
  {
    title: 'Timing',
    text: 'Drones light the streets, and keep time. Open Holds and add “stay until it is dark here”. Friends wait for each other with Cues, a letter in both their lines.',
    keys: 'Or press ~ for a hold; Tab and Enter add it.',
    anchor: 'holds',
    done: (now) => /(^|\s)[~|]/.test(now.line),
  },
  {
    title: 'On your own',
    text: 'Commit, and get everybody to the harbour steps in the south: through the gate on the square, which takes two pairs of hands in one beat. Keep out of the light, and off the short ways.',
    anchor: 'commit',
    button: 'Play on',
    done: (now, then) => now.understood > then.understood || now.turn > then.turn,
  },
];
