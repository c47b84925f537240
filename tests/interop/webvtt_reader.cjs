// Reads a JSON list of WebVTT texts, prints the cues of each as JSON: in ms, with the text of their trees.
const { WebVTTParser } = require("webvtt-parser");
// Its own table of six entities lacks the semicolons; this one, which it brings along too, has them.
const entities = require("webvtt-parser/html-entities.json");

const text = (node) => (node.type === "text" ? node.value : (node.children || []).map(text).join(""));
const ms = (seconds) => Math.round(seconds * 1000);
const read = (file) => {
  const { cues, errors } = new WebVTTParser(entities).parse(file, "subtitles");
  return { cues: cues.map((cue) => [ms(cue.startTime), ms(cue.endTime), text(cue.tree)]), errors };
};

const files = JSON.parse(require("fs").readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(files.map(read)));
