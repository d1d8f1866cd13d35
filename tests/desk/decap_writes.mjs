// What Decap's form sends for a text that it was given: read and written with its libraries and in its way
// (packages/decap-cms-core/src/formats/frontmatter.ts and yaml.ts). Each line of the input holds a text, and edits that
// a person makes in the form: a path, words that are there or null, and what comes in their place.
import { createInterface } from "node:readline";
import matter from "gray-matter";
import yaml from "yaml";

const date = {
  identify: (value) => value instanceof Date,
  default: true,
  tag: "!timestamp",
  test: /^([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2}(\.[0-9]+)?)Z$/,
  resolve: (text) => new Date(text),
  stringify: (value) => value.toISOString(),
};
const engine = {
  parse: (text) => yaml.parseDocument(text, { customTags: [date] }).toJSON(),
  stringify: (values) => {
    const document = new yaml.Document();
    document.contents = yaml.createNode(values);
    return document.toString();
  },
};
const options = { language: "yaml", delimiters: "---", engines: { yaml: engine } };

for await (const line of createInterface({ input: process.stdin })) {
  const { text, edits } = JSON.parse(line);
  const read = matter(text, options);
  const post = structuredClone({ ...read.data, ...(read.content.trim() && { body: read.content }) });
  for (const [path, from, to] of edits) {
    const steps = path.split(".");
    const last = steps.pop();
    const place = steps.reduce((value, step) => value[step], post);
    if (to === null) {
      delete place[last];
    } else {
      place[last] = from === null ? to : place[last].replace(from, to);
    }
  }
  const { body = "", ...values } = post;
  const reordered = Object.fromEntries(Object.entries(values).reverse());
  const written = matter.stringify(body, reordered, options);
  console.log(JSON.stringify(body.endsWith("\n") ? written : written.replace(/\n$/, "")));
}
