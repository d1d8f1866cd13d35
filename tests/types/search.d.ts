// Types of the search: what its scripts exchange, and what they read of the index (hooks/bulletin/search/).

declare namespace Search {
  type Text = typeof import("../../overrides/assets/scripts/search/text.module.js");

  /** What a reader asks for; the search box asks with a query alone. */
  interface Question {
    query: string;
    isTyped?: boolean;
    category?: string;
    author?: string;
    year?: string;
    sort?: string;
  }

  /** What a list shows of an article. `address` is that of its page, `day` is as in `21/11/2026`. */
  interface Result {
    address: string;
    title: string;
    text: string;
    day: string;
    category: string;
    picture: Picture | null;
    marks: string[];
  }

  type Picture = [address: string, width: number, height: number];

  /** Months are as in `2026/11`, the first one of a range being its oldest. */
  interface Answer {
    results: Result[];
    correction: string | null;
    count: number;
    goesOn: boolean;
    since: string;
    next?: { first: string; last: string };
    oldest: string;
    failed: [first: string, last: string][];
    titlesFailed: boolean;
    isEmpty: boolean;
  }

  /** What the index says of itself: names of categories by slug, and the words of the interface. */
  interface Greeting {
    categories: Record<string, string>;
    says: Record<string, string>;
  }

  /** `muc-luc.json` */
  interface Table extends Greeting {
    version: string;
    texts: [name: string, digest: string, first: string, last: string][];
    titles: [name: string, digest: string][];
  }

  /** A title as it lies in a block. */
  type Row = [
    title: string,
    lead: string,
    day: string,
    category: string,
    authors: string[],
    picture: Picture | null,
    address: string,
    marks?: string[],
  ];

  /** A hit of Pagefind's. */
  interface Hit {
    id: string;
    score: number;
    words: number[];
    data(): Promise<{ raw_url: string; content: string; meta: Record<string, string> }>;
  }

  /** A hit, or a title, with its place in the order. */
  interface Found {
    rank: number;
    score: number;
    order: number;
    result?: Result;
    hit?: Hit;
    /** whether its text, once it was read, has the words of the question one after the other */
    hasPhrase?: boolean;
    /** the month from which its split begins; of a title, its own */
    first: string;
  }

  interface Library {
    text: Text;
    table: Table;
    ask(name: string, words: string[], probes: string[], options: object): Promise<Hit[]>;
    json(name: string, file: string): Promise<any>;
    isBroken(name: string): boolean;
    bytes(): number;
  }
}
