// Asks Ruby's RSS library what is wrong with feeds: {name: base64} comes in, sentences go out.
// Arguments: the node_modules with Ruby in them.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const [, , modules] = process.argv;
const require = createRequire(`${modules}/`);
const { DefaultRubyVM } = require("@ruby/wasm-wasi/dist/node");
const ruby = readFileSync(`${modules}/@ruby/3.4-wasm-wasi/dist/ruby+stdlib.wasm`);
const { vm } = await DefaultRubyVM(await WebAssembly.compile(ruby));

vm.eval(`
  require "rss"
  require "rss/content"
  require "rss/dublincore"

  def complaint(base64)
    text = base64.unpack1("m").force_encoding("UTF-8")
    feed = RSS::Parser.parse(text, validate: true, ignore_unknown_element: false)
    feed ? "" : "this is neither RSS nor Atom"
  rescue RSS::Error, REXML::ParseException => problem
    problem.message
  end
`);
const found = [];
for (const [name, base64] of Object.entries(JSON.parse(readFileSync(0, "utf8")))) {
  const complaint = vm.eval(`complaint("${base64}")`).toString();
  if (complaint) found.push(`${name}: ${complaint}`);
}
console.log(JSON.stringify(found));
