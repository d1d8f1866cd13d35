// Types that the scripts of a page share, and a few that TypeScript does not know.

interface Navigator {
  /** https://wicg.github.io/netinfo/, in Chromium only. */
  readonly connection?: { readonly saveData: boolean };
}

interface Window {
  readAloud: ReadAloud.Reading;
}

declare namespace ReadAloud {
  /** A text in one language. */
  interface Run {
    lang: string;
    text: string;
  }

  interface Sentence {
    range: Range;
    runs: Run[];
  }

  interface Voice {
    silence(): void;
    say(piece: Run, voice: SpeechSynthesisVoice, rate: number, done: () => void, failed: () => void): void;
    find(): Promise<SpeechSynthesisVoice | undefined>;
  }

  interface Reading {
    sentences(): Sentence[];
    blockOf(node: Node): Element | null;
    pieces(text: string, most: number): string[];
    /** Missing where the device has no voices. */
    voice?: Voice;
  }
}

interface HTMLFormControlsCollection {
  /** What is searched for. */
  readonly q: HTMLInputElement;
}
