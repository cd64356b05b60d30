// What one hears, synthesised: one's own heart, and the sounds of a beat from where they come. Silent until asked.
import { Bearing, EventKind, LOUDEST, NO_SIGNAL, Signal, SoundKind } from './codes';
import { ended, sided, type Heard, type Known } from './known';
import { HappeningAt } from './protocol';

/** Two tones in hertz, how long each lasts, and how many times they come. */
type Motif = readonly [first: number, second: number, seconds: number, times: number];

/** The tones of a code word: down from a note of its own, an eighth of an octave above the one before. */
function codeWord(nth: number): Motif {
  const note = 392 * 2 ** (nth / 8);
  return [note, note * 0.75, 0.18, 1];
}

/** The six common signals differ in contour and pace. */
const MOTIFS: Record<Signal, Motif> = {
  [Signal.HELP]: [660, 990, 0.1, 3], // up, thrice
  [Signal.COME]: [440, 587, 0.22, 1], // up a fourth, slowly
  [Signal.GO]: [587, 880, 0.09, 1], // up a fifth, quickly
  [Signal.STOP]: [330, 311, 0.3, 1], // low and level
  [Signal.SAFE]: [659, 494, 0.26, 1], // down, softly
  [Signal.NOW]: [988, 988, 0.07, 2], // high taps
  [Signal.ANCHOR]: codeWord(0),
  [Signal.BEACON]: codeWord(1),
  [Signal.CANDLE]: codeWord(2),
  [Signal.DORY]: codeWord(3),
  [Signal.ELM]: codeWord(4),
  [Signal.FERRY]: codeWord(5),
  [Signal.GULL]: codeWord(6),
  [Signal.HARBOUR]: codeWord(7),
};

/** The means of one sound: tones and hisses at seconds from now, of pitches in hertz, so much louder than usual. */
interface Means {
  tone: (at: number, length: number, from: number, to: number, shape: OscillatorType, by?: number) => void;
  hiss: (at: number, length: number, pitch: number, type: BiquadFilterType, by?: number) => void;
  knocks: (times: number, every: number, pitch: number, by?: number) => void;
}

const NOTHING = (): void => undefined;
/** What each sound is made of, but for what a voice says. */
const SOUNDS: Record<SoundKind, (means: Means) => void> = {
  [SoundKind.silence]: NOTHING,
  [SoundKind.footsteps]: ({ knocks }) => knocks(2, 0.24, 500),
  [SoundKind.running]: ({ knocks }) => knocks(4, 0.12, 600),
  [SoundKind.shuffling]: ({ hiss }) => hiss(0, 0.4, 420, 'bandpass'),
  [SoundKind.blow]: ({ knocks }) => knocks(1, 0, 300, 2.5),
  [SoundKind.door]: ({ knocks }) => knocks(2, 0.1, 240, 2),
  [SoundKind.banging]: ({ knocks }) => knocks(3, 0.17, 170, 3.5),
  [SoundKind.breakingGlass]: ({ hiss, tone }) => {
    hiss(0, 0.35, 4200, 'highpass', 1.4);
    for (let k = 0; k < 4; k++) tone(0.04 + k * 0.05, 0.25, 2600 + k * 717, 2500 + k * 717, 'sine', 0.35);
  },
  [SoundKind.cry]: ({ tone }) => tone(0, 0.5, 740, 420, 'sawtooth', 0.7),
  [SoundKind.drone]: ({ tone }) => [110, 113].forEach((pitch) => tone(0, 0.6, pitch, pitch, 'sawtooth', 0.45)),
  [SoundKind.dronesWarning]: ({ tone }) => [0, 0.16, 0.32].forEach((at) => tone(at, 0.09, 1320, 1320, 'square', 0.5)),
  [SoundKind.shot]: ({ hiss }) => hiss(0, 0.3, 1200, 'lowpass', 4),
  [SoundKind.engine]: ({ tone }) => tone(0, 0.7, 58, 62, 'sawtooth'),
  [SoundKind.alarm]: ({ tone }) => [930, 740, 930].forEach((pitch, k) => tone(k * 0.2, 0.19, pitch, pitch, 'square', 0.5)),
  [SoundKind.call]: NOTHING,
  [SoundKind.whisper]: NOTHING,
  [SoundKind.panting]: ({ hiss }) => [1100, 700].forEach((pitch, k) => hiss(k * 0.28, 0.2, pitch, 'bandpass', 1.2)),
  [SoundKind.strainingIron]: ({ tone }) => {
    tone(0, 0.5, 180, 147, 'sawtooth', 0.6);
    tone(0.05, 0.45, 271, 233, 'square', 0.3);
  },
  [SoundKind.workOfHands]: ({ knocks }) => knocks(2, 0.2, 420, 1.4),
  [SoundKind.fall]: ({ knocks }) => knocks(1, 0, 120, 3),
  [SoundKind.scraping]: ({ hiss }) => hiss(0, 0.5, 260, 'bandpass', 1.6),
  [SoundKind.phone]: ({ tone }) => [0, 0.12, 0.24, 0.36].forEach((at) => tone(at, 0.08, at % 0.24 ? 1480 : 1180, at % 0.24 ? 1480 : 1180, 'sine', 0.6)),
  [SoundKind.nailsOnStone]: ({ hiss }) => [0, 0.13, 0.26].forEach((at) => hiss(at, 0.07, 3100, 'bandpass', 1.1)),
  [SoundKind.rushingWater]: ({ hiss }) => [0, 0.18, 0.36].forEach((at, k) => hiss(at, 0.34, 620 - 90 * k, 'lowpass', 1.7)),
  [SoundKind.winch]: ({ tone, knocks }) => {
    tone(0, 0.6, 150, 220, 'sawtooth', 0.5);
    knocks(5, 0.11, 900, 0.7);
  },
  [SoundKind.loudspeaker]: ({ tone }) => [520, 390].forEach((pitch, k) => tone(k * 0.3, 0.28, pitch, pitch, 'square', 0.4)),
};

export class Sound {
  #on = false;
  #audio: AudioContext | null = null;
  #out: GainNode | null = null;
  #noise: AudioBuffer | null = null;
  #timer = 0;
  #rate = 0;
  #fear = 0;

  get enabled(): boolean {
    return this.#on;
  }

  set enabled(on: boolean) {
    this.#on = on;
    if (!on) this.stop();
  }

  /** Browsers let pages sound only from a click or a key on; call it there. */
  resume(): void {
    if (!this.#on || typeof AudioContext === 'undefined') return;
    if (!this.#audio) {
      const audio = new AudioContext();
      this.#audio = audio;
      this.#out = audio.createGain();
      this.#out.gain.value = 0.7;
      this.#out.connect(audio.destination);
      this.#noise = audio.createBuffer(1, audio.sampleRate, audio.sampleRate);
      const samples = this.#noise.getChannelData(0);
      for (let k = 0; k < samples.length; k++) samples[k] = Math.random() * 2 - 1;
      if (this.#rate) this.#thump();
    }
    void this.#audio.resume();
  }

  /** The sounds of a new beat; the heart goes on by itself at the new rate. */
  beat(known: Known): void {
    const { me } = known;
    const silent = ended(me) || me.ending >= 0;
    this.#rate = silent ? 0 : me.rate;
    this.#fear = me.fear;
    if (!this.#audio) return;
    if (this.#rate && !this.#timer) this.#thump();
    for (const heard of known.heard) this.#play(heard);
    const bitten = known.events.some((event) => event[HappeningAt.kind] === EventKind.bitten);
    if (bitten) {
      this.#hiss(0, 0.16, 900, 'bandpass', 0.5, 0);
      this.#tone(0.05, 0.35, 92, 61, 'sawtooth', 0.25, 0);
    }
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = 0;
    void this.#audio?.close();
    this.#audio = this.#out = this.#noise = null;
  }

  /** Lub, dub, and again after a heart's beat. */
  #thump(): void {
    if (!this.#audio || !this.#rate) {
      this.#timer = 0;
      return;
    }
    const period = 60 / this.#rate;
    const gain = 0.1 + 0.5 * Math.min(1, this.#fear / 100);
    this.#tone(0, 0.14, 62, 38, 'sine', gain, 0);
    this.#tone(Math.min(0.3, period * 0.36), 0.11, 72, 46, 'sine', gain * 0.6, 0);
    this.#timer = window.setTimeout(() => this.#thump(), period * 1000);
  }

  #play({ sound, bearing, signal, loud }: Heard): void {
    const pan = sided(bearing) ? Math.sin((bearing * Math.PI) / 4) * 0.9 : 0;
    const gain = (0.05 + 0.45 * Math.min(1, loud / LOUDEST)) * (bearing === Bearing.elsewhere ? 0.5 : 1);
    const tone = (at: number, length: number, from: number, to: number, shape: OscillatorType, by = 1) =>
      this.#tone(at, length, from, to, shape, gain * by, pan);
    const hiss = (at: number, length: number, pitch: number, type: BiquadFilterType, by = 1) =>
      this.#hiss(at, length, pitch, type, gain * by, pan);
    const knocks = (times: number, every: number, pitch: number, by = 1) => {
      for (let k = 0; k < times; k++) hiss(k * every, 0.09, pitch, 'lowpass', by);
    };
    SOUNDS[sound]({ tone, hiss, knocks });
    if (signal === NO_SIGNAL) return;
    const [first, second, length, times] = MOTIFS[signal];
    const whispered = sound === SoundKind.whisper;
    for (let k = 0; k < times; k++) {
      const at = k * length * 2.3;
      if (whispered) hiss(at, length * 2, first * 2, 'bandpass');
      tone(at, length, first, first, 'triangle', whispered ? 0.25 : 1);
      tone(at + length, length * 1.15, second, second, 'triangle', whispered ? 0.25 : 1);
    }
  }

  #tone(at: number, length: number, from: number, to: number, shape: OscillatorType, gain: number, pan: number): void {
    const audio = this.#audio;
    if (!audio) return;
    const source = audio.createOscillator();
    const start = audio.currentTime + at + 0.02;
    source.type = shape;
    source.frequency.setValueAtTime(from, start);
    source.frequency.exponentialRampToValueAtTime(to, start + length);
    this.#send(source, start, length, gain, pan);
  }

  #hiss(at: number, length: number, pitch: number, type: BiquadFilterType, gain: number, pan: number): void {
    const audio = this.#audio;
    if (!audio) return;
    const source = audio.createBufferSource();
    source.buffer = this.#noise;
    const filter = audio.createBiquadFilter();
    filter.type = type;
    filter.frequency.value = pitch;
    source.connect(filter);
    this.#send(source, audio.currentTime + at + 0.02, length, gain, pan, filter);
  }

  /** A swift attack and a fading end, from the left or the right. */
  #send(source: AudioScheduledSourceNode, start: number, length: number, gain: number, pan: number, last: AudioNode = source) {
    const audio = this.#audio!;
    const envelope = audio.createGain();
    envelope.gain.setValueAtTime(0.0001, start);
    envelope.gain.exponentialRampToValueAtTime(Math.max(0.001, gain), start + 0.012);
    envelope.gain.exponentialRampToValueAtTime(0.0001, start + length);
    const side = audio.createStereoPanner();
    side.pan.value = pan;
    last.connect(envelope).connect(side).connect(this.#out!);
    source.start(start);
    source.stop(start + length + 0.02);
  }
}
