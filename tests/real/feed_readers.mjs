// Reads feeds with two readers that others have written, and prints what they found as JSON.
// Usage: node feed_readers.mjs FILE…

import { readFileSync } from "node:fs";

import { parseFeed } from "feedsmith";
import Parser from "rss-parser";

const reader = new Parser();
const found = {};
for (const file of process.argv.slice(2)) {
  const text = readFileSync(file, "utf8");
  const { format, feed } = parseFeed(text);
  found[file] = { feedsmith: { format, feed } };
  if (format !== "json") found[file]["rss-parser"] = await reader.parseString(text);
}
process.stdout.write(JSON.stringify(found));
