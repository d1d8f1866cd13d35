// The globals of the service worker: its own, and the constants of `/sw.js`.

declare const ROOT: string;
declare const REMOVED: string[];
declare const NOTES: Record<"copy" | "missing" | "alone" | "retry", string>;

declare const clients: Clients;
declare const registration: ServiceWorkerRegistration;
declare function skipWaiting(): Promise<void>;
declare function addEventListener(type: "install" | "activate", listener: (event: ExtendableEvent) => void): void;
declare function addEventListener(type: "fetch", listener: (event: FetchEvent) => void): void;
declare function addEventListener(type: "message", listener: (event: ExtendableMessageEvent) => void): void;
