// Moments as the front matter writes them, always in Vietnam's time, whatever zone the browser is in.
const AHEAD_OF_UTC = 7 * 60 * 60 * 1000;
const LOCAL = /^(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?)?$/;
const ZONED = /^\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:Z|[+-]\d{2}:?\d{2})$/;

function inVietnam(milliseconds) {
  const [day, time] = new Date(milliseconds + AHEAD_OF_UTC).toISOString().split("T");
  return { day, time: time.slice(0, 5) };
}

/** Day and time of a value, or null if it cannot be read. */
export function readMoment(value) {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : inVietnam(value.getTime());
  const text = String(value ?? "").trim();
  const match = LOCAL.exec(text);
  if (match) return { day: match[1], time: match[2] ?? "00:00" };
  if (!ZONED.test(text)) return null;
  const milliseconds = Date.parse(text.replace(" ", "T"));
  return Number.isNaN(milliseconds) ? null : inVietnam(milliseconds);
}

export function now() {
  return inVietnam(Date.now());
}

export function written({ day, time }, dayOnly) {
  return dayOnly ? day : `${day} ${time}`;
}
