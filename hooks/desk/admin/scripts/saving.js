// What becomes of the form's values on their way to the desk.
import { now, readMoment, written } from "./moments.js";

const KEPT_OF_A_REMOVED = new Set(["date", "category", "id", "slug", "aliases", "removed"]);

function isEmpty(value) {
  if (value === null || value === undefined || value === "") return true;
  return typeof value === "object" && "size" in value && value.size === 0;
}

/** The same without what nobody filled in: keys without a value, groups and lists in which nothing is. */
function filled(value) {
  if (value === null || typeof value !== "object" || !("size" in value)) return value;
  return value.map(filled).filter((inner) => !isEmpty(inner));
}

/** Data as the desk takes them: with the month in Vietnam, from which Decap makes the path of a new article. */
export function prepared(data) {
  const date = readMoment(data.get("date")) ?? now();
  let ready = filled(data).filter((_, key) => !key.startsWith("desk_section_"));
  if (!ready.get("date")) ready = ready.set("date", written(date, false));
  if (ready.getIn(["removed", "reason"])) {
    ready = ready.filter((_, key) => KEPT_OF_A_REMOVED.has(key) || key.startsWith("desk_"));
  }
  const [year, month] = date.day.split("-");
  return ready
    .set("body", ready.get("body") ?? "")
    .set("desk_year", year)
    .set("desk_month", month);
}
